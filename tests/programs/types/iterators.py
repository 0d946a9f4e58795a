"""The iterators of builtin types and the protocol: exhaustion, length hints, reduce, iter(callable, sentinel)."""

from _table import attempt, table

KINDS = [
    ("list", lambda: iter([1, 2, 3])), ("tuple", lambda: iter((1, 2, 3))), ("str", lambda: iter("abc")), ("wide", lambda: iter("a\u20acc")), ("bytes", lambda: iter(b"abc")),
    ("dict", lambda: iter({1: 2, 3: 4})), ("values", lambda: iter({1: 2, 3: 4}.values())), ("items", lambda: iter({1: 2, 3: 4}.items())),
    ("set", lambda: iter({1, 2, 3})), ("range", lambda: iter(range(3))), ("long range", lambda: iter(range(2**65, 2**65 + 3))), ("reversed list", lambda: reversed([1, 2, 3])),
    ("reversed tuple", lambda: reversed((1, 2))), ("reversed dict", lambda: reversed({1: 2, 3: 4})), ("reversed range", lambda: reversed(range(3))),
    ("enumerate", lambda: enumerate("ab")), ("zip", lambda: zip("ab", (1, 2))), ("map", lambda: map(str, (1, 2))), ("filter", lambda: filter(None, (0, 1, 2))),
    ("generator", lambda: (x for x in (1, 2))), ("callable", lambda: iter([3, 2, 1].pop, 3)),
]
for name, make in KINDS:
    it = make()
    hint = attempt(it.__length_hint__) if hasattr(it, "__length_hint__") else "none"
    print(name, type(it).__name__, iter(it) is it, hint, next(it), list(it), next(it, "end"), attempt(next, it), hasattr(it, "__reduce__"))


class OldStyle:
    def __getitem__(self, index):
        if index > 2:
            raise IndexError
        return index * 10


class Broken:
    def __getitem__(self, index):
        if index > 1:
            raise KeyError(index)
        return index


class NotIterator:
    def __iter__(self):
        return 5


class Refuses:
    __iter__ = None

    def __getitem__(self, index):
        return index


class Raises:
    def __iter__(self):
        raise ValueError("no iter")


class NextOnly:
    def __next__(self):
        return 1


class Counter:
    def __init__(self, limit):
        self.limit = limit
        self.at = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.at += 1
        if self.at > self.limit:
            raise StopIteration(self.at)
        return self.at


table(globals(), """
    list(OldStyle()), 20 in OldStyle(), 5 in OldStyle(), [*OldStyle()], max(OldStyle()), tuple(zip(OldStyle(), "abcd")), type(iter(OldStyle())).__name__
    list(Broken())
    list(NotIterator())
    iter(Refuses())
    1 in Refuses()
    list(Raises())
    iter(NextOnly())
    next(NextOnly()), next([1])
    next(5)
    next()
    next(iter([]))
    next(iter([]), None), next(iter([5]), None)
    next(iter([1]), 2, 3)
    iter(5)
    iter()
    iter(5, 6)
    iter([], 1, 2)
    list(iter(Counter(5).__next__, 3)), list(Counter(3)), sum(Counter(4)), dict(enumerate(Counter(2))), [x for x in Counter(3)], (lambda *a: a)(*Counter(2)), "x" in Counter(2)
    list(iter(iter("abcabc").__next__, "c"))
    reversed(5)
    reversed({1})
    list(reversed(OldStyle()))
    reversed(x for x in ())
    """)
c = Counter(2)
for x in c:
    print(x)
try:
    next(c)
except StopIteration as e:
    print(e.value, e.args)


class Sequence:
    def __len__(self):
        return 3

    def __getitem__(self, index):
        return index + 100


class Rev:
    def __reversed__(self):
        return "special"


print(list(reversed(Sequence())), reversed(Rev()), type(reversed(Sequence())).__name__)


class Hint:
    def __init__(self, hint):
        self.hint = hint

    def __iter__(self):
        return iter("abc")

    def __length_hint__(self):
        return self.hint


print(list(Hint(10)), list(Hint(NotImplemented)))
for bad in (-1, "x", 2**70):
    print(attempt(list, Hint(bad)))
