"""Function objects: attributes, defaults, annotations, code objects, methods, wrong calls' messages."""

from _table import attempt, table


def f(a, b=2, /, c: int = 3, *args, d, e=5, **kwargs) -> str:
    "doc"
    local = a
    return (a, b, c, args, d, e, kwargs)


def plain():
    pass


def one(x):
    return x


def two(x, y=1):
    return x, y


def kw(*, k):
    return k


def kw2(*, k, m, o=1):
    return k


def pos(a, b, /):
    return a


NUMBER = 5
NOTHING = None


class C:
    def m(self, x):
        return x

    @classmethod
    def c(cls, x):
        return x

    @staticmethod
    def s(x):
        return x


table(globals(), """
    f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__defaults__, f.__kwdefaults__, f.__annotations__, f.__dict__, f.__closure__, f.__globals__ is globals(), f.__type_params__, f.__builtins__["len"] is len
    f.__code__.co_argcount, f.__code__.co_posonlyargcount, f.__code__.co_kwonlyargcount, f.__code__.co_nlocals, f.__code__.co_varnames, f.__code__.co_name, f.__code__.co_qualname, f.__code__.co_flags, f.__code__.co_freevars, f.__code__.co_cellvars, f.__code__.co_consts, f.__code__.co_names, f.__code__.co_stacksize
    f(1, d=4), f(1, 2, 3, 4, d=5, z=6), f(1, d=4, a=9, b=8), f(*(1, 2), **{"d": 3, "c": 4})
    f()
    f(1)
    f(1, d=1, e=2, c=3, *[7])
    f(1, 2, 3, c=4, d=5)
    plain(1)
    plain(1, 2, k=3)
    plain(k=1)
    one()
    one(1, 2)
    one(y=1)
    one(1, x=2)
    one(1, 2, 3, z=4)
    one(**{"x": 1, "y": 2})
    one(*[1, 2])
    one(*5)
    one(**5)
    one(**{1: 2})
    one(x=1, **{"x": 2})
    two()
    two(1, 2, 3)
    two(y=2)
    kw()
    kw(1)
    kw(k=1, l=2)
    kw2()
    kw2(k=1)
    kw(1, k=2)
    pos()
    pos(1)
    pos(1, b=2)
    pos(a=1, b=2)
    pos(1, 2, 3)
    C().m()
    C().m(1, 2)
    C.m(1)
    C.m()
    C.c()
    C.s()
    C().c(1, 2)
    (lambda a: a)()
    (lambda: 0)(1)
    (lambda a, b, c: 0)()
    (lambda a, b: 0)(1)
    len()
    len(1, 2)
    len(x=1)
    [].append()
    [].append(1, 2)
    [].append(x=1)
    "".join()
    str.join()
    str.join(5, [])
    dict.get({})
    dict.get()
    int.bit_length()
    int.bit_length("a")
    {}.update(1, 2)
    isinstance(1, int, 2)
    print(1, foo=2)
    sorted([1], bar=2)
    NUMBER()
    NOTHING()
    __name__()
    C()()
    C().m.__self__.__class__.__name__, C().m.__func__ is C.m, C.m.__qualname__, C.c.__self__ is C, C().s is C.s, C().m == C().m, C().m.__name__
    len.__name__, len.__self__.__name__, len.__module__, len.__qualname__, [].append.__qualname__, [].append.__self__, str.join.__objclass__, str.join.__name__, dict.fromkeys.__self__, int.__add__.__objclass__, int.__add__.__qualname__, (5).__add__.__self__
    """)
c = C()
first, second = c.m, c.m
print(first is second, first == second, hash(first) == hash(second), first.__eq__(second), C().m == C().m, first != c.c)


def change():
    return "old"


def other():
    return "new"


change.__code__ = other.__code__
print(change(), change.__name__)
change.__name__ = "renamed"
change.__qualname__ = "q.renamed"
change.__doc__ = "text"
change.__defaults__ = (1,)
change.custom = 5
print(change.__name__, change.__qualname__, change.__doc__, change.__defaults__, change.__dict__)
two.__defaults__ = (7, 8)
print(two())
two.__defaults__ = None
print(attempt(two, 1))
kw.__kwdefaults__ = {"k": 9}
print(kw())
for name, value in (("__code__", 5), ("__defaults__", 5), ("__kwdefaults__", 5), ("__name__", 5), ("__qualname__", 5), ("__dict__", 5), ("__closure__", None), ("__globals__", {}), ("__annotations__", 5), ("__type_params__", 5)):
    try:
        setattr(two, name, value)
        print(name, "accepted")
    except (TypeError, AttributeError) as e:
        print(name, type(e).__name__, e)


def closed():
    n = 1

    def g():
        return n

    return g


g = closed()
print(g.__closure__[0].cell_contents, g.__code__.co_freevars, len(g.__closure__), type(g.__closure__[0]).__name__)
g.__closure__[0].cell_contents = 50
print(g())
del g.__closure__[0].cell_contents
print(attempt(g), attempt(lambda: g.__closure__[0].cell_contents))
try:
    one.__code__ = g.__code__
except ValueError as e:
    print(e)
F = type(one)
made = F(one.__code__, {"__name__": "m"}, "made", (5,))
print(made(), made.__name__, made.__module__, attempt(F, one.__code__), attempt(F, 5, {}), attempt(F, g.__code__, {}), attempt(F, one.__code__, {}, None, 5))
print(type(c.m)(one, 3)(), attempt(type(c.m), 5, 3), attempt(type(c.m), one, None), repr(type(c.m)(one, 3))[:20])
