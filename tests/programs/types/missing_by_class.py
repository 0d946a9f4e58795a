"""Attributes that a class does not have, of objects with and without a dict; memberships of classes; copies and their states."""
import copy
import copyreg
import sys


class Plain:
    pass


class Slotted:
    __slots__ = ("a",)


class Both:
    __slots__ = ("a", "__dict__")


class D(dict):
    pass


def f():
    pass


def look(x, name="surprise"):
    return getattr(x, name, "none"), hasattr(x, name)


objects = [Plain(), Slotted(), Both(), D(), [], {}, "text", 5, 2**70, 1.5, None, f, look, len, Plain, type, (1, 2), ValueError(), sys, copy, iter([])]
for _ in range(3):
    print([look(x)[0] for x in objects], any(look(x)[1] for x in objects))

# A dict that comes later, and a name that comes and goes.
p = Plain()
print(look(p), vars(p), look(p))
p.surprise = 1
print(look(p))
del p.surprise
print(look(p))
p.__dict__["surprise"] = 2
print(look(p), look(Plain()))
p.__dict__ = {"surprise": 3}
print(look(p))
p.__dict__.clear()
print(look(p))
b = Both()
for value in (None, 4):
    print(look(b))
    b.surprise = value
    print(look(b))
f.surprise = "of a function"
print(look(f), look(look))
e = ValueError()
print(look(e))
e.surprise = 5
print(look(e), look(ValueError()))
d = D()
print(look(d))
d.surprise = 6
print(look(d))

# The class learns it.
q, s = Plain(), Slotted()
q.__dict__
print(look(q), look(s))
Plain.surprise = "class"
Slotted.surprise = property(lambda self: "computed")
print(look(q), look(s), look(p))
del Plain.surprise, Slotted.surprise
print(look(q), look(s), look(p))
Plain.__getattr__ = lambda self, name: "asked for " + name
print(look(q), look(Plain()))
del Plain.__getattr__
print(look(q), look(Plain()))


class Str(str):
    pass


q.__dict__[Str("surprise")] = 7
print(look(q), look(q, Str("surprise")))


# Classes in sets.
class Meta(type):
    def __hash__(cls):
        print("hashed", cls.__name__)
        return 1

    def __eq__(cls, other):
        return cls is other


class Hashed(metaclass=Meta):
    pass


atoms = {int, str, float, type(None), Plain}
for _ in range(20):
    found = [c in atoms for c in (int, list, Plain, Slotted, type, type(None))]
print(found, Hashed in atoms, Hashed in {Hashed}, int in {Hashed}, int in set(), int in frozenset(atoms))


# Copies ask copyreg, wherever it is.
class Point:
    def __init__(self, x):
        self.x = x


one = Point([1])
print(copy.copy(one).x is one.x, copy.deepcopy(one).x, one.__reduce_ex__(4)[2] is one.__dict__)
print(one.__reduce_ex__(2)[0] is copyreg.__newobj__)


class Other:
    @staticmethod
    def __newobj__(cls, *args):
        return cls.__new__(cls, *args)


sys.modules["copyreg"] = Other
print(one.__reduce_ex__(2)[0] is Other.__newobj__)
del sys.modules["copyreg"]
print(one.__reduce_ex__(2)[0].__module__, sys.modules["copyreg"] is copyreg)
sys.modules["copyreg"] = copyreg
s = Slotted()
s.a = [3]
print(copy.deepcopy(s).a, s.__reduce_ex__(2)[2])
