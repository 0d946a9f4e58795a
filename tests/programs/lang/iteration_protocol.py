"""__iter__, __next__, __getitem__ fallback, __contains__ fallback, __reversed__, iter with a sentinel, __missing__."""


def attempt(f, *a):
    try:
        return f(*a)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


class Seq:
    def __init__(self, n):
        self.n = n

    def __getitem__(self, i):
        print("item", i, end=" ")
        if i >= self.n:
            raise IndexError("end")
        return i * 10


class WithLen(Seq):
    def __len__(self):
        return self.n


class StopEarly(Seq):
    def __getitem__(self, i):
        if i == 2:
            raise StopIteration
        return i


class KeyErr(Seq):
    def __getitem__(self, i):
        raise KeyError(i)


print(list(Seq(3)), 20 in Seq(5), 99 in Seq(2), [*Seq(1)], attempt(reversed, Seq(2)), list(reversed(WithLen(2))))
print(list(StopEarly(5)), attempt(list, KeyErr(1)), attempt(lambda: 1 in KeyErr(1)), list(WithLen(2)), dict(zip(Seq(2), "ab")))
a, b = Seq(2)
print(a, b, max(Seq(3)), tuple(Seq(0)))
it = iter(Seq(2))
print(type(it).__name__, next(it), next(it), attempt(next, it), attempt(next, it), it.__reduce__()[0].__name__)


class Iter:
    def __iter__(self):
        return iter("abc")


class IterNotIter:
    def __iter__(self):
        return 5


class IterNone:
    __iter__ = None

    def __getitem__(self, i):
        return "never"


class NextOnly:
    def __next__(self):
        return 1


class IterRaises:
    def __iter__(self):
        raise ValueError("in iter")


class Contains:
    def __contains__(self, x):
        print("contains", x, end=" ")
        return x == 1

    def __iter__(self):
        return iter([5])


class ContainsNone:
    __contains__ = None

    def __iter__(self):
        return iter([1])


class ContainsRaises:
    def __contains__(self, x):
        raise ValueError("in contains")


for o in (Iter(), IterNotIter(), IterNone(), NextOnly(), IterRaises(), Contains(), ContainsNone(), ContainsRaises(), 5, None, int, len):
    print(type(o).__name__, attempt(list, o), "|", attempt(lambda: 1 in o), "|", attempt(lambda: [x for x in o]), "|", attempt(lambda: 1 not in o))


class Restart:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n % 3 == 0:
            raise StopIteration
        return self.n


r = Restart()
print(list(r), list(r), next(r), next(r), next(r, "end"))
n = iter([1, 2, 3, 0, 4]).__next__
print(list(iter(n, 0)), attempt(iter, 5, 0), attempt(lambda: list(iter(lambda: 1 / 0, 0))))


class Stops:
    n = 0

    def __call__(self):
        self.n += 1
        if self.n == 3:
            raise StopIteration
        return self.n


print(list(iter(Stops(), None)), [x for x in iter(Stops(), 2)])


class Rev:
    def __reversed__(self):
        return iter("cba")


class RevNone(list):
    __reversed__ = None


print(list(reversed(Rev())), attempt(reversed, RevNone([1])), list(reversed({1: 0, 2: 0})), list(reversed({1: 0}.items())), attempt(reversed, iter([])), list(reversed(range(3))), list(reversed("ab")))


class Missing(dict):
    def __missing__(self, key):
        print("missing", key, end=" ")
        if key == "raise":
            raise KeyError("from missing")
        self[key] = value = key * 2
        return value


m = Missing(a=1)
print(m["a"], m["b"], m["b"], m.get("c"), "c" in m, attempt(lambda: m["raise"]), m.pop("zz", None), m)


class MissingInherited(Missing):
    def __getitem__(self, k):
        return ("getitem", super().__getitem__(k))


print(MissingInherited()["x"], dict.__getitem__(m, "q"))


class NotDict:
    def __missing__(self, k):
        return "never"

    def __getitem__(self, k):
        raise KeyError(k)


print(attempt(lambda: NotDict()["k"]))
d = Missing()
d.__missing__ = lambda k: "instance: never"
print(d[5], "%(x)s" % Missing(), "{x}".format_map(Missing()))
x = iter([1, 2])
print(iter(x) is x, next(x), list(x), list(x), attempt(next, x), next(x, None))
e = enumerate("ab", 10)
z = zip("abc", e)
print(next(z), list(e), list(z))
c = map(lambda v, w: v + w, [1, 2, 3], [10, 20])
print(next(c), list(c), list(filter(None, [0, 1, "", "a"])), list(filter(lambda v: v > 1, [1, 2, 3])))
print(sum(Restart(), 0), min(Iter()), sorted(Iter(), reverse=True), any(Seq(0)), all(Seq(1)), "-".join(Iter()), set(Iter()) == set("abc"), list(map(list, zip(*[(1, 2), (3, 4)]))))
