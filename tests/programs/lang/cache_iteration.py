"""FOR_ITER, UNPACK_SEQUENCE and comprehension sites over changing kinds of iterables."""


def loop(it):
    out = []
    for x in it:
        out.append(x)
        if len(out) > 6:
            out.append("...")
            break
    else:
        out.append("end")
    return out


def pairs(it):
    return [(a, b) for a, b in it]


def total(it):
    t = 0
    for x in it:
        t += x
    return t


def gen(n):
    for i in range(n):
        yield i


class It:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        self.n -= 1
        if self.n < 0:
            raise StopIteration
        return self.n


class Seq:
    def __getitem__(self, i):
        if i == 3:
            raise IndexError
        return i * 2


class L(list):
    def __iter__(self):
        return iter(["overridden"])


class Fails:
    def __iter__(self):
        return self

    def __next__(self):
        raise ValueError("next failed")


kinds = [[1, 2, 3], (1, 2, 3), range(3), range(0), range(5, 0, -2), range(2**62, 2**62 + 2), range(2**70, 2**70 + 2), "abc", "é€", b"ab", {1: 2, 3: 4}, {7}, frozenset([8]), It(3), Seq(), gen(3),
         (x for x in "gh"), L([1, 2]), [], (), "", {}, {"a": 1}.items(), {"a": 1}.values(), enumerate("ab"), zip("ab", [1, 2]), map(str, [1]), filter(None, [0, 1]), reversed([1, 2]), iter([1, 2]),
         iter(lambda s=[0]: s.append(0) or len(s), 5), range(100), [None] * 100]
for k in kinds:
    print(loop(k), end=" ")
print()
print([loop(k) for k in ([1], (2,), range(1), "s", gen(1), It(1), {1: 1}, [3], range(2))])
for bad in (5, None, Fails(), len, int):
    try:
        loop(bad)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
sources = [[(1, 2), (3, 4)], [[1, 2]], ["ab", "cd"], {(5, 6): 0}, [gen(2), It(2)], zip([1], [2]), {"k": "v"}.items(), enumerate("x"), [range(2)], [{1: 0, 2: 0}], [L([1, 2, 3])], [(1,)], [(1, 2, 3)], [5]]
for s in sources * 2:
    try:
        print(pairs(s), end=" ")
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e, end=" ")
print()
print(total([1, 2]), total((1.5, 2)), total(range(100)), total(gen(5)), total([True, 2**62, 2**62]), total({1: 0, 2: 0}), total([2**70, -(2**70)]))

# Mutation of the list while it is iterated.
l = [1, 2, 3]
for x in l:
    if x < 10:
        l.append(x + 10)
print(l)
l = [1, 2, 3, 4, 5, 6]
for x in l:
    l.remove(x)
print(l)
l = list(range(10))
for x in l:
    if x == 3:
        l.clear()
print(l, x)
l = list(range(5))
seen = []
for x in l:
    seen.append(x)
    if x == 2:
        l[:] = "abcdefg"
print(seen)
l = [1, 2, 3]
it = iter(l)
print(list(it), l.append(4), list(it), l)
for x in l:
    l = [9]
print(x, l)
for container, change in (({1: 1, 2: 2}, lambda c: c.__setitem__(9, 9)), ({1, 2}, lambda c: c.add(9)), ({1: 1, 2: 2}, lambda c: c.pop(2, 0)), ({1: 1}, lambda c: c.__setitem__(1, 5)), ({1: 1, 2: 2}, lambda c: (c.pop(2, 0), c.__setitem__(3, 3)))):
    seen = []
    try:
        for x in container:
            seen.append(x)
            change(container)
            if len(seen) == 3:
                break
    except RuntimeError as e:
        print(e, end=" ")
    print(seen, sorted(container))
d = {1: 1}
try:
    for k, v in d.items():
        del d[k]
        d[k + 1] = v
        if k > 20:
            break
except RuntimeError as e:
    print(e)
print(len(d))

# Loop variables and targets of every kind.
o = Seq()
t = [0, 0]
for o.attr in range(3):
    pass
for t[0], t[1:] in [(1, [2, 3])]:
    pass
for i, (j, *k) in enumerate(["abc", "d"]):
    pass
print(o.attr, t, i, j, k)
for i in range(3):
    i *= 10
print(i)
for i in []:
    pass
print(i)


def nested_break():
    for a in range(3):
        for b in gen(3):
            for c in (0, 1):
                if c == b:
                    break
                yield a, b, c
            else:
                continue
            if a == 1:
                break


print(list(nested_break()))
g = gen(10)
for x in g:
    if x == 3:
        break
print(next(g), list(g))
r = range(3)
print([(x, y) for x in r for y in r], [x for x in iter(r)], max(r), len(r), r[-1])
