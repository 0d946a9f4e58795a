"""Operations with a short way for plain values, beside values that need the long one."""

import math


def contains(x, items):
    return x in items, x not in items


class Equal:
    def __eq__(self, other):
        seen.append(other)
        return True

    __hash__ = None


seen = []
lists = [[], [1, 2, 3], [1, 2.0, 3], [True, 2], [None, "x"], [Equal()], [2**70, 5]]
for _ in range(40):
    for items in lists:
        for x in (0, 1, 2, 3, 2**70, 1.0, "x", None):
            contains(x, items)
seen.clear()
print([[contains(x, items)[0] for x in (0, 1, 2, 3, 2**70, 1.0, True, "x", None)] for items in lists])
print(len(seen))


# min and max.
for items in ([3, 1, 2], (3, 1, 2), {3, 1, 2}, frozenset([5, 4]), [1, 1.0], [1.0, 1], [True, 1], [1, True], [2**70, 1], [-(2**62), 2**61]):
    print(min(items), max(items), min(items, key=lambda v: -v), max(items, default=0))
for items in ([], (), set()):
    print(min(items, default="none"))
    try:
        max(items)
    except ValueError as e:
        print(e)
try:
    min([1, "a"])
except TypeError as e:
    print(e)


# Floats that are zero, of either sign, and others that do not fit a word.
def arithmetic(a, b):
    return a + b, a - b, a * b, a / b if b else None, a + 1, 1 - a, a * 2


values = [0.0, -0.0, 1.5, -1.5, 1e300, 1e-300, 5e-324, math.inf, math.nan, 0, 1, -1, 2**60]
for _ in range(30):
    for a in values:
        for b in values:
            try:
                arithmetic(a, b)
            except OverflowError:
                pass
for a in values:
    print(*[arithmetic(a, b) for b in values])
print([math.copysign(1, x) for x in (0.0 + 0.0, 0.0 * -1.0, -0.0 + -0.0, 0.0 - 0.0, -0.0 - 0.0, 1.5 - 1.5, 0.0 / -3.0, -0.0 * 0.0)])
x = 0.5
x -= 0.5
print(x is not None, x == 0, repr(x), x * 3.0, x + 2.0, 2.0 - x, x - x)


# Unpacking lists and tuples at one site.
def unpack(v):
    a, b, c = v
    return c, b, a


for v in [(1, 2, 3), [4, 5, 6], "abc", iter([7, 8, 9]), range(3), {"k": 1, "l": 2, "m": 3}] * 30:
    try:
        r = unpack(v)
    except ValueError as e:
        r = str(e)
print(unpack([1, 2, 3]), unpack((1, 2, 3)), unpack("xyz"))
for v in ([1, 2], (1, 2, 3, 4), "ab", 5):
    try:
        unpack(v)
    except (ValueError, TypeError) as e:
        print(e)


# Slice assignment from a list that nobody else sees, and from one that others do.
class Dies:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        dead.append(self.n)

    def __repr__(self):
        return f"D{self.n}"


dead = []
l = [Dies(i) for i in range(6)]
l[:3] = l[2::-1]
print(l, dead)
l[1:3] = [Dies(10), Dies(11)]
print(l, dead)
other = [Dies(20), Dies(21)]
l[4:] = other
print(l, other, dead)
l[:] = l
print(l, dead)
l[:2] = [Dies(30)]
print(l, dead)
l[::2] = [Dies(40), Dies(41), Dies(42)]
print(l, dead)
l[0:0] = [1]
l[-1:] = []
print(l, dead)
l[:] = []
print(l, sorted(dead))


class Looks:
    def __del__(self):
        print("inside", len(looked), looked[:1])


looked = [Looks(), 1, 2]
looked[:2] = [5, 6]
print(looked, looked[::-1], looked[1::-1], looked[5::-2], looked[:-4:-1], looked[::2])


# isinstance against the class, a base, something else, with liars and metaclasses.
class Base:
    pass


class Derived(Base):
    pass


class Liar:
    @property
    def __class__(self):
        return Derived


class Meta(type):
    def __instancecheck__(cls, obj):
        return obj == 5


class Checked(metaclass=Meta):
    pass


def check(v, c):
    return isinstance(v, c)


things = [1, 1.5, True, None, "s", 2**70, 0.0, [], Base(), Derived(), Liar(), Checked(), int, Base]
types = [int, float, bool, object, str, list, Base, Derived, Liar, Checked, type, (int, str), int | None, type(None)]
for _ in range(20):
    for v in things:
        for c in types:
            check(v, c)
for v in things:
    print(type(v).__name__, [check(v, c) for c in types])
Derived.__bases__ = (Liar,)
print(check(things[9], Base), check(things[9], Liar))
try:
    check(1, 5)
except TypeError as e:
    print(e)


# A __getitem__ that changes, moves to a base, and goes away.
class Box:
    def __getitem__(self, i):
        return ("box", i)


class Inner(Box):
    pass


def item(o):
    return o[1]


b = Inner()
for _ in range(50):
    item(b)
Box.__getitem__ = lambda self, i: ("new", i)
print(item(b))
Inner.__getitem__ = lambda self, i, j=3: ("two", i, j)
print(item(b))
Inner.__getitem__ = len
try:
    item(b)
except TypeError as e:
    print(e)
del Inner.__getitem__
print(item(b))
del Box.__getitem__
try:
    item(b)
except TypeError as e:
    print(e)
print(item("ab"), item([1, 2]), item({1: "d"}))

# Functions of globals that change their names of module and builtins.
source = "def f(): return len('abc')\nresult = f.__module__, f()\n"
for globals_ in ({}, {"__name__": "given"}, {"__builtins__": {"len": lambda s: -1}}, {"__name__": 5, "x": 1}):
    exec(source, globals_)
    print(globals_["result"])
made = [(lambda: 0).__module__ for _ in range(3)]
__name__ = "renamed"
print(made, (lambda: 0).__module__)
del __name__
print((lambda: 0).__module__)
