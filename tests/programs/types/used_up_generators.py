# Builtins that use a generator up.
import sys
import traceback


def values(*all):
    for v in all:
        yield v


def each(what, *inputs):
    for all in inputs:
        for _ in range(3):
            try:
                r = what(values(*all))
            except Exception as e:
                r = type(e).__name__, str(e)
        print(r, end="; ")
    print()


each(lambda g: list(g), (), (1,), "abcdefghijklmnop", [None] * 3)
each(lambda g: tuple(g), (), (1,), "abcdefghijklmnop", [None] * 3)
each(lambda g: sorted(set(g)), (), (1,), "hello", [3, 1, 3.0, True])
each(lambda g: sorted(frozenset(g)), (), (1,), "hello", [3, 1, 3.0, True])
each(lambda g: frozenset(g), (), (1,), ([],))
each(lambda g: set(g), (), (1,), (1, [],))
each(lambda g: sorted(g), (), (3, 1, 2), "hello", (1, "a"))
each(lambda g: sum(g), (), (1, 2, 3), (True, False, True), (2**62, 2**62, -1), (1, 2.5, 3), (0.1,) * 10, (1, 1j), ("a",))
each(lambda g: sum(g), (1e100, 1.0, -1e100), (True, 2**80, 1.5), ([1],))
each(lambda g: max(g), (), (1,), (3, 1, 2), (1, 2.0, 2), "hello", (1, "a"), (True, 1, 1.0))
each(lambda g: min(g), (), (1,), (3, 1, 2), (1.0, 1, True), "hello", (1, "a"))
each(lambda g: any(g), (), (0, "", None), (0, 1, 2), (False, False, True), (False, False))
each(lambda g: all(g), (), (0, 1), (1, 2), (True, False, True), (True, True))
each(lambda g: "-".join(g), (), ("a",), "hello", ("a", 1), ("ä", "𝒳"))
each(lambda g: "".join(g), (), ("a",), "hello")


# What is decided early leaves the rest, and the generator is closed at once.
def noisy(n):
    try:
        for i in range(n):
            print("give", i, end=" ")
            yield i
    finally:
        print("closed", end=" ")


for _ in range(3):
    print(any(noisy(5)), all(noisy(5)), any(i > 2 for i in noisy(4)))
kept = noisy(5)
for _ in range(3):
    print(any(kept), end=" ")
print(list(kept))


# Nested, and as deep as Python calls go.
def depth(n):
    return sum(depth(n - 1) + 1 for _ in range(1)) if n else 0


def reach(n):
    return all(reach(n - 1) for _ in range(1)) if n else True


print(depth(5), depth(300), reach(300))
try:
    depth(1000)
except RecursionError as e:
    print("RecursionError")
print(list(tuple(sum(k for k in range(j)) for j in range(i)) for i in range(5)))


# Errors: in the generator, and in what is done with the values.
def failing(n):
    for i in range(n):
        yield i
    raise KeyError("in the generator")


class Unhashable:
    def __hash__(self):
        raise TypeError("no hash today")

    def __eq__(self, other):
        print("eq", end=" ")
        return True

    def __bool__(self):
        raise ValueError("neither true nor false")

    def __lt__(self, other):
        raise OverflowError("not less")

    __gt__ = __lt__


for what in list, tuple, set, sum, max, sorted, any, all:
    for g in lambda: failing(2), lambda: (Unhashable() for _ in range(2)):
        for _ in range(3):
            try:
                r = what(g())
            except Exception:
                r = traceback.format_exc()
        print(what.__name__, r if isinstance(r, str) else type(r).__name__)


# Somebody else moves the generator on, ends it, or looks at it.
def meddling(k):
    yield 1
    next(other)
    yield 2


class Meddler:
    def __hash__(self):
        print(next(shared, "none"), end=" ")
        return 1

    def __bool__(self):
        shared.close()
        return False


def source():
    yield Meddler()
    yield 2
    yield Meddler()
    yield 3


for _ in range(4):
    shared = source()
    print(len(set(shared)))
for _ in range(4):
    shared = source()
    print(any(shared))


def own():
    yield 1
    try:
        print(list(this))
    except ValueError as e:
        print(e)
    yield 2


for _ in range(3):
    this = own()
    print(tuple(this))


# Frames, as seen from within.
def names():
    f, out = sys._getframe(1), []
    while f is not None:
        out.append(f.f_code.co_name)
        f = f.f_back
    return out


def look():
    return list(names() for _ in range(2))


for _ in range(3):
    print(look())


# The names may mean something else the next time.
def through(f, g):
    return f(g)


for f in [list, list, list, list, tuple, set, len, sum, any, str, list, iter, dict]:
    try:
        print(f.__name__, type(through(f, values(1, 2, 3))).__name__)
    except TypeError as e:
        print(e)
for v in [values(1), [1, 2], (3,), "ab", range(3), values(1, 2), map(str, values(1, 2))]:
    print(through(list, v), end=" ")
print()


class L(list):
    def __init__(self, it):
        super().__init__(it)
        self.n = len(self)


print(L(values(1, 2, 3)).n, L(values()).n)


# In generators and coroutines.
def nested(n):
    yield sum(i for i in range(n))
    yield tuple(i for i in range(n))
    yield any(i > n for i in range(n))


for _ in range(3):
    print(list(nested(4)), end=" ")
print()


async def aw(n):
    return max(i * i for i in range(n)), "".join(str(i) for i in range(n))


for _ in range(3):
    try:
        aw(5).send(None)
    except StopIteration as e:
        print(e.value)


# A delegation at the bottom.
def inner(n):
    for i in range(n):
        yield i


def middle(n):
    yield from inner(n)
    yield from inner(n)


for _ in range(4):
    print(sum(middle(5)), list(middle(3)), end=" ")
print()


# What a generator returns is nobody's, and an exception being handled stays its own.
def returning():
    yield sys.exception()
    try:
        raise KeyError
    except KeyError:
        yield sys.exception()
    return "ignored"


try:
    raise IndexError("outer")
except IndexError:
    for _ in range(3):
        r = list(returning())
    print(r, repr(sys.exception()))
print(sys.exception())
