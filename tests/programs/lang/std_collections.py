"""collections in use: namedtuple, deque, Counter, OrderedDict, defaultdict, ChainMap, UserDict."""

from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, defaultdict, deque, namedtuple


def attempt(f, *a):
    try:
        return f(*a)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


P = namedtuple("P", "x y z", defaults=(0,))
p = P(1, y=2)
print(p, p.x, p[1], p._asdict(), p._replace(x=9), P._fields, P._field_defaults, P._make("abc"), p == (1, 2, 0), hash(p) == hash((1, 2, 0)), isinstance(p, tuple))
x, *rest = p
print(x, rest, attempt(P), attempt(setattr, p, "x", 5), attempt(namedtuple, "Q", "a a"), attempt(namedtuple, "Q", "def"), namedtuple("R", "a def b", rename=True)._fields)


class Point(namedtuple("Base", ["a", "b"])):
    __slots__ = ()

    @property
    def total(self):
        return self.a + self.b


print(Point(1, 2), Point(1, 2).total, Point(3, 4) < Point(3, 5))
d = deque([1, 2, 3], maxlen=4)
d.append(4)
d.append(5)
d.appendleft(0)
print(d, d.pop(), d.popleft(), d, len(d), d[0], d[-1], list(reversed(d)), 2 in d, d.index(2), d.count(3), d.maxlen)
d.rotate(1)
d.extend("ab")
d.extendleft("z")
print(d, d.copy() == d, attempt(deque().pop), attempt(d.__getitem__, 9), attempt(d.remove, "q"))
d[1] = "set"
del d[0]
d.insert(1, "ins")
d.reverse()
print(d, deque("ab") + deque("c"), deque("ab") * 2, deque([1]) < deque([2]))
try:
    for _ in d:
        d.append(1)
except RuntimeError as e:
    print(e)
c = Counter("abracadabra")
print(c, c.most_common(2), c["q"], sorted(c.elements())[:4], c.total(), c + Counter(a=1), c - Counter(a=5), c & Counter(a=2, z=1), c | Counter(z=1), +Counter(a=-1, b=1))
c.update("aaa")
c.subtract(Counter(b=10))
print(c, c == Counter(c), Counter(a=1) <= Counter(a=2))
o = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
o.move_to_end("a")
o.move_to_end("c", last=False)
print(o, list(o), o.popitem(), o.popitem(last=False), o, OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == dict(b=2, a=1), list(reversed(OrderedDict(a=1, b=2))))
dd = defaultdict(list)
for k, v in [("a", 1), ("b", 2), ("a", 3)]:
    dd[k].append(v)
print(dd, dd.get("zz"), "zz" in dd, dd["zz"], dd, dd.default_factory, attempt(lambda: defaultdict()["k"]), attempt(defaultdict, 5))
deep = defaultdict(lambda: defaultdict(int))
deep["a"]["b"] += 5
print(deep["a"], deep["x"]["y"], {k: dict(v) for k, v in deep.items()})
m = ChainMap({"a": 1}, {"a": 2, "b": 3})
m["c"] = 4
print(m["a"], m["b"], sorted(m), m.maps, m.new_child({"a": 0})["a"], m.parents, attempt(lambda: m["q"]), len(m))


class Lower(UserDict):
    def __setitem__(self, k, v):
        super().__setitem__(k.lower(), v)


u = Lower(A=1)
u["B"] = 2
u.update({"C": 3})
print(u, u["a"], "c" in u, dict(u), UserList([3, 1, 2])[1:], sorted(UserList("ba")))
