"""What loops go over: ranges of all kinds, lists and tuples that change or die meanwhile, iterators of iterators."""

import sys


class Mine:
    def __iter__(self):
        yield "mine"

    def __del__(self):
        print("mine dies")


def gathered(values):
    return [v for v in values]


def ranges():
    big = 1 << 62
    cases = [
        range(3),
        range(0),
        range(-2, 2),
        range(5, 1),
        range(5, 1, -2),
        range(True),
        range(False, True),
        range(big - 2, big),
        range(-big - 1, -big + 1),
        range(big - 3, big - 1),
        range(1 << 70, (1 << 70) + 2),
        range(-big, big, big - 1),
        range(big - 1, -big, -big),
    ]
    for r in cases:
        print(r, len(r) if r.stop < 1 << 64 else "long", gathered(r), r.start, r.step)
    for args in [(), ("3",), (1.0,), (1, 2, 0), (1, 2, 3, 4), (None, 1)]:
        try:
            range(*args)
        except (TypeError, ValueError) as e:
            print(type(e).__name__, e)


def kept_range():
    r = range(4)
    first = iter(r)
    next(first)
    total = 0
    for i in r:
        for j in r:
            total += i * j
    return total, list(first), first.__length_hint__(), r == range(0, 4), hash(r) == hash(range(4))


def growing():
    values = [1]
    for v in values:
        if v < 5:
            values.append(v + 1)
    for v in values:
        values.pop()
    return values


def rebound():
    values = [Mine(), Mine()]
    for v in values:
        values = None
    print("after", v is not None)
    for v in (Mine(), 2):
        v = None
    print("end of tuple")


def delegated():
    yield from Mine()
    yield from [1, 2]
    yield from range(2)
    yield from (3,)


def size():
    # The loop holds the range, the list and the tuple no longer than it needs.
    r, l, t = range(7), [7], (7, 8)
    before = sys.getrefcount(r), sys.getrefcount(l), sys.getrefcount(t)
    for _ in r:
        pass
    for _ in l:
        pass
    for _ in t:
        pass
    it = iter(l)
    held = sys.getrefcount(l)
    del it
    return before == (sys.getrefcount(r), sys.getrefcount(l), sys.getrefcount(t)), held - before[1]


def make(range, n):
    return range(n), range(1, n)


for _ in range(4):
    ranges()
    print(kept_range(), growing())
    rebound()
    print(list(delegated()), size())
    print(make(range, 3), make(lambda *a: a, 3), make(max, [1, 2]) if False else make(slice, 2))
    for pair in zip(range(2), [3, 4], (5, 6), "ab"):
        print(pair, end=" ")
    print()
for bad in (1, None, object):
    try:
        for x in bad:
            pass
    except TypeError as e:
        print(e)
