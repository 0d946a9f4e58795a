# Operations that take a shorter way where nothing else can happen, beside the cases in which something can.
import functools
import gc
import types
import weakref


def shown(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


# min() and max() of two: the first of equal ones, of any types.
print(max(1, 2), max(2, 1), min(1, 2), min(2, 1), max(-1, -1), min(0, True), max(True, 1), min(False, 0))
print(max(1, 1.0), max(1.0, 1), min(1, 1.0), min(1.0, 1), max(1 << 70, 3), min(1 << 70, 3), max("a", "b"))
print(max(1, 2, key=lambda x: -x), min(1, 2, key=None), shown(max, 1, 2, default=3), shown(min, 1, "a"), shown(max, 1))

# One character in text, of all widths.
for text in ("", "a", "xay", "x" * 15 + "a", "x" * 16 + "a", "\xe9", "\u20ac", "x\U0001f600", "\u0161", "aé€😀"):
    print([c in text for c in ("a", "\xe9", "\u20ac", "\U0001f600", "\xac", "", "ay", "\0")])


class S(str):
    pass


print(S("a") in "xa", "a" in S("xa"), shown(lambda: 1 in "a"), shown(lambda: b"a" in "a"))

# A list behind a star: the callee gets what was in it.
items = [1, 2, 3]


def changes(*args):
    items.append(len(args))
    return args


print(changes(*items), changes(*items), (lambda a, b, *c: (a, b, c))(*items), max(*items), shown(changes, *[]))


class L(list):
    def __iter__(self):
        return iter("own")


print(changes(*L([1])), functools.lru_cache(lambda *a: a)(*items))


# The plain weak reference is one and the same while it lives.
class C:
    pass


c = C()
r = weakref.ref(c)
print(weakref.ref(c) is r, weakref.ref(c, None) is r, weakref.ref(c, print) is r, weakref.getweakrefcount(c))
kept = weakref.ref(c, lambda w: print("died", w() is None))
p = weakref.proxy(c)
print(weakref.getweakrefs(c)[0] is r, weakref.proxy(c) is p, weakref.getweakrefcount(c), c.__weakref__ is r)
del r
print(weakref.getweakrefcount(c), weakref.getweakrefs(c)[0] is p)
r = weakref.ref(c)
print(weakref.ref(c) is r, weakref.getweakrefs(c)[0] is r, hash(r) == hash(c))


class R(weakref.ref):
    def __new__(cls, *args):
        print("new", len(args))
        return super().__new__(cls, *args[:2])

    def __init__(self, *args):
        print("init", len(args))
        super().__init__(*args[:2])


print(R(c) is R(c), R(c, None, 3)() is c, type(R(c)).__name__, weakref.ref(c) is r)
for args, kwargs in (((), {}), ((c, None, 3), {}), ((c,), {"x": 1}), ((1,), {}), ((None,), {}), ((), {"x": c})):
    print(shown(weakref.ref, *args, **kwargs))
del c, args, kwargs
print(r(), kept())


class Cycle:
    pass


a, b = Cycle(), Cycle()
a.b, b.a = b, a
r = weakref.ref(a)
again = weakref.ref(a)
del a, b
gc.collect()
print(r(), again is r)


class Asks:
    def __del__(self):
        print("in __del__", weakref.ref(self) is old, old() is None)


x = Asks()
old = weakref.ref(x)
del x
print(old())

# What has no `==` of its own equals itself; the other side is asked where it has one.
class Same:
    def __eq__(self, other):
        asked.append(type(other).__name__)
        return True

    __hash__ = None


class SameHashed(Same):
    def __hash__(self):
        return 7


class Plain:
    def __hash__(self):
        return 7


class NotEqual:
    def __ne__(self, other):
        return True


asked = []
p, q = Plain(), Plain()
print(p in [q], p in [q, p], [p] == [q], [p] == [p], (p,) == (q,), [p] == [Same()], [Same()] == [p], p in (Same(),), asked)
print({p: 1, q: 2} == {p: 1, q: 2}, len({p, q}), {p: 1}.get(q), {SameHashed(): 1}.get(p), {p: 1}.get(SameHashed()), asked)
print([int].index(int), int in (str, int), shown([int].index, str), NotEqual() in [NotEqual()], [object()] == [object()])
print([int, str].count(int), {(int, p): 1}.get((int, q)), {(int, p): 1}[int, p], asked)


# Attributes of classes by what `type` itself has, by what a metaclass has, by what was put there from elsewhere.
class Meta(type):
    names = type.__dict__["__dict__"]
    wrong = types.FunctionType.__dict__["__name__"]
    own = property(lambda cls: "own " + cls.__name__)


class Made(metaclass=Meta):
    x = 1


print(Made.__dict__["x"], Made.names["x"], type(Made.names).__name__, Made.own, shown(lambda: Made.wrong))
print(Made.__name__, Made.__qualname__, Made.__bases__, Made.__mro__[1:], Made.__module__, shown(lambda: Made.nothing))
print(type.__dict__["__dict__"].__get__(Made)["x"], shown(type.__dict__["__mro__"].__get__, 1), type.__dict__["__mro__"].__get__(int))
print(Made.__dict__.get("x"), Made.__dict__.get("y"), Made.__dict__.get("y", 5), shown(Made.__dict__.get, []), shown(Made.__dict__.get))


class D(dict):
    def get(self, key, default=None):
        return "asked", key, default


print(types.MappingProxyType(D()).get(1), types.MappingProxyType({1: 2}).get(1.0), types.MappingProxyType({}).get(1, 2))

# Special methods written in Python, with more and fewer parameters.
class Sized:
    def __len__(self, extra="default"):
        return len(extra)

    def __getitem__(self, *keys):
        return keys

    def __bool__(self, /, **k):
        return not k

    def __contains__(*args):
        return len(args) == 2

    def __setitem__(self, key, value, more=None):
        self.set = key, value, more

    def __delitem__(self):
        pass

    @staticmethod
    def __index__():
        return 5

    def __call__(self, *args, **kwargs):
        return args, kwargs


s = Sized()
s[1] = 2
print(len(s), s[3], bool(s), 4 in s, s.set, [0] * s, s(1, 2, 3, 4, a=5))
print(shown(lambda: s.__delitem__(1)), end=" ")
try:
    del s[1]
except TypeError as e:
    print(e)

# The cache of results: the one used last, used again, stays the last.
@functools.lru_cache(maxsize=2)
def f(x):
    print("called", x)
    return x


for x in (1, 1, 1, 2, 2, 1, 1, 3, 3, 1, 2, 2, 3):
    f(x)
print(f.cache_info())
