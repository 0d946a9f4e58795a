"""What runs in the middle of a builtin's work may take away what it works on; and errors of descriptors and classes."""

import array
import copy
import functools
import re
import struct
import types
import typing
import weakref
from collections import OrderedDict, deque


def t(f):
    try:
        print(f())
    except BaseException as e:
        print(type(e).__name__, e)


class Evil(str):
    def __str__(self):
        del exc.object
        return self


for make in [
    lambda: UnicodeEncodeError(Evil("utf-8"), "x", 0, 1, "r"),
    lambda: UnicodeDecodeError("utf-8", b"x", 0, 1, Evil("r")),
    lambda: UnicodeTranslateError("x", 0, 1, Evil("r")),
    lambda: UnicodeEncodeError("u", "x", 0, 1, "r"),
]:
    exc = make()
    t(lambda: str(exc))

# Memory stays as large as it was while somebody looks at it.
b = bytearray(b"x")
it = re.finditer(b"a", b)
t(lambda: b.extend(b"x" * 10))
list(it)
del it
t(lambda: b.extend(b"x" * 10))
it = re.compile(b"a").scanner(b)
t(lambda: b.clear())
del it


class Bytes(array.array):
    def __hash__(self):
        view.release()
        return 123


own = Bytes("B", b"A" * 10)
view = memoryview(own).toreadonly()
t(lambda: hash(view))
d = deque()
it = iter(d)
d.append(1)
t(lambda: next(it))
it = reversed(deque())
t(lambda: next(it))
for text in ["\0", "2\0i", b"\0"]:
    t(lambda: struct.calcsize(text))
S = struct.Struct.__new__(struct.Struct)
for f in [lambda: S.__sizeof__(), lambda: S.pack(1), lambda: repr(S), lambda: S.size]:
    t(f)

# partial
f = functools.partial(print, ["asdf"], bar=[True])
g = copy.copy(f)
print(g.args is f.args, g.keywords is f.keywords)
for state in [(print, (), {}, ()), (print, (), {}), (print, [], {}, None)]:
    t(lambda: f.__setstate__(state))
def delete_dict(x):
    del x.__dict__


t(lambda: delete_dict(f))
t(lambda: delete_dict(ValueError()))


class Trigger:
    def __repr__(self):
        p.__setstate__((len, (None,), {"keyword": None}, None))
        return "Trigger"


p = functools.partial(int, Trigger(), None, base=3)
print(p, p)

# Classes and their descriptors
class Base:
    pass


class Meta(type, Base):
    pass


class D(metaclass=Meta):
    pass


class Module(types.ModuleType, Base):
    pass


descriptor = Base.__dict__["__dict__"]
print(type(descriptor.__get__(D)), type(descriptor.__get__(Module("m"))))
t(lambda: descriptor.__set__(D, {}))
t(lambda: descriptor.__set__(Module("m"), {}))
t(lambda: delete_dict(D))


class Slotted:
    __slots__ = ("a",)


t(lambda: Slotted().a)
t(lambda: type("A\udcdcB", (), {}))
t(lambda: type("A", (), {"__doc__": "x\udcdcy"}))
t(lambda: setattr(D, "__name__", "A\udcdcB"))
order = OrderedDict([("a", 1), ("b", 2)])
order.move_to_end("a")
print(list(type("C", (), order).__dict__)[:2])


class Tuple(tuple):
    pass


made = type("made", Tuple((int, object)), {})
print(made.__bases__, type(made.__bases__).__name__)


def without_itself():
    class B:
        pass

    class M(type):
        def mro(cls):
            del M.mro
            return (B,)

    class A(metaclass=M):
        pass


t(without_itself)


def incomplete():
    class M(type):
        def mro(cls):
            if cls.__name__ != "X":
                class X(cls):
                    pass
            return type.mro(cls)

    class A(metaclass=M):
        pass


t(incomplete)
for wrapper in [classmethod, staticmethod]:
    class W(wrapper):
        def __init__(self, f):
            pass

    w = W(len)
    print(w, w.__func__, w.__wrapped__)


class slotted_property(property):
    __slots__ = ("foo",)


print(slotted_property(doc="lost").__doc__)
def documented():
    "A getter's docstring."


t(lambda: slotted_property(documented))


class Space(types.SimpleNamespace):
    def __new__(cls, *args, **kwargs):
        return 12345 if done else super().__new__(cls)


