"""tuple: construction, methods, operators, comparison, hashing, subclasses, unpacking errors."""

from _table import table

t = (3, 1, 2, 1)


class Pair(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    def __repr__(self):
        return f"Pair{tuple(self)}"


class Plain(tuple):
    pass


table(globals(), """
    (), (1,), tuple(), tuple("ab"), tuple([1, 2]), tuple(x for x in range(3)), tuple((1, 2)) == (1, 2), repr((1,)), str((1, "a", (2,)))
    tuple(5)
    tuple(1, 2)
    tuple(x=1)
    tuple(t) is t, t[:] is t, tuple([]) is tuple(""), t * 1 is t, t + () == t
    t[0], t[-1], t[1:3], t[::-1], t[True], t[10:]
    t[4]
    t[-5]
    t["a"]
    t[1.5]
    t[::0]
    t.count(1), t.index(1), t.index(1, 2), t.index(1, -1), t.count("x")
    t.index(9)
    t.index(3, 1)
    t.index()
    t + (5,), t * 2, 2 * t, t * 0, () + (), 1 in t, 9 in t, len(t), sorted(t), sum(t), max(t)
    t + [1]
    t + 1
    [1] + t
    t * 1.5
    t * t
    (1,) * 2**62
    t < (3, 2), t == (3, 1, 2, 1), t == [3, 1, 2, 1], t != (), () < (0,), (1, 2) < (1, 2, 0), (1, "a") < (2, 5), (2,) >= (1, 9)
    (1, "a") < (1, 5)
    t < [1]
    t < 5
    hash(()), hash((1,)), hash((1, 2, 3)), hash(("a", 1.5, None)) == hash(("a", 1.5, None)), hash(((), ((),))), hash((-1, -2)), hash((2**70, True))
    hash(([],))
    {(1, 2): "x"}[(1.0, 2)], {(): 0}[()]
    Pair(1, 2), Pair(1, 2) == (1, 2), hash(Pair(1, 2)) == hash((1, 2)), Pair(1, 2)[0], Pair(1, 2) + (3,), type(Pair(1, 2)[:]).__name__, type(tuple(Pair(1, 2))).__name__, isinstance(Pair(1, 2), tuple)
    Pair(1)
    Plain([1, 2]), type(Plain() + ()).__name__, Plain("ab") == ("a", "b"), type(Plain((1,)) * 1).__name__
    t.__add__((1,)), t.__contains__(3), t.__getitem__(1), t.__len__(), t.__hash__() == hash(t), t.__eq__([1]), t.__lt__(5), t.__rmul__(2), t.__getnewargs__()
    t.append(1)
    tuple.__new__(tuple, [1]), tuple.__new__(Plain, "x")
    tuple.__new__(int)
    tuple[int, ...], tuple[()], tuple[int].__args__
    """)
try:
    t[0] = 1
except TypeError as e:
    print(e)
try:
    del t[0]
except TypeError as e:
    print(e)


def unpack2(value):
    a, b = value
    return a, b


def unpack_star(value):
    a, *b, c = value
    return a, b, c


for value in ((1, 2), (1,), (), (1, 2, 3), [1, 2], "ab", "abc", {1: 2, 3: 4}, range(2), iter([1]), iter([1, 2, 3]), 5, None, {7, 8}):
    shown = value if not hasattr(value, "__next__") else "iterator"
    for function in (unpack2, unpack_star):
        if shown == "iterator" and function is unpack_star:
            continue
        try:
            print(function.__name__, shown, function(value))
        except Exception as e:
            print(function.__name__, shown, type(e).__name__, e)
x = (1, [2])
x[1].append(3)
print(x)
nest = ([],)
nest[0].append(nest)
print(nest)
