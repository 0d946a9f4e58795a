"""Attributes that a class holds in ways of their own, asked for often enough that caches know them, and then changed."""

import collections


class Meta(type):
    flag = "of the metaclass"


class Base(metaclass=Meta):
    value = 1

    @classmethod
    def made(cls, more=0):
        return cls.__name__, more

    @staticmethod
    def plain(x):
        return x

    def method(self, a, b=2, c=3):
        return a, b, c

    @property
    def computed(self):
        return self.__class__.__name__


class Derived(Base):
    pass


Point = collections.namedtuple("Point", "x y")


def ask(obj):
    return obj.made(1), obj.plain(2), obj.computed, obj.__class__.__name__


def repeat(f, *args):
    results = [f(*args) for _ in range(40)]
    assert all(r == results[0] for r in results), results
    return results[0]


print(repeat(ask, Base()), repeat(ask, Derived()))

# Classmethods and staticmethods are replaced, in the class and in the instance.
Base.made = classmethod(lambda cls, more: ("new", cls.__name__, more))
print(repeat(ask, Derived()))
Base.plain = staticmethod(lambda x: -x)
print(repeat(ask, Derived()))
own = Derived()
own.plain = lambda x: ("own", x)
own.made = lambda x: ("own made", x)
print(repeat(ask, own), repeat(ask, Derived()))
Base.made = lambda self, more: ("method", type(self).__name__, more)
print(repeat(ask, Derived()))


# Attributes of classes, and metaclasses that change their mind.
def of_class(c):
    return c.value


print(repeat(of_class, Derived))
Meta.value = property(lambda cls: "from the metaclass of " + cls.__name__)
print(repeat(of_class, Derived))
del Meta.value
print(repeat(of_class, Derived))
Meta.value = 5
print(repeat(of_class, Derived))
Base.value = 2
print(repeat(of_class, Derived))
del Base.value
print(repeat(of_class, Derived))
del Meta.value
try:
    of_class(Derived)
except AttributeError as error:
    print(error)


def names(c):
    return c.__name__, c.__qualname__, c.__module__, [k.__name__ for k in c.__mro__], c.flag


print(repeat(names, Derived))
Derived.__name__ = "Renamed"
print(repeat(names, Derived))


# Named tuples.
def coordinates(p):
    return p.x, p.y


print(repeat(coordinates, Point(1, 2)))
Point.x = property(lambda self: "changed")
print(repeat(coordinates, Point(1, 2)))
try:
    Point(1, 2).y = 3
except AttributeError as error:
    print(error)


# Bound methods that are kept, with defaults.
def calls(f):
    return f(1), f(1, 5), f(1, 5, 6), f(1, c=9)


kept = Derived().method
print(repeat(calls, kept))
Base.method.__defaults__ = (20, 30)
print(repeat(calls, kept))
Base.method.__defaults__ = (30,)
try:
    repeat(calls, kept)
except TypeError as error:
    print(error)
Base.method.__defaults__ = None
try:
    repeat(calls, kept)
except TypeError as error:
    print(error)


def in_generator(f):
    for i in range(3):
        yield f(i)


Base.method.__defaults__ = (7, 8)
print(repeat(lambda: list(in_generator(kept))))


def deep(n, f=None):
    return n if n == 0 else Deep().go(n - 1)


class Deep:
    def go(self, n, step=1, *, last=None):
        again = self.go
        return 0 if n <= 0 else 1 + again(n - step, step, last=n)

    def on(self, n, step=1):
        again = self.on
        return 0 if n <= 0 else 1 + again(n - step)


print(Deep().go(50), Deep().on(300))
try:
    Deep().on(10**6)
except RecursionError as error:
    print(error)


# getattr and hasattr.
class Slots:
    __slots__ = ("a", "b")


def builtin_ways(o):
    return getattr(o, "a", None), hasattr(o, "a"), hasattr(o, "b"), getattr(o, "zz", "none")


s = Slots()
print(repeat(builtin_ways, s))
s.a = 1
print(repeat(builtin_ways, s))
d = Derived()
print(repeat(builtin_ways, d))
d.a = d.b = 4
print(repeat(builtin_ways, d))
del d.a
print(repeat(builtin_ways, d))
Base.a = "class"
print(repeat(builtin_ways, d))
Base.a = property(lambda self: 1 / 0)
try:
    builtin_ways(d)
except ZeroDivisionError as error:
    print(error)


class Lost:
    @property
    def a(self):
        raise AttributeError("inside")


print(repeat(builtin_ways, Lost()))
name = "".join(["v", "al", "ue"])
Base.value = 12
print(getattr(Derived(), name), getattr(Derived, name), hasattr(Derived(), name))