done = False
space = Space()
done = True
t(lambda: copy.replace(space))


class S(str):
    pass


class Named:
    __slotnames__ = [S("spam")]

    def __getattr__(self, name):
        if name == "spam":
            Named.__slotnames__[:] = [S("spam")]
            return 42
        raise AttributeError


print(Named().__reduce_ex__(2)[1:])
s = "abc"
print(s.__getnewargs__()[0] is s)
for descr in [dict.__dict__["fromkeys"], int.__dict__["from_bytes"]]:
    t(lambda: descr.__reduce_ex__(2))
    t(lambda: copy.copy(descr))


# Unions whose members cannot be hashed, or compared
class Unhashable(type):
    def __eq__(self, other):
        return 1 / 0


bad, worse = Unhashable("bad", (), {}), Unhashable("worse", (), {})
t(lambda: (int | bad) == (int | worse))
t(lambda: bad | worse)
t(lambda: hash(int | bad))


class Late(type):
    def __hash__(self):
        if hashable:
            return 1
        raise TypeError("not hashable")


hashable = False


class A(metaclass=Late):
    pass


union = A | int
t(lambda: hash(union))
hashable = True
t(lambda: hash(union))
print(int | str == str | int, hash(int | str) == hash(str | int), typing.Union[int, str, int])


# pow() with three arguments asks the exponent's class, too.
class I(int):
    def __repr__(self):
        return f"I({int(self)})"

    def __pow__(self, other, mod=None):
        return I(pow(int(self), int(other), None if mod is None else int(mod)))

    def __rpow__(self, other, mod=None):
        return I(pow(int(other), int(self), None if mod is None else int(mod)))


print(pow(I(2), 3, 5), pow(2, I(3), 5), pow(2, 3, I(5)))


class Target:
    def __pow__(self, other, mod=None):
        return "pow", mod


target = Target()
proxy = weakref.proxy(target)
print(pow(proxy, 2, 3))
dead = weakref.proxy(Target())
t(lambda: pow(proxy, 2, dead))


class Config(dict):
    def __getattr__(self, name):
        return self[name]


config = Config()
print("Config" in repr(weakref.ref(config)))


class Failing:
    @property
    def __name__(self):
        return 1 / 0


failing = Failing()
t(lambda: repr(weakref.ref(failing)))
t(lambda: eval("x.__reduce__()", {"__builtins__": {}, "x": iter([1, 2])}))

# A coroutine that never ran
import warnings


async def coroutine():
    pass


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    c = coroutine()
    c.cr_frame.clear()
    print(caught[0].message)
    c.close()
    type("Odd", (), {1: 2})
    print(caught[1].category.__name__, caught[1].message)
    t(lambda: __import__("", {"__package__": None, "__spec__": None, "__name__": "__main__"}, {}, ("foo",), 1))
    print(caught[2].category.__name__, caught[2].message)
print(max.__doc__.splitlines()[0], types.CoroutineType.send.__doc__, types.GeneratorType.__dict__["__name__"].__doc__)
namespace = {}
types.FunctionType(compile("a = 1\ndel a\nb = 2", "x", "exec"), namespace)()
print(namespace.get("b"), "a" in namespace)
import inspect

print(type(complex.real), type(float.real), type(slice.start), complex.real.__doc__, complex.real, slice.start.__objclass__)
print(inspect.ismemberdescriptor(complex.real), inspect.isgetsetdescriptor(float.real), complex.real.__get__(3 + 4j), complex.real.__qualname__)
t(lambda: complex.real.__set__(1j, 3))
t(lambda: complex.real.__get__(1))
t(lambda: setattr(slice(1), "start", 2))
for i in range(30):
    total = (3 + 4j).real
print(total, complex.real.__reduce__())

# The module that words the warning of a forgotten coroutine may be broken.
import sys

own = warnings._warn_unawaited_coroutine
sys.unraisablehook = lambda u: print(u.err_msg.split(" object")[0], u.exc_type, u.object)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    warnings._warn_unawaited_coroutine = lambda c: 1 / 0
    coroutine()
    print([str(w.message) for w in caught])
    del warnings._warn_unawaited_coroutine
    coroutine()
    print([str(w.message) for w in caught])
    warnings._warn_unawaited_coroutine = own
with warnings.catch_warnings():
    warnings.simplefilter("error")
    coroutine()
