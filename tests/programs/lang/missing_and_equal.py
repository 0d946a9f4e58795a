# Subscripts of subclasses of dict with __missing__, operators on two objects of one type, and equality of plain values.
import collections

counts = collections.Counter()
for word in [(b"a", b"b"), (b"a", b"c"), (b"a", b"b")]:
    counts[word] += 1
print(counts)


class D(dict):
    def __missing__(self, key):
        if key == "raise":
            raise LookupError(key)
        if key == "self":
            return self["other"]
        if key == "not":
            return NotImplemented
        return f"no {key}"


class Two(dict):
    def __missing__(self, key, more=2):
        return key, more


class Static(dict):
    __missing__ = staticmethod(lambda key: ("static", key))


class Instance(dict):
    pass


d = D(a=1)
print(d["a"], d["b"], d["self"], d["not"], Two()[1], Static()["x"])
for key in ("raise", []):
    try:
        print(d[key])
    except Exception as e:
        print(type(e).__name__, e)
i = Instance()
i.__missing__ = lambda key: 1
try:
    i["k"]
except KeyError as e:
    print("KeyError", e)


class Key:
    asked = 0

    def __hash__(self):
        return 7

    def __eq__(self, other):
        Key.asked += 1
        return False


keyed = D({Key(): 1})
print(keyed[Key()][:9], Key.asked)


def deep(n):
    class R(dict):
        def __missing__(self, key):
            return self[key - 1] + 1 if key else 0

    try:
        return R()[n]
    except RecursionError:
        return "too deep"


print(deep(500), deep(10**6))


def generator():
    m = D()
    for k in "xy":
        yield m[k]


print(list(generator()))

values = [0, 1, 1.0, True, False, None, "a", "b", b"a", b"b", (), (1,), (1.0,), ("a", b"a"), (None,), ((b"x", 1),), ((b"x", 2),), "", b"", 2**70, float("nan")]
for v in values:
    print("".join("=" if v == w else "!" for w in values), "".join("=" if (v, 1) == (w, 1) else "!" for w in values),
          "".join("1" if (v,) != (w,) else "0" for w in values), len({v, "a", None, b"a", (v,)}))
print((1, 2) == (1, 2, 3), (1, 2) != (1, 2), b"ab" == b"ab", b"ab" != b"ab", b"ab" == bytearray(b"ab"), b"" == "")


class T(tuple):
    def __eq__(self, other):
        return "mine"

    __hash__ = tuple.__hash__


print(T((1,)) == (1,), (1,) == T((1,)), ("a", T()) == ("a", ()), T() + (1,), (1,) + T((2,)))
print((1, 2) + (3, "x"), () + (1,), (1,) + (), [1] * 3, [1, 2] * -1, 3 * [None], [] * 5, "ab" * 2, (1, 2) * 2, "x" * 0)
for f in (lambda: (1,) + [1], lambda: [1] + (1,), lambda: [1] * "a", lambda: {1} + {2}, lambda: "a" - "b", lambda: None + None,
          lambda: [1] * 2**62, lambda: "a" + b"a", lambda: (1,) - (1,), lambda: {1: 2} + {}):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print({1, 2} | {3}, {1, 2} - {2}, {1} & frozenset({1}), frozenset("a") | {"a"}, {1: 2} | {3: 4}, sorted({1, 2} ^ {2, 3}))
print(tuple([1, 2]), tuple("ab"), tuple(), tuple({1: 2}))
for args, kw in (((1,), {}), (([], []), {}), (([],), {"x": 1})):
    try:
        tuple(*args, **kw)
    except TypeError as e:
        print(e)


class Manager:
    def __enter__(self):
        return 1

    @staticmethod
    def __exit__(*args):
        print(len(args))
        return True


with Manager() as m:
    print(m)
    raise ValueError


class Stop(StopIteration):
    pass


for e, what in ((Stop(3), StopIteration), (KeyError("k"), LookupError), (ValueError(), (TypeError, ValueError)), (OSError(2, "x"), OSError)):
    try:
        raise e
    except what as x:
        print(type(x).__name__, x.args, x.__traceback__.tb_lineno > 0)


class Loud:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("del", self.n, end=" ")


l = [Loud(1), Loud(2), [Loud(3), Loud(4)]]
del l
t = (Loud(5), [Loud(6)], {7: Loud(7)})
del t
print()
nest = []
for _ in range(100000):
    nest = [nest]
del nest
nest = ()
for _ in range(100000):
    nest = (nest, 1)
del nest
