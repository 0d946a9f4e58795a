"""Attribute reads and writes whose kind changes at one site: instance, class, slot, property, module, type."""

import sys


def get(o):
    return o.v


def put(o, x):
    o.v = x


def warm(o, n=20):
    for _ in range(n):
        r = get(o)
    return r


class A:
    def __init__(self, v):
        self.v = v


class Slot:
    __slots__ = ("v",)

    def __init__(self, v):
        self.v = v


class Prop:
    @property
    def v(self):
        return "property"


class OnClass:
    v = "class attribute"


class Dyn:
    def __getattr__(self, n):
        return "dynamic"


class Later(A):
    def __init__(self, v):
        self.first = 0
        self.v = v


class Dicty(dict):
    v = "dict subclass"


module = type(sys)("module")
module.v = "module attribute"


def function():
    pass


function.v = "function attribute"
everything = [A("instance"), Slot("slot"), Prop(), OnClass(), Dyn(), Later("later"), Dicty(), module, function, OnClass, A("again")]
for o in everything:
    print(warm(o), end=", ")
print()
for i in range(3):
    print([get(o) for o in everything[i:]] == [warm(o, 1) for o in everything[i:]], end=" ")
print()

a = A(1)
warm(a)
a.v = 2
print(get(a))
del a.v
for cls in (A,):
    try:
        get(a)
    except AttributeError as e:
        print(e)
A.v = "class fallback"
print(get(a))
a.v = "own"
print(get(a))
A.v = property(lambda self: "data descriptor wins")
print(get(a), a.__dict__)
try:
    put(a, 1)
except AttributeError as e:
    print(e)
del A.v
print(get(a))
for i in range(10):
    put(a, i)
A.__setattr__ = lambda self, n, x: object.__setattr__(self, n, ("set", x))
put(a, "hook")
print(get(a))
del A.__setattr__
put(a, "plain")
print(get(a))
A.v = property(lambda self: self._v, lambda self, x: self.__dict__.__setitem__("_v", ("setter", x)))
put(a, 5)
print(get(a))
del A.v
print(get(a))

# Shape changes: other attributes appear, disappear, the dict is taken, replaced.
a = A("start")
warm(a)
a.w = 1
print(get(a), end=" ")
del a.w
print(get(a), end=" ")
a.__dict__["v"] = "via dict"
print(get(a), end=" ")
put(a, "via site")
print(a.__dict__["v"], end=" ")
a.__dict__ = {"v": "new dict"}
print(get(a), end=" ")
put(a, "again")
print(a.__dict__, end=" ")
a.__dict__ = {}
try:
    get(a)
except AttributeError as e:
    print(e)
put(a, "stored")
print(a.__dict__)

# Slots.
s = Slot(1)
warm(s)
for i in range(10):
    put(s, i)
del s.v
try:
    get(s)
except AttributeError as e:
    print(e)
put(s, "refilled")
print(get(s))
Slot.v = "slot replaced"
print(get(s))
try:
    put(s, 1)
except AttributeError as e:
    print(e)

# Classes as objects.
class M(type):
    pass


class K(metaclass=M):
    v = "class value"


print(warm(K))
K.v = "changed"
print(get(K))
M.v = "meta non-data"
print(get(K))
M.v = property(lambda cls: "meta data")
print(get(K))
del M.v
print(get(K))
del K.v
try:
    get(K)
except AttributeError as e:
    print(e)
K.v = classmethod(lambda cls: "cm")
print(get(K)())
K.v = 3


# Modules.
print(warm(module))
module.v = "changed"
print(get(module))
module.__dict__["v"] = "in dict"
print(get(module))
for i in range(30):
    setattr(module, f"x{i}", i)
print(get(module))
del module.v
try:
    get(module)
except AttributeError as e:
    print(e)
module.__getattr__ = lambda name: "module getattr " + name
print(get(module))
module.v = "back"
print(get(module))

# Increments at one site over kinds.
def bump(o):
    o.v += 1
    return o.v


s2 = type("S2", (), {"__slots__": ("v",)})()
s2.v = 100
counters = [A(0), s2, K, module, A(0.5), type("O", (), {"v": 1000})()]
module.v = 10
for _ in range(15):
    out = [bump(o) for o in counters]
print(out, counters[-1].__dict__)
