# Attributes that are found in general ways: of classes and metaclasses, missing ones, `__class__`, fields of named tuples, classmethods of
# builtin types, each at sites that run often.
import collections
import functools
import inspect
import weakref
from abc import ABC, ABCMeta


class Meta(type):
    @property
    def both(cls):
        return "meta"

    def only_meta(cls):
        return cls.__name__

    def __getattr__(cls, name):
        if name == "computed":
            return 42
        raise AttributeError(name)


class A:
    x = 1
    both = "class"


class B(A, metaclass=Meta):
    pass


def of_classes():
    return [
        A.__name__, A.__mro__[-1], A.__dict__["x"], A.__module__, A.__bases__, B.__name__, B.both, A.both, B.only_meta(), B.computed,
        getattr(A, "x", 0), getattr(A, "zz", 0), getattr(B, "computed", 0), getattr(B, "zz", 0), hasattr(A, "zz"), hasattr(B, "computed"),
        hasattr(B, "zz"), getattr(A, "__name__"), getattr(B, "x"), getattr(int, "real").__name__, getattr(A, "__doc__", 1),
    ]


first = of_classes()
for _ in range(200):
    assert of_classes() == first
print(first)
A.__name__ = "Renamed"
A.zz = "now"
Meta.__name__ = "M"
print(of_classes())
del A.zz
Meta.zz = property(lambda cls: "of meta")
print(of_classes())
del Meta.zz


class C:
    pass


class D:
    def __getattr__(self, name):
        if name.startswith("no"):
            raise AttributeError(name)
        return name.upper()


class E:
    __slots__ = ("filled", "empty")


def missing(o):
    return getattr(o, "later", "default"), hasattr(o, "later"), getattr(o, "nothing", None), hasattr(o, "nothing")


c, d, e = C(), D(), E()
for _ in range(100):
    found = missing(c), missing(d), missing(e), missing(5), missing("text"), missing(C), missing(len)
print(found)
c.later = 1
print(missing(c), missing(C()))
C.later = 2
print(missing(c), missing(C()))
del c.later
del C.later
print(missing(c))
C.__getattr__ = lambda self, name: "hook " + name
print(missing(c))
del C.__getattr__
print(missing(c))
c.__dict__["later"] = 3
print(missing(c))
try:
    getattr(C(), "later")
except AttributeError as err:
    print(err)


def class_of(o):
    return o.__class__, getattr(o, "__class__"), o.__class__()


class F(C):
    pass


class G(C):
    @property
    def __class__(self):
        return int


for _ in range(100):
    found = class_of(C()), class_of(""), class_of(3), class_of([]), (C.__class__, getattr(C, "__class__"))
print([[getattr(k, "__name__", type(k).__name__) for k in f] for f in found])
o = C()
for i in range(8):
    if i == 3:
        o.__class__ = F
    if i == 5:
        o = G()
    print([k.__name__ for k in class_of(o)[:2]], type(o).__name__)

Point = collections.namedtuple("Point", "x y")


class Named(Point):
    y = "hidden"


def fields(p):
    return p.x, p.y


for _ in range(100):
    found = fields(Point(1, 2)), fields(Named(1, 2))
print(found)
try:
    Point.x.__get__((), tuple)
except IndexError as err:
    print(err)
Point.x = property(lambda self: "replaced")
print(fields(Point(1, 2)))


class MyInt(int):
    pass


class MyDict(dict):
    pass


class Thief:
    stolen = dict.__dict__["fromkeys"]


def classmethods():
    return (
        int.from_bytes(b"ab", "little"), MyInt.from_bytes(b"ab"), dict.fromkeys("ab"), MyDict.fromkeys("ab", 1), {}.fromkeys("c"),
        MyDict().fromkeys("c"), bytes.fromhex("6162"), float.fromhex("0x1p3"), str.maketrans("a", "b"), (5).from_bytes(bytes=b"a"),
        type(MyInt.from_bytes(b"a")).__name__, type(MyDict.fromkeys("a")).__name__,
    )


first = classmethods()
for _ in range(100):
    assert classmethods() == first
print(first)
for call in [
    lambda: Thief.stolen("a"), lambda: Thief().stolen("a"), lambda: dict.__dict__["fromkeys"](int, "a"), lambda: dict.__dict__["fromkeys"](),
    lambda: int.from_bytes(), lambda: dict.fromkeys(), lambda: dict.fromkeys(x=1), lambda: type.__dict__["__prepare__"](int, "n", ()),
]:
    for _ in range(40):
        try:
            found = call()
        except TypeError as err:
            found = str(err)
    print(found)
print(dict.__dict__["fromkeys"](dict, "ab"), (7).bit_length(), (True).bit_count(), (2.5).is_integer())


# Caches of results by the very same arguments, by equal ones, and by ones that run code.
class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        log.append(("hash", self.n))
        return 1

    def __eq__(self, other):
        log.append(("eq", self.n, other.n))
        return self.n == other.n


@functools.lru_cache(maxsize=2)
def cached(*args, **kwargs):
    return len(args), sorted(kwargs)


@functools.cache
def unlimited(a, b=0):
    return a, b


log = []
k1, k2, k3 = Key(1), Key(2), Key(1)
for args in [(k1, 1), (k1, 1), (k3, 1), (k2, 1), (k1, 1), (k3, 2), (k2, 1)]:
    cached(*args)
    cached(*list(args))
    print(log)
    log = []
print(cached.cache_info())
for _ in range(20):
    found = unlimited(1, 2), unlimited(1.0, 2), unlimited(True, 2), unlimited(1), unlimited("1"), unlimited((1,)), unlimited(a=1), unlimited(*[1, 2])
print(found, unlimited.cache_info())
for bad in [lambda: unlimited([], 1), lambda: unlimited([]), lambda: unlimited(*[{}, 1]), lambda: unlimited()]:
    try:
        bad()
    except TypeError as err:
        print(err)
unlimited.cache_clear()
print(unlimited(1, 2), unlimited.cache_info())

# Weak references that come and go.
w = None
target = C()
for i in range(5):
    w = weakref.ref(target)
    assert weakref.ref(target) is w and weakref.getweakrefcount(target) == 1
    if i == 2:
        del w
        print(weakref.getweakrefcount(target))
with_callback = weakref.ref(target, lambda r: print("gone"))
print(weakref.ref(target) is not with_callback, weakref.getweakrefcount(target))
del target, i
print(with_callback(), w() if w else None)
refs = [weakref.ref(C) for _ in range(3)]
print(refs[0] is refs[1] is refs[2], refs[0]() is C)


# Abstract base classes.
class Base(ABC):
    @classmethod
    def __subclasshook__(cls, k):
        return hasattr(k, "quack") or NotImplemented


class Duck:
    def quack(self):
        pass


class Liar:
    @property
    def __class__(self):
        return Duck


for _ in range(50):
    found = isinstance(Duck(), Base), isinstance(3, Base), isinstance(Liar(), Base), issubclass(Duck, Base), isinstance(Duck, Base)
print(found)
Base.register(int)
print(isinstance(3, Base), isinstance(True, Base), isinstance(3.5, Base))
print(inspect.getattr_static(Duck(), "quack") is Duck.quack, inspect.getattr_static(Liar(), "__class__").__class__.__name__)
get = type.__dict__["__mro__"].__get__
for _ in range(50):
    found = get(Duck), get(Duck, type), get(None, type)
print(found[0], found[1] is found[0], found[2])
for bad in [lambda: get(), lambda: get(None), lambda: get(3), lambda: get(Duck, x=1)]:
    try:
        print(bad())
    except TypeError as err:
        print(err)
