"""set and frozenset: construction, methods, operators, comparison, errors."""

from _table import attempt, table


def on(items, name, *args):
    work = set(items)
    result = attempt(getattr(work, name), *args)
    print(f"{items!r}.{name}{args!r} -> {result} leaving {sorted(work, key=repr)!r}")


base = {1, 2, 3}
for name, args in [
    ("add", (4,)), ("add", (1,)), ("add", ([],)), ("add", ()), ("discard", (1,)), ("discard", (9,)), ("discard", ([],)),
    ("remove", (1,)), ("remove", (9,)), ("remove", ([],)), ("remove", ((1, 2),)), ("pop", ()), ("clear", ()), ("copy", ()),
    ("update", ([4, 5],)), ("update", ([4], {5: 6}, "a")), ("update", ()), ("update", (5,)), ("update", ([[]],)),
    ("union", ([9],)), ("union", ()), ("union", ([4], (5,))), ("union", (5,)), ("intersection", ([1, 9],)), ("intersection", ([1, 2], [2])),
    ("intersection", ()), ("intersection", (5,)), ("intersection", ([[]],)), ("difference", ([1],)), ("difference", ([1], [2])), ("difference", ()), ("difference", (None,)),
    ("symmetric_difference", ([1, 9],)), ("symmetric_difference", ()), ("symmetric_difference", ({3: 0},)),
    ("intersection_update", ([1, 2, 7],)), ("intersection_update", ([1], [2])), ("difference_update", ([1, 2],)), ("symmetric_difference_update", ([3, 4],)),
    ("issubset", ([1, 2, 3, 4],)), ("issubset", ([1],)), ("issuperset", ([1],)), ("issuperset", ([9],)), ("issuperset", ([[]],)), ("isdisjoint", ([4],)), ("isdisjoint", ([3],)), ("isdisjoint", (3,)), ("isdisjoint", ([[]],)), ("nope", ()),
]:
    try:
        on(base, name, *args)
    except AttributeError as e:
        print(e)
on(set(), "pop")
f = frozenset([1, 2])
table(globals(), """
    set(), set("aab") == {"a", "b"}, frozenset(), frozenset([1]), set(range(3)), set({1: 2}), {*"aa", *[1]} == {"a", 1}, repr(set()), str(frozenset()), repr(frozenset({5}))
    set(5)
    set(1, 2)
    set(a=1)
    set([[]])
    {[]}
    {1: 2, **{}}.__class__.__name__, frozenset(f) is f, frozenset(base) == base, f == {1, 2}, {f: 1}[frozenset([2, 1])], hash(f) == hash(frozenset([2, 1]))
    base & {2, 3, 4}, base | {4}, base - {1}, base ^ {1, 9}, base & f, f | {5}, type(f | base).__name__, type(base | f).__name__, type(f - f).__name__
    base & [1]
    base | 5
    base - (1,)
    [1] ^ base
    f & "a"
    base + {1}
    base * 2
    base < {1, 2, 3, 4}, base <= base, base > {1}, base >= {9}, base == {3, 2, 1}, base != f, base == [1, 2, 3], f < base, {1} < {2}, {2} < {1}, set() <= set(), {1.0} == {True}
    base < [1]
    base <= 5
    hash(base)
    hash(frozenset()), hash(frozenset([1, 2, 3])), hash(frozenset(["a"])), hash(frozenset([frozenset()])), hash(frozenset([0])), hash(frozenset(range(100)))
    {base}
    base in {f}, {1, 2} in {f}, set() in [set()], {1, 2} in {frozenset([1, 2]): 0}
    [] in base
    2 in base, 9 in base, 1.0 in base, True in base, len(base), sum(base), max(base), sorted(base, reverse=True), bool(set())
    base[0]
    base.__and__([1]), base.__rsub__({1, 9}), base.__contains__(1), base.__eq__(1), base.__lt__([1]), base.__len__()
    f.add(1)
    f.copy() is f, f.union([3]), f.intersection([1]), f.difference([1]), f.symmetric_difference([1, 3]), f.isdisjoint([5])
    set[int], frozenset[int].__args__
    """)
s = {1, 2, 3}
alias = s
s |= {4}
s &= {2, 3, 4}
s -= {2}
s ^= {3, 8}
print(s, alias is s)
g = frozenset([1])
h = g
g |= {2}
print(g, h)
for operation in ("s |= [1]", "s &= 5", "s -= 'a'", "s ^= None", "s += {1}"):
    try:
        exec(operation)
    except TypeError as e:
        print(operation, e)
removed = {frozenset([1]), 2}
removed.discard({1})
print(removed)
try:
    removed.remove({7})
except KeyError as e:
    print(repr(e))


class Sub(set):
    pass


class FSub(frozenset):
    pass


print(Sub([1]), FSub([1]), Sub([1]) == {1}, type(Sub([1]) | {2}).__name__, type(Sub([1]).copy()).__name__, type(FSub([1]) & {1}).__name__, Sub(), FSub())
it = iter(s)
next(it)
s.add(99)
try:
    next(it)
except RuntimeError as e:
    print(e)
