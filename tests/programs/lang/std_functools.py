"""functools in use: partial, wraps, reduce, lru_cache, cached_property, total_ordering, singledispatch, cmp_to_key."""

import functools
from functools import cache, cached_property, cmp_to_key, lru_cache, partial, partialmethod, reduce, singledispatch, singledispatchmethod, total_ordering, wraps


def f(a, b=2, *args, c=3, **kw):
    "doc of f"
    return a, b, args, c, kw


p = partial(f, 1, c=5)
print(p(), p(9), p(9, 8, c=6, d=7), p.func is f, p.args, p.keywords)
q = partial(p, 2, d=4)
print(q(), q.func is f, q.args, q.keywords, partial(int, base=2)("101"), list(map(partial(pow, 2), range(5))))


class M:
    def m(self, a, b):
        return a, b

    half = partialmethod(m, 1)
    plain = partial(f, 0)


print(M().half(2), M().plain()[1:])


def logged(fn):
    @wraps(fn)
    def wrapper(*a, **k):
        return "logged", fn(*a, **k)

    return wrapper


@logged
def named(x: int) -> str:
    "doc of named"
    return str(x)


print(named(5), named.__name__, named.__doc__, named.__wrapped__(6), named.__annotations__, named.__module__)
print(reduce(lambda a, b: a * b, range(1, 6)), reduce(lambda a, b: a + b, [], "start"), reduce(max, [3, 9, 2]))
try:
    reduce(lambda a, b: a, [])
except TypeError as e:
    print(e)
calls = []


@lru_cache(maxsize=3)
def slow(x, y=0):
    calls.append((x, y))
    return x + y


print([slow(n) for n in (1, 2, 1, 3, 4, 2, 1)], calls, slow.cache_info())
slow.cache_clear()
print(slow.cache_info(), slow(1, y=2), slow(1, 2), slow.cache_info())
try:
    slow([])
except TypeError as e:
    print(e)


@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), fib.cache_info())


@lru_cache
def typed(x):
    return type(x).__name__


print(typed(1), typed(1.0), typed(True), lru_cache(typed=True)(lambda x: type(x).__name__)(1.0))


class C:
    computed = 0

    def __init__(self, n):
        self.n = n

    @cached_property
    def value(self):
        C.computed += 1
        return self.n * 10


c = C(4)
print(c.value, c.value, C.computed, c.__dict__, type(C.value).__name__)
del c.value
print(c.value, C.computed)


@total_ordering
class Version:
    def __init__(self, n):
        self.n = n

    def __eq__(self, o):
        return self.n == o.n if isinstance(o, Version) else NotImplemented

    def __lt__(self, o):
        return self.n < o.n if isinstance(o, Version) else NotImplemented


a, b = Version(1), Version(2)
print(a < b, a <= b, a > b, a >= b, a == b, a != b, max(a, b).n, sorted([b, a])[0].n)
try:
    a <= 5
except TypeError as e:
    print(e)


@singledispatch
def show(x):
    return "object"


@show.register
def _(x: int):
    return "int"


@show.register(list)
def _(x):
    return "list of " + ", ".join(show(i) for i in x)


@show.register(type(None))
def show_none(x):
    return "none"


print(show(1), show("a"), show([1, None, []]), show(True), show.dispatch(bool) is show.dispatch(int), sorted(t.__name__ for t in show.registry))


class SD:
    @singledispatchmethod
    def m(self, x):
        return "any"

    @m.register
    def _(self, x: str):
        return "str " + x


print(SD().m(1), SD().m("s"))
print(sorted(["b", "A", "c"], key=cmp_to_key(lambda x, y: (x.lower() > y.lower()) - (x.lower() < y.lower()))), functools.WRAPPER_ASSIGNMENTS)


def compose(*fs):
    return reduce(lambda f, g: lambda x: g(f(x)), fs)


print(compose(lambda x: x + 1, str, lambda s: s * 3)(4))
