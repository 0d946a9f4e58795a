"""Containers, iterators and exceptions made by calling their types, keyword-only defaults, and natives that call back."""

import sys


def attempt(f, *a, **k):
    try:
        return f(*a, **k)
    except BaseException as e:
        return type(e).__name__, str(e), e.args


# Exceptions: arguments, keywords, subclasses with and without methods of their own.
for t in (ValueError, KeyError, BaseException, Exception, LookupError, RuntimeError, OSError, StopIteration, NameError):
    e = t("x")
    print(t.__name__, e.args, str(e), repr(e), t().args, t(1, 2).args)
print(attempt(ValueError, "x", a=1))
print(attempt(KeyError, b=1))
print(attempt(BaseException, x=1))


class Plain(ValueError):
    pass


class WithInit(ValueError):
    def __init__(self, *a, extra=None):
        super().__init__(*a)
        self.extra = extra


class WithNew(ValueError):
    def __new__(cls, *a):
        self = super().__new__(cls, "from new")
        return self


print(repr(Plain("p")), attempt(Plain, k=1))
print(repr(WithInit("a", extra=3)), WithInit("a", extra=3).extra)
print(repr(WithNew("a")), WithNew("a").args)
try:
    {}["missing"]
except KeyError as e:
    print(repr(e), e.args, e.__context__, e.__traceback__ is not None)
try:
    try:
        raise ValueError("first")
    except ValueError:
        [][3]
except IndexError as e:
    print(repr(e), repr(e.__context__))


def deep(n):
    if n == 0:
        raise KeyError(n)
    deep(n - 1)


try:
    deep(4)
except (TypeError, KeyError) as e:
    tb, names = e.__traceback__, []
    while tb:
        names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
        tb = tb.tb_next
    print(names[1:])


def bad_except(what):
    try:
        raise ValueError("inner")
    except what:
        return "caught"


print(attempt(bad_except, ValueError), attempt(bad_except, Plain), attempt(bad_except, int), attempt(bad_except, (ValueError, 3)))


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


def holder():
    kept = [Noisy("on the stack")]
    for x in (Noisy("in the loop"),):
        raise ValueError("leaving")


try:
    holder()
except ValueError as e:
    print("handled")
print("after")

# Containers and iterators.
for t in (list, tuple, set, frozenset, dict):
    print(t.__name__, t(), t([]), attempt(t, 1, 2), attempt(t, nosuch=1), attempt(t, 5))
print(list((1, 2, 3)), list("ab"), list({1: 2}), list([4, 5]), list(range(3)), list((1, 2, 3)).__sizeof__(), list([1]).__sizeof__())
l = [1, [2]]
m = list(l)
print(m == l, m is l, m[1] is l[1], tuple(l))
print(set([1, 2, 1]), frozenset((3, 3)), dict({"a": 1}, b=2), dict([("x", 1)], y=2), dict(a=1))
print(list(zip()), list(zip([1, 2], "ab")), list(zip("ab", (1, 2, 3), strict=False)), attempt(lambda: list(zip("ab", "c", strict=True))))
print([t for t in zip([1, 2], [3, 4])], list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(map(str, (1, 2))), list(filter(None, (0, 1))))
print(attempt(zip, 1), attempt(map), attempt(map, len), attempt(filter, None), attempt(enumerate), attempt(zip, [], bad=1))
kept = list(zip("ab", "cd", "ef"))
print(kept, list(enumerate("xy", 5)), dict.fromkeys((1, 2)), dict.fromkeys("ab", 0), dict.fromkeys((1, 1.0, True), "v"))


class D(dict):
    pass


class L(list):
    def __init__(self, *a):
        super().__init__(*a)
        self.append("own")


print(type(D.fromkeys("ab")), D(a=1), L((1, 2)), L())
print(attempt(dict.fromkeys, ([],)), attempt(dict.fromkeys, ((), [])))


class Stop:
    """An iterator whose second value drops everything."""

    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration
        return Noisy(("value", self.n))


for a, b in zip(Stop(), Stop()):
    del a, b
for i, p in {1: Noisy("a"), 2: Noisy("b")}.items():
    pass
del i, p

