"""Attributes that only an object's dict may have, `super()` without an object for it, and natives called in loops."""
import copy
import sys


class Plain:
    held = 1


class Slotted:
    __slots__ = ("a",)


def find(objects, name):
    return [getattr(o, name, "none") for o in objects for _ in range(3)]


# An object with a dict of its own gains, loses and regains an attribute, as its class does.
a, b = Plain(), Plain()
a.__dict__, b.__dict__
print(find([a, b, [], 1, len, find, Slotted()], "extra"))
a.extra = 5
find.extra = "of the function"
print(find([a, b, [], find], "extra"), hasattr(a, "extra"), hasattr(b, "extra"))
del a.extra, find.extra
print(find([a, b, find], "extra"), hasattr(a, "extra"))
Plain.extra = "of the class"
print(find([a, b], "extra"))
a.extra = "own"
print(find([a, b], "extra"))
Plain.extra = property(lambda self: "computed")
print(find([a, b], "extra"))
del Plain.extra
print(find([a, b], "extra"))
Plain.__getattr__ = lambda self, name: "asked for " + name
print(find([a, b], "extra"), find([a, b], "other"))
del Plain.__getattr__
b.__dict__ = {"extra": "exchanged"}
print(find([a, b], "extra"), find([b], "held"))


class L(list):
    pass


print(find([L(), L()], "extra"))
l = L()
l.extra = 2
print(find([L(), l, L()], "extra"))


# dict.get
class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 1

    def __eq__(self, other):
        print("==", self.n, other.n)
        return self.n == other.n


class Missing(dict):
    def __missing__(self, key):
        return "missing"

    def get(self, key, default=None):
        return "overridden"


def ask(d, key, *default):
    out = []
    for _ in range(4):
        out.append(d.get(key))
        out.append(d.get(key, default))
    return out


print(ask({1: "a", "b": None}, 1), ask({1: "a"}, 2, 3), ask({"b": 0}, "b"), ask({"b": 0}, "".join(["c", "d"])))
print(ask({Key(1): "k"}, Key(1)), ask(Missing(), 1), ask({(1, 2): 3}, (1, 2)))
for bad in [], {}:
    try:
        ask({}, bad)
    except TypeError as e:
        print(e)
value = object()
before = sys.getrefcount(value)
d = {1: value}
for i in range(100):
    d.get(1)
    d.get(2, value)
    d.get(1, value)
print(sys.getrefcount(value) - before)


class Loud:
    def __del__(self):
        print("gone")


def defaults(d):
    for i in range(3):
        d.get(i, Loud())
        print(i)


defaults({1: 1})


# A bound method that a loop keeps.
def fill(append, items):
    for i in items:
        append(i)


def push_all(x):
    fill(x.append, range(50))
    return x


class Noisy(list):
    def append(self, item):
        super().append(-item)


print(len(push_all([])), sum(push_all(Noisy())), sum(push_all(L())), sum(push_all([])))
print(push_all(bytearray())[-1])
fill([].append, [Loud(), Loud()])
kept = []
append = kept.append
for i in range(20):
    append(value)
print(sys.getrefcount(value) - before)
kept.clear()
print(sys.getrefcount(value) - before)
try:
    fill(kept.append, 3)
    fill(len, [1])
except TypeError as e:
    print(e)

# type() of values of all kinds at one place.
print([type(x).__name__ for x in (1, 2.5, None, True, "a", 1 << 80, 1e300, Plain(), int, ...) * 2])


# Calls with many locals, defaults and recursion.
def many(a, b=2, c=3, *, k=4):
    if a < 0:
        d = e = f = g = h = 1
    try:
        return d + e + f + g + h
    except UnboundLocalError as e:
        return str(e), a, b, c, k


def simple(a, b=2, c=3):
    if a < 0:
        d = e = f = g = h = i = j = 1
    if a > 1:
        return simple(a - 1, b)
    try:
        return j
    except UnboundLocalError as e:
        return str(e), a, b, c


print([many(1), many(-1), many(1, 5)], [simple(i - 1) for i in range(5)])


def deep(n, step=1):
    return deep(n + step)


try:
    deep(0)
except RecursionError as e:
    print(e)


# super() without an object.
class Base:
    value = "base"
    function = print

    def __new__(cls, *args):
        print("new", cls.__name__, args)
        return super().__new__(cls)

    @property
    def computed(self):
        return type(self).__name__

    @property
    def failing(self):
        raise AttributeError("inner")

    @classmethod
    def made(cls):
        return cls.__name__

    @staticmethod
    def still():
        return "still"

    def method(self):
        return "method of " + type(self).__name__


class Derived(Base):
    value = "derived"

    def __new__(cls, *args):
        return super().__new__(cls, *args)

    def show(self):
        for _ in range(3):
            bound = super().method
            out = (super().value, super().computed, super().made(), super().still(), bound(), super().__class__.__name__)
        return out

    @classmethod
    def made(cls):
        return [super().made(), super().still(), super().value, super().method.__name__, super().made.__self__.__name__] + \
            [super(Derived, cls).made() for _ in range(2)]

    def fails(self, name):
        try:
            super().failing if name == "failing" else super().nothing
        except AttributeError as e:
            return str(e), e.name, type(e.obj).__name__


class More(Derived):
    pass


for _ in range(2):
    print(Derived(1).show(), More(2).show(), Derived.made(), More.made())
print(More().fails("failing"), More().fails("nothing"))
try:
    super(Derived, 1).x
except TypeError as e:
    print(e)
Base.value = "changed"
print(More().show()[0])


# copy, with copyreg exchanged.
class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y


p = copy.deepcopy({"p": Point(1, [2, 3])})["p"]
print(p.x, p.y, copy.copy(p).y is p.y)
real = sys.modules["copyreg"]


class Fake:
    @staticmethod
    def __newobj__(cls):
        print("fake", cls.__name__)
        return object.__new__(cls)


sys.modules["copyreg"] = Fake
print(copy.copy(p).y)
sys.modules["copyreg"] = None
try:
    copy.copy(p)
except Exception as e:
    print(type(e).__name__, e)
del sys.modules["copyreg"]
print(copy.copy(p).x, sys.modules["copyreg"] is real)
sys.modules["copyreg"] = real
