"""Call sites whose callee changes kind, and functions changed behind them."""


def call0(f):
    return f()


def call1(f, x):
    return f(x)


def call2(f, x, y):
    return f(x, y)


def callkw(f, x):
    return f(x, key=1)


def callstar(f, a, k):
    return f(*a, **k)


def attempt(f, *a):
    try:
        return f(*a)
    except Exception as e:
        return f"{type(e).__name__}({e})"


def plain(x):
    return ("plain", x)


def default(x, y="dy"):
    return ("default", x, y)


def star(*a):
    return ("star", a)


def kw(x, **k):
    return ("kw", x, k)


def kwonly(x, *, key=None):
    return ("kwonly", x, key)


def gen(x):
    yield ("gen", x)


async def coro(x):
    return ("coro", x)


def closure(n):
    def inner(x):
        return ("closure", n, x)

    return inner


class C:
    def __init__(self, x=None):
        self.x = x

    def m(self, x):
        return ("method", self.x, x)

    @classmethod
    def cm(cls, x):
        return ("classmethod", x)

    @staticmethod
    def sm(x):
        return ("staticmethod", x)

    def __repr__(self):
        return f"C({self.x})"


class New:
    def __new__(cls, x):
        return ("new", x)


class Slots:
    __slots__ = ("x",)

    def __init__(self, x):
        self.x = x

    def __repr__(self):
        return f"Slots({self.x})"


class NoInit:
    def __repr__(self):
        return "NoInit()"


class Callable:
    def __call__(self, x):
        return ("__call__", x)


class Meta(type):
    def __call__(cls, x):
        return ("meta call", x)


class WithMeta(metaclass=Meta):
    pass


class BadInit:
    def __init__(self, x):
        return x


callees = [plain, default, star, kw, kwonly, closure(1), closure(2), C, C("self").m, C.cm, C.sm, New, Slots, Callable(), WithMeta, len, abs, str, int, type, list, tuple, repr,
           [].append, "a,b".split, {"a": 1}.get, "x".join, lambda x: ("lambda", x), NoInit, BadInit, 5, None, isinstance, Callable().__call__, str.upper, "abc".__contains__, dict.fromkeys,
           range, sorted, map, property, classmethod, ValueError, super, iter, object, bool, float]
args = ["12", [3], 7]
for f in callees:
    row = []
    for x in args:
        for _ in range(12):
            r = attempt(call1, f, x)
        row.append(r if not hasattr(r, "__next__") else type(r).__name__)
    print([r if isinstance(r, (str, tuple, list, int, float, C, Slots, type(None), range, ValueError, dict)) else type(r).__name__ for r in row])
print("--- alternating")
print(sum(len(str(attempt(call1, f, x))) for _ in range(6) for f in callees[:14] for x in args))
print([attempt(call2, f, 1, 2)[:2] for f in (plain, default, star, kw) for _ in range(3)])
print([attempt(callkw, f, 1) for f in (plain, kw, kwonly, C.sm, int, len, kw)])
print([attempt(callstar, f, a, k) for f in (plain, default, star, kw) for a, k in (((1,), {}), ((1, 2), {}), ((), {"x": 1}), ((1,), {"z": 2}))])
print([attempt(call0, f) for f in (plain, default, star, list, dict, int, lambda: 1, C, NoInit)])
print(list(call1(gen, 1)), [c.close() for c in [call1(coro, 1) for _ in range(3)]])


# The class changes behind a warmed construction site.
class K:
    def __init__(self, x):
        self.x = x


def make(x):
    return K(x)


for i in range(20):
    k = make(i)
print(k.x)
K.__init__ = lambda self, x: setattr(self, "x", ("replaced init", x))
print(make(1).x)
K.__init__ = lambda self, x, y=5: setattr(self, "x", (x, y))
print(make(1).x)
K.__new__ = lambda cls, x: ("from __new__", x)
print(make(1))
K.__new__ = lambda cls, x: object.__new__(cls)
print(make(2).x)
del K.__new__
print(attempt(lambda: make(2).x))


class K3:
    def __init__(self, x):
        self.x = x


K = K3
for i in range(20):
    make(i)
init = K3.__init__
del K3.__init__
print(attempt(make, 1))
K3.__init__ = lambda self, x: "bad"
print(attempt(make, 1))
K3.__init__ = init
print(make(5).x)


class KM(type):
    pass


class K2(metaclass=KM):
    def __init__(self, x):
        self.x = x


def make2(x):
    return K2(x)


for i in range(20):
    make2(i)
KM.__call__ = lambda cls, x: ("intercepted", x)
print(make2(1))
del KM.__call__
print(make2(1).x)


# A function object's code changes while it is warmed.
def f(x):
    return ("old", x)


def g(x, y="default of g"):
    return ("new", x, y)


def warmed(x):
    return f(x)


for i in range(20):
    warmed(i)
f.__code__ = g.__code__
print(attempt(warmed, 1))
f.__defaults__ = ("given",)
print(warmed(1))
f.__code__ = (lambda *a: ("varargs", a)).__code__
print(warmed(1))
try:
    f.__code__ = closure(1).__code__
except ValueError as e:
    print(e)
try:
    f.__code__ = 5
except TypeError as e:
    print(e)
