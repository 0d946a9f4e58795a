"""Classes called with defaults, by name and with what `__init__` collects: frames, errors, and what is left behind."""

import sys
import traceback
import weakref


class Plain:
    def __init__(self, a, b=2, *, c=3):
        self.all = a, b, c


class Many:
    def __init__(self, first, *rest, **others):
        self.all = first, rest, others


class Slotted:
    __slots__ = ("a", "b")

    def __init__(self, a=1, b=2):
        self.a, self.b = a, b


class Child(Plain):
    def __init__(self, *args, extra=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.extra = extra


for i in range(40):
    assert Plain(i).all == (i, 2, 3)
    assert Plain(i, 5).all == (i, 5, 3)
    assert Plain(b=i, a=1).all == (1, i, 3)
    assert Plain(i, c=4).all == (i, 2, 4)
    assert Many(i).all == (i, (), {})
    assert Many(i, 1, 2, x=3).all == (i, (1, 2), {"x": 3})
    assert Many(x=1, first=i).all == (i, (), {"x": 1})
    assert (Slotted().a, Slotted(b=i).b, Slotted(i).a) == (1, i, i)
    assert Child(i, c=5, extra=6).all == (i, 2, 5)
    assert Child(i, 1).extra is None

# Nothing is kept and nothing is lost.
probe = object()
before = sys.getrefcount(probe), sys.getrefcount(Plain), sys.getrefcount(Many)
for i in range(40):
    Plain(probe)
    Plain(probe, c=probe)
    Many(probe, probe, x=probe)
    Many(first=probe)
    try:
        Plain(probe, probe, probe)
    except TypeError:
        pass
    try:
        Plain(probe, d=probe)
    except TypeError:
        pass
print([a - b for a, b in zip((sys.getrefcount(probe), sys.getrefcount(Plain), sys.getrefcount(Many)), before)])


class Dies:
    def __init__(self, a, b=1):
        self.a = a

    def __del__(self):
        print("dies", hasattr(self, "a"))


Dies(1)
for call in (lambda: Dies(), lambda: Dies(1, 2, 3), lambda: Dies(1, c=2)):
    try:
        call()
    except TypeError as e:
        print(e)


# What is no plain class.
class Own:
    def __new__(cls, *args, **kwargs):
        print("new", args, kwargs)
        return super().__new__(cls)

    def __init__(self, a=1, **others):
        self.a = a


class Meta(type):
    def __call__(cls, *args, **kwargs):
        print("call", args, kwargs)
        return super().__call__(*args, **kwargs)


class WithMeta(metaclass=Meta):
    def __init__(self, a=1, *, b=2):
        self.all = a, b


class Returns:
    def __init__(self, a=1, what=None):
        self.a = a
        return what


class Yields:
    def __init__(self, a=1):
        yield a


class Listed(list):
    def __init__(self, a=(), b=1):
        super().__init__(a)
        self.b = b


import abc


class Abstract(abc.ABC):
    def __init__(self, a=1):
        pass

    @abc.abstractmethod
    def f(self): ...


class NoInit:
    pass


class Assigned:
    pass


Assigned.__init__ = lambda self, a=1, *b: None

for _ in range(3):
    print(Own(2, x=3).a, WithMeta(b=5).all, Listed((1, 2), b=3))
    for call in (
        lambda: Returns(),
        lambda: Returns(what=3),
        lambda: Returns(1, ()),
        lambda: Yields(),
        lambda: Yields(a=2),
        lambda: Abstract(),
        lambda: NoInit(a=1),
        lambda: Assigned(1, 2),
        lambda: Assigned(x=2),
        lambda: Plain(),
        lambda: Plain(1, 2, 3),
        lambda: Plain(1, a=2),
        lambda: Plain(1, d=2),
        lambda: Many(),
    ):
        try:
            print(type(call()).__name__)
        except TypeError as e:
            print(e)


# A class that changes between calls of one place.
def make(cls):
    return cls(7, b=8)


class Changes:
    def __init__(self, a, b=0):
        self.seen = "first", a, b


for i in range(30):
    made = make(Changes)
print(made.seen)
Changes.__init__ = lambda self, a, b=0, c=1: setattr(self, "seen", ("second", a, b, c))
for i in range(30):
    made = make(Changes)
print(made.seen)
Changes.__init__.__defaults__ = (5, 6)
print(make(Changes).seen)
Changes.__new__ = lambda cls, *args, **kwargs: (cls.__name__, args, kwargs)
print(make(Changes))


# Errors within, and who is seen there.
class Fails:
    def __init__(self, a, b=0):
        self.caller = sys._getframe(1).f_code.co_name
        if b:
            raise ValueError(b)


def outer(b):
    return Fails(1, b=b)


print(outer(0).caller)
for b in (1, 2):
    try:
        outer(b)
    except ValueError as e:
        print([(f.name, f.line) for f in traceback.extract_tb(e.__traceback__)])


# From generators.
def gives():
    for i in range(3):
        yield Plain(i).all
        yield Plain(b=i, a=1).all
        yield Many(i, x=i).all


print(list(gives()))


# Too deep, and back.
class Deep:
    def __init__(self, n=0, *, key=None):
        self.next = Deep(n + 1, key=key)


for _ in range(2):
    try:
        Deep(key=probe)
    except RecursionError as e:
        print(e)
print(sys.getrefcount(probe) - before[0])
seen = weakref.ref(Plain(1))
print(seen())

# A class that dies while its instance is made.
print(type("Gone", (), {"__init__": lambda self, a=1: None})(a=2).__class__.__name__)
