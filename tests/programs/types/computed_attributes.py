# Attributes that native code computes, looked up again and again while their classes change.
import sys


def frame():
    return sys._getframe()


def look(objects, get):
    for o in objects:
        for _ in range(3):
            try:
                print(get(o), end=" ")
            except (AttributeError, TypeError) as error:
                print(type(error).__name__, error, getattr(error, "name", None), getattr(error, "obj", o) is o, end=" ")
        print()


def f(a, b=2, *, c):
    pass


look([frame(), frame()], lambda o: o.f_code.co_name)
look([frame(), frame()], lambda o: o.f_lineno)
look([f, look, frame, len, print, str.join, f.__get__(1)], lambda o: o.__name__)
look([f, look, len], lambda o: o.__defaults__)
look([f.__code__, look.__code__], lambda o: (o.co_argcount, o.co_varnames))
look([1, 1.5, "s", (), f, None, type, 2**80], lambda o: o.__class__.__name__)
look([3, True, 2.5, 2**70], lambda o: o.real)
look([slice(1, 2), range(3), 5], lambda o: o.start)


class C:
    pass


class Sub(C):
    @property
    def __class__(self):
        return "class of a property"


look([C(), Sub(), C()], lambda o: o.__class__)
c = C()
c.x = 1
look([c, C()], lambda o: o.__dict__)
c.y = 2
print(c.__dict__, c.x)

# A computed attribute in a class whose instances it is not for.
C.stolen = type(f).__code__
look([C(), C()], lambda o: o.stolen)
C.stolen = 5
look([C(), C()], lambda o: o.stolen)
del C.stolen
look([C(), C()], lambda o: o.stolen)


class E(Exception):
    pass


e = E("text")
for _ in range(3):
    print(e.args, e.__traceback__, e.__cause__, e.__suppress_context__)
e.args = (1, 2)
print(e.args)
E.args = "now of the class"
print(e.args, E("x").args)
del E.args
print(e.args)


class Int(int):
    real = "own"


def real(o):
    return o.real


for o in (Int(3), 4, Int(5), 6.0, True):
    print(real(o), real(o), end=" ")
print()
Int.real = int.real
print(real(Int(3)), real(4))
Int.imag = float.imag
try:
    Int(3).imag
except TypeError as error:
    print(error)


def g():
    yield 1


i = g()
for _ in range(3):
    print(i.gi_running, i.gi_frame is None, i.gi_code.co_name, i.gi_suspended)
    next(i, None)


class Meta(type):
    pass


class M(metaclass=Meta):
    pass


for k in (C, M, int, M):
    print(k.__name__, k.__module__, k.__basicsize__ > 0, k.__mro__[-1].__name__, k.__dict__.__class__.__name__)
M.__name__ = "Renamed"
print(M.__name__, M.__qualname__)


# A getter that fails.
class Slotted:
    __slots__ = ("a",)


look([Slotted(), Slotted()], lambda o: o.a)
look([frame().f_code, C()], lambda o: o.__dict__)
look([C.__dict__["__dict__"], C.__dict__["__weakref__"]], lambda o: o.__objclass__.__name__)
