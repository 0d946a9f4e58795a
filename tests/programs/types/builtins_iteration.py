"""all, any, enumerate, filter, map, zip, reversed, iter, next, sum, min, max: results and errors."""

from _table import table


def fail(x):
    raise ValueError(x)


class Num:
    def __init__(self, v):
        self.v = v

    def __add__(self, other):
        return Num(self.v + (other.v if isinstance(other, Num) else other))

    __radd__ = __add__

    def __repr__(self):
        return f"Num({self.v})"


table(globals(), """
    all([]), all([1, 2]), all([1, 0]), any([]), any([0, 1]), any(x > 2 for x in range(4)), all("ab"), any({0: 1})
    all(5)
    any(None)
    all(fail(x) for x in [1])
    all()
    any([fail])
    list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate("ab", start=-1)), list(enumerate([], 1)), list(enumerate(iterable="x")), next(enumerate("a", 2**70))
    enumerate()
    enumerate(5)
    enumerate("a", "b")
    enumerate("a", 1, 2)
    enumerate("a", foo=1)
    list(filter(None, [0, 1, "", "a"])), list(filter(lambda x: x > 1, [1, 2, 3])), list(filter(str.isalpha, "a1b")), list(filter(bool, []))
    filter(None)
    filter(None, 5)
    list(filter(5, [1]))
    list(filter(fail, [7]))
    list(map(str, [1, 2])), list(map(lambda a, b: a * b, [1, 2, 3], [4, 5])), list(map(max, "ab", "ba", "zz")), list(map(None, []))
    map(str)
    map()
    list(map(None, [1]))
    map(str, 5)
    list(map(fail, "q"))
    list(map(lambda a: a, [1], [2]))
    list(map(lambda a, b: (a, b), [1, 2], [3], strict=True))
    list(map(lambda a, b: (a, b), [1], [3, 4], strict=True))
    list(zip()), list(zip("ab")), list(zip("ab", [1, 2, 3])), list(zip("abc", range(2), [0.5])), dict(zip("ab", (1, 2))), list(zip("ab", "cd", strict=True))
    zip(5)
    zip("a", 5)
    list(zip("ab", "c", strict=True))
    list(zip("a", "cd", strict=True))
    list(zip("ab", "cd", "e", strict=True))
    list(zip("a", "c", "ef", strict=True))
    zip("a", foo=1)
    sum([]), sum([1, 2]), sum([1, 2], 10), sum((0.5, 1)), sum([[1], [2]], []), sum([Num(1), Num(2)]), sum([True, True]), sum([2**62, 2**62, 2**62]), sum([1], start=2.5), sum(range(1000)), sum([2**70, -1]), sum([1, 2.5, 2**70])
    sum(["a"])
    sum(["a"], "")
    sum([b"a"], b"")
    sum([], "x")
    sum(5)
    sum([1], 2, 3)
    sum([1, None])
    sum()
    min(1, 2), min([3, 1]), min("b", "a"), max((1, 5), (2, 0)), min([], default=7), max([1], default=0), min("abc", key=ord), max(1, 2.5, True), min(2, 1, key=lambda x: -x), max("aa", "b", key=len), min([1, 1.0]), max([1, True]), max({1: 5, 3: 0}), min("x", default=None)
    min()
    max([])
    min(5)
    min(1, "a")
    max([1, "a"])
    max(1, 2, default=3)
    min([1], key=5)
    min([1, 2], foo=3)
    max(None)
    min([fail, 1])
    max([1, 2], key=None), max(1, 2, key=None)
    min([], key=fail)
    min([1], key=fail)
    list(reversed("ab")), list(reversed(range(3))), next(reversed([5, 6]))
    reversed()
    reversed(1, 2)
    next(map(fail, [1]), "default")
    """)
log = []


def trace(x):
    log.append(x)
    return x


m = map(trace, [1, 2, 3])
print(log, next(m), log, list(m), log)
z = zip(map(trace, "ab"), map(trace, [1]))
log.clear()
print(list(z), log)
log.clear()
print(any(map(trace, [0, 5, 6])), log)
f = filter(trace, [0, 1, 2])
log.clear()
print(next(f), log)
numbers = iter(range(10))
print(list(zip(numbers, numbers)), list(zip(*[iter("abcdef")] * 3)), list(zip(*[(1, 2), (3, 4)])))
