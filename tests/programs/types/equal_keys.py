# Keys that are compared without running code of the program, and those that are not.
from collections import namedtuple, OrderedDict


class Noisy:
    def __init__(self, value, answer=True):
        self.value, self.answer = value, answer

    def __hash__(self):
        return hash(self.value)

    def __eq__(self, other):
        print("eq", self.value, getattr(other, "value", other))
        return self.answer


class Own(tuple):
    __hash__ = tuple.__hash__

    def __eq__(self, other):
        print("own eq")
        return False


class Plain(tuple):
    pass


P = namedtuple("P", "x y")
long = 10**30

d = {}
for key in [(1, "a"), (1, "a" * 3), ((1, 2), (3, (4, "x"))), P(1, 2), (1.5, None), (True, long), ()]:
    d[key] = len(d)
a3 = "".join(["a", "a", "a"])
print(d[1, a3], d[(1, 2), (3, (4, "xy"[:1]))], d[1, 2], d[P(1, 2)], d[1.5, None], d[1, 10**29 * 10], d[()])
print(d[Plain((1, a3))], (1, a3) in set(d), Plain(()) in set(d))
print((1.0, a3) in d, (1.0, "aaaa") in d)

# An item's __eq__ is asked in order, after the items in front of it.
k = (1, Noisy("n"), 2)
e = {k: "found"}
print(e[k])
print(e[1, Noisy("n"), 2])
print(e.get((1, Noisy("n"), 3)))
print((0, Noisy("n")) == (1, Noisy("n")), (Noisy("n"), 0) == (Noisy("n"), 1))
print((Noisy("n", False), 0) != (Noisy("n", False), 1))

# A subclass that overrides comes first, wherever it stands.
print(Own((1, 2)) == (1, 2), (1, 2) == Own((1, 2)), (1, 2) != Own((1, 3)))
print({Own((1, 2)): 1}.get((1, 2)), {(1, 2): 1}.get(Own((1, 2))), (1, 2) in {Own((1, 2))}, ((1, 2),) == (Own((1, 2)),))

# NaN is equal to nothing but itself, and inside of a tuple it is the same object that counts.
nan = float("nan")
other = float("nan")
print((nan,) == (nan,), (nan,) == (other,), (nan, 1) in {(nan, 1)}, {(nan, 1): 0}.get((other, 1)))
print((0.0,) == (-0.0,), {(0.0,): "zero"}[(-0.0,)], {(0,): "zero"}[(-0.0,)])
print((1, 2) == [1, 2], (1, 2) == (1, 2, 3), (1, 2, 3) == (1, 2), (2, 2) == (1, 2, 3))
print(("a", 1) == ("b", 1), (b"a",) == ("a",), (None,) == (0,))


# The table changes while keys are compared.
class Changes:
    def __init__(self, table):
        self.table = table

    def __hash__(self):
        return 7

    def __eq__(self, other):
        self.table.clear()
        return False


t = {}
t[Changes(t), 1] = 1
print(t.get((Changes(t), 1)), len(t))
s = set()
s.add((Changes(s), 1))
print((Changes(s), 1) in s, len(s))


class Fails:
    def __hash__(self):
        return 7

    def __eq__(self, other):
        raise ValueError("no comparison")


for table in ({(1, Fails()): 1}, {(1, Fails())}):
    try:
        print((1, Fails()) in table)
    except ValueError as error:
        print("ValueError:", error)

# Deeper than is compared at once.
x = y = ("leaf",)
for _ in range(60):
    x, y = (x, 1), (y, 1)
z = (y[0], 2)
print(x == y, x == z, {x: 1}.get(y), {x: 1}.get(z))

# Sets of tuples.
s = {(i % 5, str(i % 3)) for i in range(50)}
print(len(s), (4, "2") in s, (5, "2") in s, s == {(i % 5, str(i % 3)) for i in range(15)})
print(sorted(s & {(0, "0"), (9, "9")}), sorted(s - {(i, j) for i in range(5) for j in "12"}))

# The hash of a tuple whose items have none.
for table in ({}, set()):
    try:
        ([],) in table
    except TypeError as error:
        print("TypeError:", error)
print(frozenset({1}) in {frozenset({1})}, {1} in {frozenset({1})})
try:
    [] in {1}
except TypeError as error:
    print("TypeError:", error)


# Instances whose attributes move into a dict keep their order, and go on.
class Many:
    def __init__(self):
        for i in range(20):
            setattr(self, f"a{i}", i)


m = Many()
d = m.__dict__
print(list(d) == [f"a{i}" for i in range(20)], d["a19"])
d["more"] = 1
m.other = 2
del m.a3
print(len(d), m.more, d["other"], "a3" in d, list(d)[:5], list(d)[-2:])
d[3] = "int"
print(len(vars(m)), OrderedDict(d) == d)


class Empty:
    pass


o = Empty()
print(o.__dict__, vars(o) is o.__dict__)
o.x = 1
print(o.__dict__)