# sorted and what else calls back.
people = [("b", 2), ("a", 3), ("c", 1)]
print(sorted(people, key=lambda p: p[1]), sorted(people, key=lambda p: p[0], reverse=True), sorted(people, key=None), sorted(people, reverse=1))
print(attempt(sorted), attempt(sorted, 1), attempt(sorted, [1], [2]), attempt(sorted, [1], bad=1), attempt(sorted, [2, 1], key=5))
print(attempt(sorted, [1, "a"]), attempt(sorted, [1, 2], key=lambda: 0), attempt(sorted, [3, 1], key=lambda x, y=1, *, z=2: x * y * z))
print(sorted({3: 0, 1: 0}), sorted("hello"), sorted(x for x in (3, 1)), sorted(()), sorted([1]))


class Key:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return self.n < other.n

    def __del__(self):
        print("key", self.n, end=" ")


sorted([3, 1, 2], key=Key)
print()
sorted([3, 1, 2], key=Key, reverse=True)
print()


def failing(n):
    if n == 2:
        raise ValueError("no key")
    return Key(n)


print(attempt(sorted, [3, 1, 2], key=failing)[:2])
shared = [3, 1, 2]


def meddle(x):
    shared.append(x)
    return x


print(attempt(shared.sort, key=meddle), shared)


class Meth:
    base = 10

    def key(self, x):
        return self.base - x

    def __call__(self, x):
        return -x


print(sorted([1, 3, 2], key=Meth().key), sorted([1, 3, 2], key=Meth()), max([1, 3, 2], key=Meth().key), min((4, 2), key=lambda q: -q))


def recurse(n):
    return sorted([n], key=recurse) if n < 0 else max([n], key=lambda m: recurse(m - 1) and m) if n else 1


print(recurse(20))


def forever(n):
    return list(map(forever, [n + 1]))


print(attempt(forever, 0)[0])
sys.setrecursionlimit(200)


def count(n):
    return max([n], key=lambda m: count(m + 1))


print(attempt(count, 0)[0])
sys.setrecursionlimit(1000)


def gen():
    for x in map(lambda q: q * 2, (1, 2, 3)):
        yield from map(lambda q: q + x, (x,))


print(list(gen()), sum(gen()), sum([1, 2], 3), sum([[1]], start=[]), attempt(sum), attempt(sum, ["a"], ""), attempt(sum, 1, 2, 3), attempt(sum, [1], nope=1))


# Keyword-only parameters and their defaults; tuples as all arguments.
def kwonly(a, *, b=2, c=3, d):
    return a, b, c, d


def defaults(a, b=1, c=2):
    return a, b, c


def only(*, x=1, y=2):
    return x, y


print(kwonly(1, d=4), kwonly(1, d=4, c=0), kwonly(d=1, a=2), attempt(kwonly, 1), attempt(kwonly, 1, 2, d=3), attempt(kwonly, 1, d=2, e=3))
print(only(), only(y=5), only(x=1, y=3), defaults(1, c=9), defaults(c=1, a=2), attempt(defaults, c=1), attempt(defaults, 1, a=2))
only.__kwdefaults__ = {"x": 7}
print(attempt(only), attempt(only, y=2), attempt(only, x=2))
only.__kwdefaults__ = None
print(attempt(only, y=2), attempt(only, x=2, y=1))
only.__kwdefaults__ = {"x": 1, "y": 2, 3: 4}
print(only(y=1), only(x=9))
t = (1, 2, 3)
print(defaults(*t), attempt(defaults, *t, 4), defaults(*t[:2]), defaults(*[1, 2, 3]), defaults(*"abc"), attempt(lambda: defaults(*5)))


def generator_call(*a):
    yield defaults(*a)
    yield kwonly(1, d=a)


print(list(generator_call(1, 2, 3)))

# Nested tuples as keys.
a, b = ((1, (2, "x")), (3.5, (None,))), ((1, (2, "x")), (3.5, (None,)))
table = {a: "found"}
print(table[b], b in table, ((1, (2, "y")), (3.5, (None,))) in table, {a} == {b}, ((1, (2.0, "x")), (3.5, (None,))) in table)
nested = ()
other = ()
for _ in range(60):
    nested, other = (nested, 1), (other, 1)
print({nested: 1}[other], nested == other)


class Same:
    def __init__(self, n):
        self.n = n

    def __eq__(self, o):
        print("eq", end=" ")
        return isinstance(o, Same) and self.n == o.n

    def __hash__(self):
        return 1


print({(1, (Same(1), 2)): "s"}.get((1, (Same(1), 2))), {(1, (Same(1), 2)): "s"}.get((1, (Same(2), 2))))
nan = float("nan")
print({(nan,): 1}.get((nan,)), {(1, (nan,)): 1}.get((1, (float("nan"),))), (0.0, -0.0) == (-0.0, 0.0), {(0, 1): 1}.get((False, True)))
