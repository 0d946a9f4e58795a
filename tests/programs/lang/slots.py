"""__slots__: every rule, inheritance, dict and weakref, conflicts, descriptors, errors."""


def attempt(f, *a, **k):
    try:
        print(f(*a, **k))
    except Exception as e:
        print(type(e).__name__ + ":", e)


class S:
    __slots__ = ("a", "b")

    def __init__(self, a):
        self.a = a


s = S(1)
print(s.a, s.__slots__, hasattr(s, "__dict__"), hasattr(s, "b"))
attempt(lambda: s.b)
attempt(setattr, s, "c", 1)
attempt(delattr, s, "c")
attempt(lambda: s.c)
attempt(delattr, s, "b")
s.b = 2
del s.b
attempt(lambda: s.b)
attempt(delattr, s, "a")
attempt(lambda: s.a)
attempt(lambda: s.__dict__)
attempt(lambda: vars(s))
d = S.__dict__["a"]
print(type(d).__name__, d, d.__name__, d.__objclass__.__name__, S.a is d)
d.__set__(s, "direct")
print(s.a, d.__get__(s), d.__get__(s, S), d.__get__(None, S) is d)
attempt(d.__get__, 5)
attempt(d.__set__, object(), 1)
attempt(d.__get__, None)


class T(S):
    pass


t = T(1)
t.c = 3
print(t.__dict__, t.a, hasattr(t, "b"))


class U(S):
    __slots__ = ("c",)


u = U(1)
u.c = 5
attempt(setattr, u, "d", 1)
print(u.a, u.c, hasattr(u, "__dict__"))


class V(S):
    __slots__ = ("a",)


v = V(1)
print(v.a, V.a is S.a, hasattr(v, "__dict__"))
attempt(S.a.__get__, v)


class W:
    __slots__ = ("x", "__dict__")


w = W()
w.x, w.y = 1, 2
print(w.__dict__, w.x)


class Single:
    __slots__ = "name"


x = Single()
x.name = "n"
print(x.name, Single.__slots__)


class FromDict:
    __slots__ = {"a": "doc of a", "b": None}


print(FromDict.__slots__, FromDict.a.__doc__, FromDict.b.__doc__)


class FromIter:
    __slots__ = (n for n in ("p", "q"))


f = FromIter()
f.p = 1
print(f.p, list(FromIter.__slots__))


class Private:
    __slots__ = ("__hidden",)

    def __init__(self):
        self.__hidden = 5


print(Private()._Private__hidden, [k for k in vars(Private) if "hidden" in k])


def make(bases=(), **ns):
    return type("M", bases, ns).__base__.__name__


attempt(make, __slots__=5)
attempt(make, __slots__=("a b",))
attempt(make, __slots__=(5,))
attempt(make, __slots__=("1a",))
attempt(make, __slots__=("",))
attempt(make, __slots__=("a",), a=1)
attempt(make, __slots__=("__dict__", "__dict__"))
attempt(make, (T,), __slots__=("__dict__",))
attempt(make, (int,), __slots__=("a",))
attempt(make, (tuple,), __slots__=("a",))
attempt(make, (int,), __slots__=())
attempt(make, (list,), __slots__=("a",))
attempt(make, (Exception,), __slots__=("a",))
attempt(make, __slots__=("a", "a"))
attempt(make, (S,), __slots__=("__weakref__",))
attempt(make, (bytes,), __slots__=("a",))


class L(list):
    __slots__ = ("extra",)


l = L([1, 2])
l.extra = "e"
attempt(setattr, l, "other", 1)
print(l, l.extra, hasattr(l, "__dict__"))


class Default:
    __slots__ = ("v",)
    w = "class attribute"


attempt(setattr, Default(), "w", 1)
print(Default().w)


class Empty:
    __slots__ = ()


attempt(setattr, Empty(), "a", 1)


class Mixed(Empty, S):
    __slots__ = ("z",)


m = Mixed(1)
m.z = 2
print(m.a, m.z)
S.a = "no longer a slot"
attempt(setattr, s, "a", 5)
print(s.a)
del S.a
attempt(lambda: s.a)


class Ref:
    __slots__ = ("r",)

    def __del__(self):
        print("del Ref")


r = Ref()
r.r = Ref()
del r.r
print("inner gone")
r.r = Ref()
r.r = None
print("replaced")
del r
