"""list: every method, its result and what it leaves behind, with its errors."""

from _table import attempt, table


def on(items, name, *args, **kwargs):
    work = list(items)
    result = attempt(getattr(work, name), *args, **kwargs)
    print(f"{items!r}.{name}{args!r}{kwargs or ''} -> {result} leaving {work!r}")


base = [3, 1, 2, 1]
on(base, "append", 5)
on(base, "append")
on(base, "append", 1, 2)
on(base, "extend", [7, 8])
on(base, "extend", "ab")
on(base, "extend", range(2))
on(base, "extend", {"k": 1})
on(base, "extend", 5)
on(base, "extend", None)
for index in (0, 1, 4, 9, -1, -9, 2**70 // 2**69):
    on(base, "insert", index, "x")
on(base, "insert", "0", 1)
on(base, "insert", 1)
on(base, "insert", 2**70, 1)
for args in ((), (0,), (-1,), (2,), (-4,), (4,), (-5,), ("a",), (1.0,), (True,)):
    on(base, "pop", *args)
on([], "pop")
on([], "pop", 0)
on(base, "remove", 1)
on(base, "remove", 9)
on(base, "remove", 1.0)
on([], "remove", None)
on(base, "clear")
on(base, "copy")
on(base, "reverse")
on([], "reverse")
on(base, "count", 1)
on(base, "count", "1")
on([True, 1, 1.0], "count", 1)
for args in ((1,), (1, 2), (1, 2, 3), (1, -1), (3, 1), (9,), (1, 0, 1), (1, -100, 100), (1, 4), (2, None)):
    on(base, "index", *args)
on(base, "sort")
on(base, "sort", reverse=True)
on(base, "sort", key=int.__neg__)
on(base, "sort", 1)
on(base, "sort", key=5)
on(base, "sort", cmp=1)
on([1, "a"], "sort")
on([None, None], "sort")
on([[2], [1, 5], [1]], "sort")
on([3, 2.5, True], "sort")

table(globals(), """
    list(), list("ab"), list((1, 2)), list(range(3)), list({1: 2}), list(x * x for x in range(3)), list([]), list(zip("ab", (1, 2)))
    list(5)
    list(1, 2)
    list(x=1)
    [1, 2] + [3], [1] * 3, 2 * [0, 1], [1] * 0, [1] * -1, [] + [], [[0]] * 2
    [1] + (2,)
    [1] + None
    [1] * "a"
    [1] * 1.5
    [1] * [2]
    [0] * 2**62
    [1, 2] == [1, 2], [1, 2] == (1, 2), [1, 2] < [1, 3], [1] < [1, 0], [] < [0], [2] > [1, 9], [1, "a"] == [1, "b"], [1] != [1.0], [1, 2] <= [1, 2]
    [1] < ["a"]
    [1] < (1,)
    [1] < 1
    1 in base, 9 in base, "a" in ["abc"], None in [None], float("nan") in [float("nan")], [] in [[]]
    len(base), sum(base), max(base), min(base), sorted(base), list(reversed(base)), bool([]), repr([]), str([1, [2, "x"], (3,)])
    hash([])
    {[]: 1}
    base.nope
    [].__add__(1)
    [1].__mul__(2), [1].__rmul__(2), [1].__contains__(1), [1, 2].__getitem__(1), [1].__len__(), [1].__eq__((1,)), [1].__lt__([2]), list.__add__([1], [2]), list.__hash__
    list.append(5, 1)
    list.append()
    list.__len__()
    list.__new__(list), list.__new__(list, 1, 2, x=3), [1, 2, 3].__init__("ab")
    list[int], list[int, str], list[int].__origin__, list[int].__args__, list[int]()
    """)
loop = [1]
loop.append(loop)
print(loop, repr(loop))
deep = [loop, loop]
print(deep)
