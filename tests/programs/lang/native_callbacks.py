"""Python functions that natives call for many values: map, filter, keys of sorted, min and max, reduce, re.sub."""

import functools
import re
import sys
import traceback
from collections import Counter, deque


def show(what):
    try:
        print(repr(what()))
    except BaseException as e:
        print(type(e).__name__, e)


def stop_at_three(x):
    if x == 3:
        raise StopIteration(x)
    return x


# A StopIteration of the function ends the iteration.
for use in list, tuple, sorted, sum, max, set, deque, Counter, any, "-".join, dict.fromkeys:
    show(lambda: use(map(stop_at_three, range(6))))
show(lambda: list(filter(stop_at_three, range(6))))
show(lambda: [*map(stop_at_three, range(6))])
show(lambda: 5 in map(stop_at_three, range(6)))
show(lambda: functools.reduce(lambda a, b: a + b, map(stop_at_three, range(6))))
show(lambda: next(map(stop_at_three, [3])))


def fail_at(n):
    def f(x):
        if x == n:
            raise ValueError(f"at {n}")
        return -x

    return f


for use in (
    lambda: list(map(fail_at(2), range(5))),
    lambda: list(filter(fail_at(2), range(5))),
    lambda: sorted(range(5), key=fail_at(2)),
    lambda: max(range(5), key=fail_at(4)),
    lambda: functools.reduce(lambda a, b: fail_at(2)(b), range(5)),
    lambda: re.sub("[a-z]", lambda m: fail_at("b")(m.group()), "a"),
):
    try:
        print(use())
    except (ValueError, TypeError):
        print("".join(line for line in traceback.format_exc().splitlines(True) if "File" not in line))

# The number of arguments does not fit.
show(lambda: list(map(lambda: 1, [1])))
show(lambda: list(map(lambda a, b: 1, [1])))
show(lambda: sorted([2, 1], key=lambda a, b: 1))
show(lambda: max([2, 1], key=lambda: 1))
show(lambda: list(map(lambda a, b=10: a + b, [1, 2])))
show(lambda: list(map(lambda *a: a, [1, 2])))
show(lambda: list(map(lambda a, *, k=3: a * k, [1, 2])))
show(lambda: list(map(lambda a, **k: (a, k), [1, 2])))


# The function changes meanwhile.
def old(x):
    if x == 2:
        old.__code__ = new.__code__
    return x


def new(x, y=100):
    return x + y


old.__defaults__ = (7,)
show(lambda: list(map(old, range(5))))


def shrinks(a, b=1):
    if a == 2:
        shrinks.__defaults__ = None
    return a + b


show(lambda: list(map(shrinks, range(5))))


# Frames that somebody keeps, functions that nobody keeps, generators as functions.
frames = []


def keeps(x):
    y = x * 2
    frames.append(sys._getframe())
    return y


print(list(map(keeps, range(3))), [(f.f_code.co_name, f.f_locals) for f in frames])
print(frames[0].f_back is None, frames[0].f_globals is globals())


def outer():
    return max([3, 1, 2], key=lambda v: sys._getframe(1).f_code.co_name == "outer" and -v)


print(outer())
print([list(g) for g in map(lambda n: (i * i for i in range(n)), range(4))])


def makes(n):
    yield n
    yield sys._getframe().f_code.co_name


print([list(g) for g in list(map(makes, range(2)))])


class Dies:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def lets_go(x):
    name = x.name
    del x
    print("after del in", name)
    return name


print(list(map(lets_go, (Dies(i) for i in range(2)))))


# Natives within natives, and generators below and above.
def gen(n):
    for i in range(n):
        yield sum(map(lambda x: x + i, range(i)))


print(list(map(lambda x: x + max(map(lambda y: y % 3, range(5)), key=lambda z: -z), gen(5))))
print(sorted(filter(lambda x: x % 2, map(lambda x: x * 3, gen(9))), key=lambda x: -x))
print(list(filter(lambda x: sorted(gen(x), key=lambda y: -y)[:1], range(4))))


def deep(n):
    return n if n == 0 else 1 + sum(map(deep, [n - 1]))


print(deep(50))


def straight(n):
    return n if n == 0 else 1 + straight(n - 1)


print(list(map(straight, [10, 700, 3])))
try:
    print(deep(10**6))
except RecursionError as e:
    print(type(e).__name__)


def many(x):
    a = b = c = d = e = f = g = h = x
    return [a, b, [c, d, [e, f, [g, h, *map(many, range(x))]]]]


print(list(map(many, range(3))))


class Counting:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        self.n -= 1
        if self.n < 0:
            raise StopIteration
        if self.n == 2:
            Counting.__next__ = lambda self: stop_at_three(3)
        return self.n


print(list(map(lambda x: -x, Counting(6))))


class Mine(map):
    def __next__(self):
        return ("mine", super().__next__())


print(list(Mine(lambda x: -x, range(3))), sum((x[1] for x in Mine(lambda x: -x, range(3)))))
print(list(map(lambda a, b: a * b, range(5), (2, 3, 4))), list(map(max, [1, 5], [3, 4], [2, 9])), list(map(pow, [2, 3], iter([5, 2]))))
show(lambda: list(map(lambda a, b: a * b, range(5), (2, 3, 4), strict=True)))
show(lambda: list(map(lambda a: a, range(3), strict=True)))
print(list(filter(lambda x: [0] * (x % 2), range(5))), list(filter(lambda x: "" if x < 3 else "a", range(5))))


class NoTruth:
    def __bool__(self):
        raise TypeError("no truth")


show(lambda: list(filter(lambda x: NoTruth(), range(3))))
it = map(lambda x: x + 1, iter(range(5)))
print(next(it), sum(it), list(it))
kept = []
print(list(map(lambda x: kept.append(x) or len(kept), iter([1, 2, 3]))), kept)
growing = [1, 2, 3]
print(list(map(lambda x: growing.append(x) if len(growing) < 6 else x, growing)), growing)
show(lambda: growing.sort(key=lambda x: growing.append(1)))
print(re.sub(r"\d+", lambda m: str(int(m.group()) * 2), "a1b22c"), re.sub("x", lambda m: None, "axb"))


def in_generator():
    yield sorted([3, 1, 2], key=lambda x: -x)
    yield list(map(lambda x: (yield_value := x) + 1, range(3)))
    yield [*filter(lambda x: x & 1, gen(6))]


print(list(in_generator()))
