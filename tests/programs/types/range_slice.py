"""range and slice objects: length, items, slices, membership, equality, hashes, errors, big values."""

from _table import table

r = range(2, 20, 3)
huge = range(10**20, 10**20 + 50, 7)


class I:
    def __init__(self, v):
        self.v = v

    def __index__(self):
        return self.v


table(globals(), """
    range(5), range(1, 5), range(1, 10, 2), range(0), list(range(5, 0, -2)), list(range(5, 5)), list(range(0, -5)), range(True), range(I(3))
    range()
    range(1, 2, 0)
    range(1.0)
    range("a")
    range(1, 2, 3, 4)
    range(1, None)
    range(stop=5)
    len(r), r[0], r[-1], r[1:3], r[::-1], r[::2], r[10:], r[-2:], r.start, r.stop, r.step, bool(r), bool(range(0)), r[I(1)]
    r[6]
    r[-7]
    r["a"]
    r[1.0]
    r[::0]
    5 in r, 6 in r, -1 in r, 5.0 in r, 5.5 in r, "a" in r, True in range(2), 2**70 in r, None in r
    r.index(5), r.count(5), r.count(6), r.index(17)
    r.index(6)
    r.index("x")
    r.count("x")
    range(0, 3, 2) == range(0, 4, 2), range(0) == range(2, 1), range(3) == [0, 1, 2], range(1) != range(2), range(5, 6, 100) == range(5, 6, 3)
    hash(range(0)) == hash(range(1, 1)), hash(range(0, 3, 2)) == hash(range(0, 4, 2)), hash(range(5)), hash(r)
    range(3) < range(4)
    len(huge), huge[3], huge[-1], list(huge[:2]), 10**20 + 7 in huge, huge.index(10**20 + 14), huge[::-1], bool(huge), hash(huge) == hash(range(10**20, 10**20 + 49, 7))
    len(range(2**63 - 1)), range(2**63 - 1)[-1]
    len(range(2**63))
    len(range(-(2**63), 2**63))
    range(2**64)[2**63], range(2**64)[-1], range(0, 2**64, 2**62)[1:], list(range(2**63 - 2, 2**63 + 2)), list(range(-(2**63) + 1, -(2**63) - 3, -1))
    list(reversed(r)), list(reversed(range(0))), next(reversed(huge)), max(r), min(r), sum(r), sorted(r, reverse=True), [*r], tuple(r), set(r) == set(list(r))
    repr(range(1, 2, 1)), str(range(-1, 5, 3)), range(0, 5, 1), repr(range(10**30))
    r + r
    r * 2
    type(iter(r)).__name__, type(iter(huge)).__name__, iter(r).__length_hint__(), iter(range(10)).__reduce__()[1]
    slice(5), slice(1, 2), slice(1, 2, 3), slice(None), slice("a", [], ()), slice(1, 2).start, slice(1, 2).stop, slice(1, 2).step
    slice()
    slice(1, 2, 3, 4)
    slice(1, 2) == slice(1, 2, None), slice(1) != slice(2), slice(1, 2) < slice(1, 3), slice(1) == 1
    slice(1) < 5
    hash(slice(1, 2, 3)) == hash(slice(1, 2, 3)), {slice(1): 2}[slice(1)]
    hash(slice([], 1))
    slice(None).indices(5), slice(1, -1).indices(5), slice(None, None, -1).indices(5), slice(-10, 10, 3).indices(5), slice(4, 0, -2).indices(10), slice(I(1), I(3)).indices(9), slice(None).indices(0), slice(2**70).indices(3)
    slice(None).indices(-1)
    slice(None, None, 0).indices(5)
    slice("a").indices(5)
    slice(1.5).indices(5)
    slice(None).indices("x")
    """)
for attribute in ("start", "nope"):
    try:
        setattr(r, attribute, 5)
    except AttributeError as e:
        print(e)
try:
    r[0] = 1
except TypeError as e:
    print(e)
it = iter(range(3))
print(next(it), list(it), list(it), next(it, "done"))
it = iter(r)
it.__setstate__(4)
print(list(it))


class Probe:
    def __getitem__(self, key):
        return key


p = Probe()
print(p[1], p[1:2], p[::], p[1:2, ...], p[:, 1], p[()], p["a":"b":"c"], p[1,], p[*[1, 2]], p[1:2, *"ab"])
total = 0
for i in range(10, 0, -3):
    total = total * 10 + i
for i in range(2**62, 2**62 + 3):
    total += i
print(total, i)
