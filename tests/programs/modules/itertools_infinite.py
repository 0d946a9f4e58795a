"""itertools: count, cycle, repeat, accumulate, chain, compress, dropwhile, filterfalse, islice, pairwise, starmap, takewhile, tee, zip_longest, batched."""

from itertools import accumulate, batched, chain, compress, count, cycle, dropwhile, filterfalse, islice, pairwise, repeat, starmap, takewhile, tee, zip_longest
from operator import mul

from _table import table


def first(iterable, n=5):
    return list(islice(iterable, n))


def fail(*args):
    raise ValueError(args)


table(globals(), """
    first(count()), first(count(5)), first(count(1, 3)), first(count(0.5, 0.25)), first(count(-1, -2)), first(count(2**62 - 2)), first(count(2**63 - 2)), first(count(step=2)), first(count(start=1, step=-1)), first(count(True))
    count(), count(3), count(1, 2), count(1.5), count(2**70), repr(count(0, 0.5))
    count("a")
    count(1, 2, 3)
    count(None)
    first(cycle("ab")), first(cycle([1])), list(cycle([]))
    cycle()
    cycle(5)
    list(repeat("x", 3)), first(repeat(1)), list(repeat(1, 0)), list(repeat(1, -5)), repeat(1), repeat(1, 3), repr(repeat("a", -1)), repeat(5, 3).__length_hint__(), list(repeat(object=1, times=2))
    repeat()
    repeat(1, "a")
    repeat(1).__length_hint__()
    list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], mul)), list(accumulate([])), list(accumulate([1, 2], initial=10)), list(accumulate([], initial=5)), list(accumulate("abc")), list(accumulate([1, 2, 3], lambda a, b: a - b)), list(accumulate([3, 1, 2], max)), list(accumulate([1, 2], func=None)), list(accumulate([1], initial=None))
    accumulate()
    accumulate(5)
    list(accumulate([1, "a"]))
    list(accumulate([1, 2], 5))
    list(accumulate([1, 2], fail))
    list(chain()), list(chain("ab", [1], ())), list(chain.from_iterable(["ab", (1, 2)])), list(chain.from_iterable("abc")), list(chain(iter([1]), range(2)))
    list(chain(5))
    list(chain([1], 5))
    chain.from_iterable(5)
    list(chain.from_iterable([1]))
    list(compress("abcd", [1, 0, True, ""])), list(compress("ab", [1, 1, 1])), list(compress("abc", [1])), list(compress(data="ab", selectors=[0, 1]))
    compress("a")
    list(dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(dropwhile(bool, [])), list(dropwhile(lambda x: True, [1, 2])), list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(takewhile(bool, [0, 1])), list(filterfalse(None, [0, 1, ""])), list(filterfalse(lambda x: x % 2, range(5)))
    list(takewhile(fail, [1]))
    dropwhile(bool)
    takewhile(bool, 5)
    list(filterfalse(5, [1]))
    list(islice("abcdef", 3)), list(islice("abcdef", 2, 4)), list(islice("abcdef", 1, None, 2)), list(islice("abcdef", None)), list(islice("abc", 5, 9)), list(islice("abc", 0)), list(islice("abc", 1, 1)), list(islice("abcdefgh", 1, 8, 3))
    islice("abc")
    islice("abc", -1)
    islice("abc", 1, -2)
    islice("abc", 1, 2, 0)
    islice("abc", "x")
    islice("abc", 1, 2, 3, 4)
    islice(5, 1)
    list(pairwise("abcd")), list(pairwise("a")), list(pairwise([])), list(pairwise(range(3)))
    pairwise(5)
    list(starmap(pow, [(2, 3), [3, 2]])), list(starmap(lambda *a: a, ["ab", ()])), list(starmap(fail, []))
    list(starmap(pow, [1]))
    list(starmap(fail, [(1, 2)]))
    list(zip_longest("ab", [1])), list(zip_longest("a", "bc", fillvalue="-")), list(zip_longest()), list(zip_longest("", "a", [1, 2, 3]))
    zip_longest("a", foo=1)
    zip_longest(5)
    list(batched("abcdefg", 3)), list(batched([], 2)), list(batched("ab", 5)), list(batched("abcd", 2, strict=True))
    batched("a", 0)
    list(batched("abc", 2, strict=True))
    batched("a")
    [list(t) for t in tee("abc")], [list(t) for t in tee([1, 2], 3)], tee("a", 0), [next(t) for t in tee(iter("xy"), 2)]
    tee("a", -1)
    tee(5)
    tee("a", "b")
    type(tee("a")[0]).__name__, type(count()).__name__, type(islice("a", 1)).__name__, type(chain()).__module__
    """)
a, b = tee(map(str, range(5)))
print(next(a), next(a), next(b), list(a), list(b), next(a, "end"))
c, d = tee(a)
print(list(c), list(d))
source = iter(range(10))
cut = islice(source, 2, 8, 3)
print(list(cut), list(source))
w = takewhile(lambda x: x < 2, [0, 1, 2, 0])
print(list(w), next(w, "end"), next(w, "end"))
k = cycle(iter("xyz"))
print("".join(next(k) for _ in range(8)))
x = count(5)
print(next(x), next(x), x)
