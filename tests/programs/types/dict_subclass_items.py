"""Items of dicts and of classes derived from them, read and stored at one place."""

from collections import Counter, OrderedDict, defaultdict


def get(d, k):
    try:
        return d[k]
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def put(d, k, v):
    try:
        d[k] = v
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class Plain(dict):
    pass


class Own(dict):
    def __getitem__(self, k):
        return "own", k

    def __setitem__(self, k, v):
        super().__setitem__(k, ("own", v))


class Lacking(dict):
    def __missing__(self, k):
        return "missing", k


class Late(defaultdict):
    def __missing__(self, k):
        return "late", k


class OwnDefault(defaultdict):
    def __getitem__(self, k):
        return "mine"


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 1

    def __eq__(self, other):
        return isinstance(other, Key) and self.n == other.n


def failing():
    raise ValueError("no default")


dicts = [
    {}, Plain(), Own(), Lacking(), Late(int), OwnDefault(int), defaultdict(list), defaultdict(), defaultdict(failing), Counter(), OrderedDict(),
]
for d in dicts:
    for k in (1, "a", (1, (2, "b")), 1.0, True, None, Key(1), Key(1), [], -1, 2**70):
        first = get(d, k)
        put(d, k, "stored")
        print(first, get(d, k), end="; ")
    print(type(d).__name__, len(d))
d = defaultdict(float)
keys = [(i % 3, ("x", i % 2)) for i in range(20)]
for k in keys:
    d[k] += 0.5
print(sorted(d.items()))
d.default_factory = None
print(get(d, "none"), get(d, (1, ("x", 1))))
Plain.__getitem__ = lambda self, k: "changed"
print(get(dicts[1], 1))
del Plain.__getitem__
print(get(dicts[1], 1))
Plain.__setitem__ = lambda self, k, v: print("set", k, v)
put(dicts[1], 1, 2)
