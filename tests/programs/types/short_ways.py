"""What is told without being asked in the general way: isinstance by metaclass, hasattr, missing keys, mixed floats."""
import abc
import collections.abc
import enum
import math
import sys
import types


class Meta(type):
    pass


class A(metaclass=Meta):
    pass


class B(A):
    pass


class Liar:
    __class__ = property(lambda self: B)


print(isinstance(B(), A), isinstance(A(), B), isinstance(3, A), isinstance(Liar(), A), issubclass(B, A), issubclass(int, A))
Meta.__instancecheck__ = lambda cls, x: print("asked", cls.__name__) or True
print(isinstance(3, A), isinstance(B(), A), isinstance(A(), A))
Meta.__subclasscheck__ = lambda cls, x: print("asked for", x) or 1
print(issubclass(int, A), issubclass(3, A))
del Meta.__instancecheck__, Meta.__subclasscheck__
print(isinstance(3, A), issubclass(int, A), issubclass(B, A))
try:
    issubclass(3, A)
except TypeError as e:
    print(e)


class Colour(enum.Enum):
    RED = 1


print(isinstance(Colour.RED, Colour), isinstance(1, Colour), issubclass(Colour, enum.Enum), isinstance(Colour, Meta))


class Sized(abc.ABC):
    pass


print(isinstance(3, Sized), isinstance(3, Sized), isinstance("", Sized))
Sized.register(int)
print(isinstance(3, Sized), isinstance(3, Sized), isinstance("", Sized), isinstance(True, Sized), isinstance(Liar(), Sized))
Sized.register(B)
print(isinstance(Liar(), Sized), isinstance(A(), Sized), isinstance(B(), Sized))
Sized._abc_caches_clear() if hasattr(Sized, "_abc_caches_clear") else None
print([isinstance(x, collections.abc.Mapping) for x in ({}, 1, {}, 1, types.MappingProxyType({}), [], A())])


class Late:
    pass


class HasLen(abc.ABC):
    @classmethod
    def __subclasshook__(cls, other):
        return hasattr(other, "__len__")


print(isinstance(Late(), HasLen))
Late.__len__ = lambda self: 0
print(isinstance(Late(), HasLen))  # the answer is remembered
HasLen.register(complex)
print(isinstance(Late(), HasLen), isinstance(1j, HasLen))

module = types.ModuleType("module")
module.here = 1
print(hasattr(module, "here"), hasattr(module, "gone"), getattr(module, "here"), getattr(module, "gone", 2), hasattr(module, "__dict__"))
module.__getattr__ = lambda name: print("asked for", name) or 5
print(hasattr(module, "gone"), getattr(module, "gone"), module.here)
del module.here
print(hasattr(module, "here"))


class Module(types.ModuleType):
    def __getattribute__(self, name):
        print("getattribute", name)
        return object.__getattribute__(self, name)


special = Module("special")
print(hasattr(special, "x"), hasattr(sys, "path"), hasattr(sys, "no_such_thing"))


class Methods:
    def method(self):
        pass

    @property
    def broken(self):
        raise AttributeError("broken")

    @property
    def worse(self):
        raise KeyError("worse")


m = Methods()
print(hasattr(m, "method"), hasattr(m, "broken"), hasattr([], "append"), hasattr([], "appendix"), hasattr(3, "real"))
try:
    hasattr(m, "worse")
except KeyError as e:
    print(repr(e))
m.method = None
print(hasattr(m, "method"), hasattr(Methods, "method"))
del Methods.method, m.method
print(hasattr(m, "method"))


class Missing(dict):
    def __missing__(self, key):
        return key * 2


class Sub(dict):
    pass


def look_up(d, key):
    try:
        return d[key]
    except KeyError as e:
        return repr(e), e.__context__


class Unhashable:
    __hash__ = None


for d in ({}, {1: 2}, Missing(), Sub(), collections.defaultdict(list), {"a": 0, (1, 2): 3}):
    print([look_up(d, key) for key in (1, "a", (1, 2), 2.5, Colour.RED if type(d) is not Missing else 1)])
for d in ({}, {1: 1}):
    try:
        d[[]]
    except TypeError as e:
        print(e)
    try:
        d[Unhashable()]
    except TypeError as e:
        print(e)
try:
    try:
        {}[1]
    except KeyError:
        {}["second"]
except KeyError as e:
    print(repr(e), repr(e.__context__), e.__traceback__.tb_lineno - e.__context__.__traceback__.tb_lineno)

big = 2**53 + 1
for f in (1.0, 1e9, 0.5, -3.7, math.inf):
    print(big + f, big - f, big * f, big / f, f + big, f - big, f * big, f / big, big // f, big % 7.0)
print(1753961234567890123 / 1e9, (2**62 - 1) * 1.0, (-(2**62) + 1) / 3.0)
total = 1.5
total += big
total /= big
print(total)
try:
    big / 0.0
except ZeroDivisionError as e:
    print(e)
