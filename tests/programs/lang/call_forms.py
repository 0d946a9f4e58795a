"""Every call form: positional, keyword, defaults, keyword-only, positional-only, stars, mixed."""


def plain(a, b):
    return a, b


def defaults(a, b=2, c=3):
    return a, b, c


def kwonly(a, *, k, l="l"):
    return a, k, l


def posonly(a, b=2, /, c=3, *, d=4):
    return a, b, c, d


def star(a, *args):
    return a, args


def starstar(a=0, **kw):
    return a, kw


def everything(a, /, b, c=3, *args, d, e=5, **kw):
    return a, b, c, args, d, e, kw


print(plain(1, 2), plain(1, b=2), plain(b=1, a=2), plain(*(1, 2)), plain(*[1], *[2]), plain(**{"a": 1, "b": 2}), plain(1, **{"b": 3}), plain(*"x", b="y"))
print(defaults(1), defaults(1, 5), defaults(1, c=5), defaults(c=1, a=2), defaults(*range(3)), defaults(1, *(), **{}))
print(kwonly(1, k=2), kwonly(k=1, a=2), kwonly(1, l=2, k=3), kwonly(*[1], **{"k": 1}))
print(posonly(1), posonly(1, 5), posonly(1, 2, 6), posonly(1, c=7), posonly(1, 2, 3, d=8))
print(star(1), star(1, 2, 3), star(*range(4)), star(1, *"ab", 2, *(3,)))
print(starstar(), starstar(1), starstar(a=5, b=6), starstar(b=1, **{"c": 2}, d=3), starstar(**{"x y": 1}, **{"z": 2}))
print(everything(1, 2, d=4), everything(1, b=2, d=4), everything(1, 2, 3, 4, 5, d=6, e=7, f=8, a=9), everything(*"abcd", **{"d": 1, "k": 2}))
print((lambda *a, **k: (a, k))(1, *[2, 3], x=4, **{"y": 5}))


def order(tag):
    print(tag, end=" ")
    return tag


def any_call(*a, **k):
    return a, k


print(any_call(order("a"), *order("bc"), order("d"), x=order("e"), **{order("f"): order("g")}, y=order("h")))
print(any_call(x=order(1), *[order(2)]))
print(any_call(*(), **{"k": order(3)}))


class Mapping:
    def keys(self):
        return iter(["m1", "m2"])

    def __getitem__(self, k):
        return k.upper()


class Iterable:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * i


print(any_call(*Iterable(), **Mapping()), any_call(*(x for x in "gen")), any_call(*{"a": 1, "b": 2}), any_call(*b"ab"), any_call(0, *Iterable(), **Mapping(), z=1))


# Defaults are made once, at definition, in order.
def mutable(x, acc=[]):
    acc.append(x)
    return acc


print(mutable(1), mutable(2), mutable(3, []), mutable(4))
print(mutable.__defaults__, kwonly.__kwdefaults__, posonly.__defaults__, posonly.__kwdefaults__)


def d1(a=order("default1"), *, b=order("default2")):
    return a, b


print(d1())
d1.__defaults__ = ("new",)
d1.__kwdefaults__ = {"b": "newb"}
print(d1())
d1.__defaults__ = None
try:
    d1()
except TypeError as e:
    print(e)
d1.__kwdefaults__ = None
try:
    d1(1)
except TypeError as e:
    print(e)


# Callables that are not functions.
class Callable:
    def __call__(self, *a, **k):
        return "called", a, k


class Meth:
    def m(self, a, b=2, *c, d=4, **e):
        return a, b, c, d, e

    @classmethod
    def cm(cls, x, y=1):
        return cls.__name__, x, y

    @staticmethod
    def sm(x, y=1):
        return x, y


c = Callable()
m = Meth()
print(c(1, 2, k=3), c(*[1], **{"z": 1}))
print(m.m(1), m.m(1, 2, 3, d=5, f=6), Meth.m(m, 1), m.m(*[1, 2, 3], **{"e": 1}), Meth.m(*[m, 7]))
print(m.cm(5), Meth.cm(5, y=6), m.sm(1), Meth.sm(y=1, x=2))
bound = m.m
print(bound(1, d=2), bound.__self__ is m, bound.__func__ is Meth.m, bound(*(), **{"a": 1}))
print(int("12", base=8), dict(a=1, **{"b": 2}), list(map(int, "12")), max(1, 2, key=lambda x: -x), sorted("bca", reverse=True), print(end=""))
print(str.join("-", ["a", "b"]), [].append(1), list.append([], 1), "x".join(*[["a", "b"]]), len(*[[1, 2]]), int(*["7"], **{"base": 8}))


def many(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t):
    return a + b * c - d + e + f + g + h + i + j + k + l + m + n + o + p + q + r + s * t


print(many(*range(20)), many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, t=1, s=2))


def recursive(n, acc=()):
    return acc if n == 0 else recursive(n - 1, acc=acc + (n,))


print(recursive(5), (lambda f: f(f, 5))(lambda f, n: 1 if n < 2 else n * f(f, n - 1)))
kw = {"a": 1}
print(starstar(**kw)[1] is kw, starstar(b=2, **kw), kw)
