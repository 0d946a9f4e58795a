"""collections and functools as the core must run them: deque, defaultdict, OrderedDict, Counter, namedtuple, ChainMap, lru_cache, partial, reduce."""

from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, defaultdict, deque, namedtuple
from functools import cache, cached_property, cmp_to_key, lru_cache, partial, reduce, singledispatch, total_ordering, wraps

from _table import table

P = namedtuple("P", "x y", defaults=[5])
table(globals(), """
    deque(), deque([1, 2, 3]), deque("ab", 3), deque([1, 2, 3], maxlen=2), deque([1]).maxlen, deque([1, 2]) == deque([1, 2]), deque([1, 2]) < deque([2]), len(deque("abc")), deque("abc")[1], deque("abc")[-1], 2 in deque([1, 2]), deque([1]) + deque([2]), deque([1]) * 3, list(reversed(deque("abc"))), bool(deque())
    deque([1, 2])[5]
    deque().pop()
    deque().popleft()
    deque([1], -1)
    deque([1]) + [2]
    deque([1]).remove(5)
    deque([1, 2, 1]).index(5)
    deque(maxlen=1).insert(0, 1)
    deque([1], maxlen=1).insert(0, 5)
    hash(deque())
    defaultdict(int), defaultdict(list, a=1), defaultdict(None, {1: 2}), defaultdict(int)["k"], defaultdict(lambda: "x")["q"], defaultdict(int) == {}, defaultdict(int).default_factory
    defaultdict()["k"]
    defaultdict(5)
    defaultdict(int) | {"a": 1}
    OrderedDict(), OrderedDict([("b", 1), ("a", 2)]), OrderedDict(a=1) == {"a": 1}, OrderedDict([(1, 2), (3, 4)]) == OrderedDict([(3, 4), (1, 2)]), list(reversed(OrderedDict(a=1, b=2)))
    OrderedDict().popitem()
    OrderedDict(a=1).move_to_end("z")
    Counter("mississippi"), Counter("aab").most_common(), Counter("aab")["z"], Counter("ab") + Counter("b"), Counter("aab") - Counter("a"), Counter("aab") & Counter("ab"), Counter("a") | Counter("bb"), sorted(Counter(a=2).elements()), Counter("aab").total(), +Counter(a=-1, b=1), Counter(a=1) <= Counter(a=2)
    P(1), P(1, 2), P(y=1, x=2), P(1).x, P(1)._asdict(), P(1)._replace(y=9), P._fields, P._field_defaults, P._make([7, 8]), P(1, 2) == (1, 2), P(1) < P(2), P(1)[1], hash(P(1)) == hash((1, 5)), P.__doc__, P.x.__doc__
    P()
    P(1, 2, 3)
    P(1)._replace(z=1)
    namedtuple("Q", "a a")
    namedtuple("Q", "1a")
    namedtuple("Q", "class")
    namedtuple("Q", "_a")
    namedtuple("Q", "a class _b a", rename=True)._fields
    ChainMap({"a": 1}, {"a": 2, "b": 3})["a"], dict(ChainMap({"a": 1}, {"b": 3})), len(ChainMap({1: 2}, {1: 3})), ChainMap().maps
    ChainMap()["x"]
    UserDict(a=1), UserList([1]) + [2]
    reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a + b, [], 5), reduce(max, [3, 9, 2], 4)
    reduce(max, [])
    reduce(5, [1, 2])
    partial(int, base=2)("101"), partial(print).func is print, partial(max, 1)(0), partial(partial(pow, 2), 3)(), partial(int, base=2).keywords, partial(pow, 1).args
    partial()
    partial(5)
    sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a))
    """)
d = deque([1, 2, 3, 4], maxlen=4)
d.append(5), d.appendleft(0), d.rotate(1)
print(d, d.count(2), d.popleft(), d.pop(), d)
d.extend("xy"), d.extendleft("pq")
print(d, d.copy(), d.reverse(), d)
d.insert(1, "i") if len(d) < 4 else d.clear()
d += "ab"
d[0] = "z"
del d[1]
print(d)
big = deque(range(1000))
big.rotate(300)
print(big[0], big[500], big[-1], sum(big), big.index(0))
try:
    for x in big:
        big.append(x)
except RuntimeError as e:
    print(e)
od = OrderedDict(a=1, b=2, c=3)
od.move_to_end("a"), od.move_to_end("c", last=False)
print(od, od.popitem(last=False), od)
calls = []


@lru_cache(maxsize=2)
def squared(x, *, k=0):
    calls.append(x)
    return x * x + k


print([squared(x) for x in (1, 2, 1, 3, 1, 2)], calls, squared.cache_info(), squared(1, k=1), squared.cache_clear(), squared.cache_info(), squared.__wrapped__(3), squared.__name__, squared.cache_parameters())


@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), fib.cache_info())
try:
    squared([])
except TypeError as e:
    print(e)


@total_ordering
class V:
    def __init__(self, v):
        self.v = v

    def __eq__(self, other):
        return self.v == other.v

    def __lt__(self, other):
        return self.v < other.v

    @cached_property
    def heavy(self):
        calls.append("heavy")
        return self.v * 2


v = V(2)
calls.clear()
print(V(1) <= V(2), V(1) > V(2), V(2) >= V(2), v.heavy, v.heavy, calls)


@wraps(fib)
def wrapped():
    "own"


print(wrapped.__name__, wrapped.__wrapped__ is fib)


@singledispatch
def kind(x):
    return "other"


@kind.register
def _(x: int):
    return "int"


@kind.register(list)
def _(x):
    return "list"


print(kind(1), kind(True), kind([]), kind("a"))
