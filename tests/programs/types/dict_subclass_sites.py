"""One place that reads and one that stores, first with instances of classes derived from dict, then with whatever else comes."""

from collections import OrderedDict, defaultdict, namedtuple


def read(d, k):
    return d[k]


def write(d, k, v):
    d[k] = v


class Gone:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


class Sub(dict):
    pass


class Shouts(dict):
    def __setitem__(self, k, v):
        print("set", k)
        dict.__setitem__(self, k, v)

    def __getitem__(self, k):
        print("get", k)
        return dict.__getitem__(self, k)


d = defaultdict(float, {(i, ("x", i)): i / 2 for i in range(5)})
for _ in range(100):
    for i in range(5):
        write(d, (i, ("x", i)), read(d, (i, ("x", i))) + 1.0)
print(sorted(d.items()))
# What is missing is made, and is there from then on.
print(read(d, "new"), len(d))
d.default_factory = None
for e in (d, {}, Sub(), OrderedDict(), [], 1):
    try:
        print(read(e, "none"))
    except (KeyError, TypeError) as error:
        print(type(error).__name__, error)
    try:
        write(e, "none", 1)
        print(read(e, "none"))
    except (KeyError, TypeError) as error:
        print(type(error).__name__, error)
for e in (Shouts(a=1), OrderedDict(a=1), Sub(a=1), {"a": 1}):
    write(e, "a", read(e, "a") + 1)
    write(e, "b", 0)
    print(e)

# The class changes under the place.
s = Sub(a=1)
for _ in range(50):
    write(s, "a", read(s, "a"))
Sub.__getitem__ = lambda self, k: ("changed", k)
Sub.__setitem__ = lambda self, k, v: print("changed", k, v)
write(s, "a", 5)
print(read(s, "a"), dict(s))
del Sub.__getitem__, Sub.__setitem__
write(s, "a", 6)
print(read(s, "a"))
s.__class__ = type("Other", (Sub,), {"__missing__": lambda self, k: ("missing", k)})
print(read(s, "a"), read(s, "z"))


# What is replaced dies after the item is the new one, and the dict and the key may die with the instruction.
class Looks:
    def __init__(self, table):
        self.table = table

    def __del__(self):
        print("sees", self.table["k"])
        self.table.clear()


t = Sub(k=None)
write(t, "k", Looks(t))
write(t, "k", "next")
print(t)
for make in (Sub, lambda x: defaultdict(None, x)):
    print(read(make({"k": Gone("value read")}), "k").name)
    write(make({"k": Gone("old")}), "k", Gone("new"))
    make({(1, 2): 0})[tuple([1, 2])] = Gone("under a key of its own")

# Tuples in tuples as keys: equal, not equal at each place and depth, of other lengths and types.
P = namedtuple("P", "a b")


class Loud:
    def __hash__(self):
        return 0

    def __eq__(self, other):
        print("asked")
        return True


def deep(n, leaf):
    for _ in range(n):
        leaf = (n, leaf, n)
    return leaf


def state(a=1, b="x", c=2.5, d=0):
    return (2, (P((a, "".join("ab")), b), P((3, 10**20 * 7), None), d), c, (), ((),))


table = defaultdict(list)
for kind in (state(), state(a=2), state(b="y"), state(c=3.5), state(d=-0.0)):
    table[kind].append(len(table))
print(sorted(table.values()), read(table, state(d=0.0)))
print(state() == state(), state() == state(d=1), state() != state(b=None), state() == state()[:-1])
print(((1, 2), 3) == ((1, 2, 3), 3), ((1, 2, 3), 3) == ((1, 2), 3), (P(1, 2), 0) == ((1, 2), 0), ((1, 2), 0) == (P(1, 2), 0))
print(((1, Loud()), 0) == ((1, Loud(), 2), 0), ((1, Loud()), 0) == ((1, Loud()), 1), ((2, Loud()), 0) == ((1, Loud()), 0))
for n in (1, 14, 15, 16, 17, 18, 40):
    print(n, deep(n, "".join("le")) == deep(n, "".join("le")), deep(n, 1) == deep(n, 2), {deep(n, (1,)): n}.get(deep(n, (1,))))
    print(deep(n, Loud()) == deep(n, Loud()))
