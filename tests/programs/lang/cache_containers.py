"""Store-subscript, append, len, isinstance, str +=, unpack and slice sites over changing kinds, at their edges."""


def attempt(f, *a):
    try:
        return f(*a)
    except Exception as e:
        return f"{type(e).__name__}({e})"


def put(c, k, v):
    c[k] = v
    return c


def drop(c, k):
    del c[k]
    return c


def push(c, x):
    c.append(x)
    return c


def size(c):
    return len(c)


def is_int(x):
    return isinstance(x, int)


class L(list):
    def __setitem__(self, k, v):
        super().__setitem__(k, ("L", v))

    def append(self, x):
        super().append(("L.append", x))

    def __len__(self):
        return 99


class PlainL(list):
    pass


class D(dict):
    def __setitem__(self, k, v):
        super().__setitem__(k, ("D", v))


class PlainD(dict):
    pass


class Own:
    def __init__(self):
        self.log = []

    def __setitem__(self, k, v):
        self.log.append((k, v))

    def __delitem__(self, k):
        self.log.append(("del", k))

    def append(self, x):
        self.log.append(x)

    def __len__(self):
        return len(self.log)

    def __repr__(self):
        return f"Own{self.log}"


class NoAppend:
    pass


def makers():
    return [[1, 2, 3], {1: 1}, L([1, 2, 3]), PlainL([1, 2, 3]), D(), PlainD(), Own(), (1, 2, 3), "abc", None, {"s": 1}, [], range(3)]


keys = [0, -1, 2, 3, -4, True, 1.0, "k", None, 2**70, slice(0, 1), (1,), 2**62]
for k in keys:
    print(k, [attempt(put, c, k, [7] if isinstance(k, slice) else 7) for c in makers()])
for k in (0, -1, 1, 5, "s", slice(None, None, 2), None):
    print("del", k, [attempt(drop, c, k) for c in makers()])
for _ in range(15):
    out = [attempt(push, c, "x") for c in makers() + [NoAppend()]]
print(out)
for _ in range(15):
    out = [attempt(size, c) for c in makers() + [b"ab", {1}, 5, NoAppend(), iter([])]]
print(out)
for _ in range(15):
    out = [is_int(x) for x in (1, True, 2**80, 1.0, "1", None, int, L())]
print(out)

# Appending while iterating, growing far, shrinking.
l = []
for i in range(5000):
    push(l, i)
print(len(l), l[0], l[-1], l[2500])
while l:
    l.pop()
push(l, "after")
print(l)

# An instance attribute or a class change shadows append.
p = PlainL()
for i in range(20):
    push(p, i)
p.append = lambda x: "shadow: nothing stored"
push(p, "lost")
print(len(p))
del p.append
PlainL.append = lambda self, x: list.append(self, ("class", x))
push(p, "found")
print(p[-1])
del PlainL.append
push(p, "plain again")
print(p[-1])


# String building in place, with other references alive.
def build(n, keep):
    s = ""
    kept = []
    for i in range(n):
        s += chr(97 + i % 26)
        if keep and i % 3 == 0:
            kept.append(s)
    return s, kept


print(build(30, False)[0], build(10, True))


def alias():
    s = "start"
    t = s
    s += "!"
    u = s
    s += "?"
    return s, t, u


print([alias() for _ in range(10)][-1])


def closure_string():
    s = "a"

    def add():
        nonlocal s
        s += "b"
        return s

    return [add() for _ in range(5)], s


print(closure_string())


class Holder:
    s = "h"


def attribute_string(o):
    for _ in range(12):
        o.s += "x"
    return o.s


print(attribute_string(Holder()), Holder.s)
mixed = ""
for piece in ["a", "é", "€", "😀", "z"] * 3:
    mixed += piece
print(mixed, len(mixed))
x = "a"
for other in ["b", 1, "c", None, 2.5, ["l"]]:
    try:
        x += other
    except TypeError as e:
        print(e)
print(x)


# Swaps and multiple assignment through list, tuple and user sequences.
def swap(s):
    a, b = s
    return b, a


def three(s):
    a, b, c = s
    return c, b, a


for _ in range(12):
    out = [swap(s) for s in ((1, 2), [3, 4], "ab", {5: 0, 6: 0}, range(2), PlainL([7, 8]), (x for x in (9, 10)))]
print(out)
print([attempt(three, s) for s in ((1, 2, 3), [1, 2, 3], (1, 2), [1], "abcd", (), L([1, 2, 3]), {1, }, 5) for _ in range(3)][::3])


def part(s, i, j):
    return s[i:j]


for _ in range(12):
    out = [part(s, 1, 3) for s in ([1, 2, 3, 4], (1, 2, 3, 4), "abcd", b"abcd", range(9), L([1, 2, 3]))]
print(out, [attempt(part, s, 0, 1) for s in (5, None, {}, {1: 2})])


def contains_or_add(d, k):
    if k in d:
        d[k] += 1
    else:
        d[k] = 1
    return d


counts = {}
for k in ["a", "b", "a", 1, 1.0, True, (1,), None, "a"] * 3:
    contains_or_add(counts, k)
print(counts)
grid = [[0] * 3 for _ in range(3)]
for i in range(3):
    for j in range(3):
        grid[i][j] = i * 3 + j
        grid[-1 - i][j] += 100
print(grid, [row[::-1] for row in grid], [[r[c] for r in grid] for c in range(3)])
