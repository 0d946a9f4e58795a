"""Decorators: order of evaluation and application, arguments, classes, methods, expressions."""


def trace(tag):
    print("evaluate", tag)

    def deco(f):
        print("apply", tag, f.__name__ if hasattr(f, "__name__") else f)
        return f

    return deco


@trace("a")
@trace("b")
@trace("c")
def f(x=print("default of f")):
    return "f"


print(f())


@trace("outer class")
@trace("inner class")
class C:
    print("class body")

    @trace("method")
    def m(self):
        return "m"

    @staticmethod
    @trace("static")
    def s():
        return "s"

    @classmethod
    @trace("class method")
    def c(cls):
        return cls.__name__

    @property
    def p(self):
        return self._p

    @p.setter
    def p(self, v):
        self._p = v

    @p.deleter
    def p(self):
        del self._p


c = C()
c.p = 5
print(c.m(), c.s(), C.s(), c.c(), C.c(), c.p)
del c.p
try:
    c.p
except AttributeError as e:
    print(e)


def replace(f):
    return 42


@replace
def number():
    pass


@replace
class Number:
    pass


print(number, Number)


def wrap(times):
    def deco(f):
        def wrapper(*a, **k):
            return [f(*a, **k) for _ in range(times)]

        wrapper.__name__ = f"wrapped_{f.__name__}"
        wrapper.__wrapped__ = f
        return wrapper

    return deco


@wrap(2)
@wrap(3)
def g(a, b=1):
    return a + b


print(g(1), g(1, b=5), g.__name__, g.__wrapped__.__wrapped__.__name__)


class Deco:
    def __init__(self, f):
        self.f = f
        self.calls = 0

    def __call__(self, *a):
        self.calls += 1
        return self.f(*a)

    def __get__(self, obj, cls):
        return lambda *a: self(obj, *a)


@Deco
def h(x):
    return x * 2


class D:
    @Deco
    def m(self, x):
        return type(self).__name__, x


print(h(1), h(2), h.calls, D().m(3), D().m(4), D.__dict__["m"].calls)

table = {"k": [lambda f: ("from table", f.__name__)]}


@table["k"][0]
def i():
    pass


@lambda f: f.__name__.upper()
def shout():
    pass


@(yes := lambda f: f)
def walrus():
    return 1


print(i, shout, walrus(), yes is not None)

try:

    @undefined_decorator
    def j():
        pass

except NameError as e:
    print(e)
try:
    j
except NameError as e:
    print(e)
try:

    @5
    def k():
        pass

except TypeError as e:
    print(e)


def register(registry):
    def deco(f):
        registry.append(f.__name__)
        return f

    return deco


names = []
for n in range(3):

    @register(names)
    def handler(n=n):
        return n


print(names, handler())
