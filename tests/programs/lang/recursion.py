"""RecursionError: caught at the default and at changed limits, in every kind of call; depths; messages."""

import sys


def depth(n=0):
    try:
        return depth(n + 1)
    except RecursionError as e:
        return n, str(e)


def count():
    n = 0

    def f():
        nonlocal n
        n += 1
        f()

    try:
        f()
    except RecursionError as e:
        return n, str(e)


print(sys.getrecursionlimit())
a = count()
b = count()
print(a == b, a[1], sys.getrecursionlimit() - 10 < a[0] < sys.getrecursionlimit())
print("exact", a[0])
sys.setrecursionlimit(200)
print(count(), depth()[1])
sys.setrecursionlimit(5000)
print(count())


def sum_to(n):
    return 0 if n == 0 else n + sum_to(n - 1)


print(sum_to(4000))
sys.setrecursionlimit(1000)
for bad in (0, -1, "a", 2**40):
    try:
        sys.setrecursionlimit(bad)
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
sys.setrecursionlimit(1000)


def low():
    try:
        sys.setrecursionlimit(1)
    except RecursionError as e:
        return str(e)


print(low(), sys.getrecursionlimit())


class C:
    def __getattr__(self, name):
        return getattr(self, name + "x")

    def __call__(self):
        return self()

    def __add__(self, o):
        return self + o

    @property
    def prop(self):
        return self.prop

    def __eq__(self, o):
        return self == o

    def __getitem__(self, i):
        return self[i]

    def __bool__(self):
        return not self

    def method(self):
        return self.method()

    def __init__(self, deep=False):
        if deep:
            C(True)

    def __iter__(self):
        return iter(self)

    def __repr__(self):
        return repr(self)

    def __len__(self):
        return len(self)

    __hash__ = None


def gen(n):
    yield from gen(n + 1)


def comp(n):
    return [comp(n + 1) for _ in range(1)]


def kw(*a, **k):
    return kw(*a, **k)


async def coro():
    await coro()


def drive():
    coro().send(None)


def deco(f):
    return lambda *a: f(*a)


@deco
def decorated(n):
    return decorated(n + 1)


def through_map(n):
    return list(map(through_map, [n + 1]))


def through_sort(n):
    return sorted([1, 2], key=through_sort)


c = C()
for label, f in (
    ("method", c.method), ("getattr", lambda: c.x), ("call", c), ("add", lambda: c + 1), ("property", lambda: c.prop), ("eq", lambda: c == c and c == 1),
    ("getitem", lambda: c[0]), ("bool", lambda: not c), ("init", lambda: C(True)), ("generator", lambda: next(gen(0))), ("comprehension", lambda: comp(0)),
    ("kwargs", lambda: kw(1, a=2)), ("coroutine", drive), ("decorated", lambda: decorated(0)), ("lambda", (lambda f: lambda: f(f))(lambda f: f(f))),
    ("iter", lambda: list(c)), ("repr", lambda: repr(c)), ("len", lambda: len(c)), ("map", lambda: through_map(0)), ("sort", lambda: through_sort(0)),
):
    try:
        print(label, "never", f())
    except RecursionError as e:
        print(label, type(e).__name__)
print("usable after", sum_to(500))


def recover(n):
    try:
        return recover(n + 1)
    except RecursionError:
        return len([x for x in range(3)]), str(n > 0)


print(recover(0))


def in_finally(n):
    try:
        in_finally(n + 1)
    finally:
        n += 1


try:
    in_finally(0)
except RecursionError as e:
    print("finally", e.__context__)
