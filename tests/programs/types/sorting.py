"""list.sort and sorted: stability, keys, reverse, mixed numbers, runs, errors from compares."""

from _table import attempt


def lcg(count, seed, modulus):
    out = []
    for _ in range(count):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        out.append((seed >> 8) % modulus)
    return out


def is_sorted(items, key=lambda x: x):
    return all(key(a) <= key(b) for a, b in zip(items, items[1:]))


for count in (0, 1, 2, 3, 10, 63, 64, 65, 100, 1000, 5000):
    for modulus in (2, 50, 10**9):
        data = lcg(count, count + modulus, modulus)
        tagged = list(enumerate(data))
        by_value = sorted(tagged, key=lambda p: p[1])
        stable = all(a[0] < b[0] for a, b in zip(by_value, by_value[1:]) if a[1] == b[1])
        down = sorted(tagged, key=lambda p: p[1], reverse=True)
        stable_down = all(a[0] < b[0] for a, b in zip(down, down[1:]) if a[1] == b[1])
        floats = sorted(x / 8 for x in data)
        strings = sorted(str(x) for x in data)
        print(count, modulus, is_sorted(sorted(data)), stable, stable_down, is_sorted(floats), is_sorted(strings), sum(i * x for i, x in enumerate(sorted(data))) % 1000003)

base = list(range(200))
patterns = {
    "sorted": base, "reversed": base[::-1], "saw": [i % 20 for i in base], "organ": base[:100] + base[99::-1], "blocks": base[100:] + base[:100],
    "one off": base[:50] + [0] + base[51:], "equal": [7] * 200, "alternate": [i if i % 2 else -i for i in base], "runs": [i % 40 * (1 if i // 40 % 2 else -1) for i in base],
}


class Counted:
    compares = 0

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        Counted.compares += 1
        return self.value < other.value


for name, data in patterns.items():
    Counted.compares = 0
    result = [c.value for c in sorted(map(Counted, data))]
    print(name, result == sorted(data), Counted.compares, sorted(data, reverse=True) == sorted(data)[::-1])
print(sorted([3, 1.5, True, 2**70, -0.5, 0]), sorted([(1, "b"), (1, "a"), (0, "z")]), sorted(["b", "A", "a", "\u20ac", "\xe9", ""]), sorted([[2], [], [1, 5], [1]]))
print(sorted([b"b", b"a"]), sorted({3: 1, 1: 2}), sorted("hello"), sorted([{1}, {1, 2}, set()]), sorted([(1, 2.5), (1, 2), (1,)]), sorted([2.5, 1.5, float("-inf"), 0.0]))
print(sorted(["bb", "a", "ccc"], key=len), sorted("bAc", key=str.lower), sorted([1, 2, 3], key=lambda x: -x), sorted([3, 1], key=None), sorted([-2, 1], key=abs, reverse=True))
nan = float("nan")
print(sorted([3.0, nan, 1.0]), sorted([nan, 2.0, 1.0]), sorted([(nan, 1), (1.0, 2)]))
for bad in ([1, "a"], ["a", None], [(1,), [1]], [1, 2, "x", 3], [None, None], [print, len], [{}, {}], [(1, None), (1, 2)]):
    print(attempt(sorted, bad))
print(attempt(sorted, 5), attempt(sorted), attempt(sorted, [1], 2), attempt(sorted, [1, 2], key=5), attempt(sorted, [1, 2], key=lambda: 0), attempt(sorted, [1], foo=1), attempt(sorted, [2, 1], reverse="yes"), attempt(sorted, [1], reverse=None))


class Faulty:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        if self.n == 3:
            raise ValueError("three")
        return NotImplemented if self.n == 9 else self.n < other.n


items = [Faulty(n) for n in (5, 4, 3, 2)]
print(attempt(items.sort), [f.n for f in items])
print(attempt(sorted, [Faulty(1), Faulty(9), Faulty(9)]))


class Truthy:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return [1] if self.n < other.n else ""


print([t.n for t in sorted(map(Truthy, (3, 1, 2)))])
keyed = [3, 1, 2]
calls = []
keyed.sort(key=lambda x: calls.append(x) or x)
print(calls, keyed, min(keyed, key=lambda x: -x), max(["a", "bbb"], key=len))


def failing_key(x):
    if x == 2:
        raise KeyError(x)
    return x


keyed = [3, 1, 2]
print(attempt(keyed.sort, key=failing_key), keyed)
