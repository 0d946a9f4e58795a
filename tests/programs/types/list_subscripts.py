"""list: subscripts and slices read, assigned and deleted, extended slices, in-place operators."""

from _table import attempt, table


def assign(items, key, value):
    work = list(items)
    try:
        work[key] = value
    except Exception as e:
        print(items, f"[{key!r}] = {value!r}", type(e).__name__, e, work)
    else:
        print(items, f"[{key!r}] = {value!r}", work)


def delete(items, key):
    work = list(items)
    try:
        del work[key]
    except Exception as e:
        print(f"del {items}[{key!r}]", type(e).__name__, e, work)
    else:
        print(f"del {items}[{key!r}]", work)


class Index:
    def __index__(self):
        return 1


class Bad:
    def __index__(self):
        return "x"


base = [10, 11, 12, 13, 14, 15]
KEYS = [0, 5, -1, -6, 6, -7, True, Index(), "a", 1.0, None, (1,), 2**70, -(2**70), Bad()]
names = {Index: "Index()", Bad: "Bad()"}
for key in KEYS:
    shown = names.get(type(key), repr(key))
    print(shown, attempt(lambda: base[key]))
for key in KEYS[:7] + KEYS[8:14]:
    assign(base, key, "x")
    delete(base, key)
BOUNDS = (None, 0, 2, 6, 9, -1, -3, -9)
for start in BOUNDS:
    for stop in BOUNDS:
        print(start, stop, [base[start:stop:step] for step in (None, 2, -1, -2, 7)])
for key in (slice(1, 3), slice(0, 0), slice(6, 9), slice(3, 1), slice(None), slice(-2, None), slice(None, None, 2), slice(4, None, -2), slice(1, 2, 5)):
    for value in ([], ["x"], ["x", "y"], ["x", "y", "z"], "ab", (1, 2, 3, 4)):
        assign(base, key, value)
    delete(base, key)
assign(base, slice(1, 3), 5)
assign(base, slice(None, None, 2), 5)
assign(base, slice(None, None, 0), [])
delete(base, slice(None, None, 0))
assign(base, slice("a", None), [])
print(attempt(lambda: base[::0]), attempt(lambda: base["a":]), attempt(lambda: base[1:2.5]))
print(base[Index() :], base[: 2**70], base[-(2**70) : 2], base[:: 2**70], base[:: -(2**70)])
same = [1, 2, 3]
same[1:1] = same
print(same)
same[::2] = same[::2][::-1]
print(same)
alias = same
alias += (7, 8)
alias *= 2
print(same is alias, same)
alias += "xy"
print(alias)
try:
    alias += 5
except TypeError as e:
    print(e)
try:
    alias *= "x"
except TypeError as e:
    print(e)
grid = [[0] * 2 for _ in range(2)]
grid[0][1] += 5
grid[1][-1] -= 1
print(grid)
pair = ([1], 2)
try:
    pair[0] += [9]
except TypeError as e:
    print(e, pair)
table(globals(), """
    base[1:4][1], base[-3:][0], base[:][::-1], [*base[:2], *base[4:]]
    slice(1, 2) == slice(1, 2), slice(1, 5, 2).indices(4), slice(None, None, -1).indices(5), slice(-3, None).indices(2)
    """)
