"""hash() of every builtin type that CPython defines by value, under PYTHONHASHSEED=0."""

from _table import table

INTS = [0, 1, -1, -2, 2, 10**6, 2**31, 2**60, 2**61 - 2, 2**61 - 1, 2**61, 2**61 + 1, 2**62, 2**63, 2**64, 2**122, 10**50, -(2**61), -(2**61) + 1, -(2**61) + 2, -(10**50)]
for n in INTS:
    print(n, hash(n), hash(n) == n.__hash__())
FLOATS = [0.0, 1.0, -1.0, 0.5, -0.5, 0.1, 3.14159, 1e-300, 1e300, 2.0**61, 2.0**62, -2.0, 1.5e10, 123456.789, float("inf"), float("-inf"), 5e-324, 1.7976931348623157e308]
for x in FLOATS:
    print(x, hash(x), x == int(x) and hash(x) == hash(int(x)) if abs(x) < 1e300 and x == x else "")
for s in ["", "a", "b", "ab", "abc", "abcdefg", "abcdefgh", "abcdefghi", "0123456789abcdef", "\xe9", "\xff\xfe", "\u0100", "\u20ac", "\u20aca", "\U0001f600", "\ud800", "a" * 50, "None", "self"]:
    print(ascii(s), hash(s), hash(s.encode("utf-8", "surrogatepass")))
kept = []
table(globals(), """
    hash(None), hash(True), hash(False), hash(...) == hash(Ellipsis), hash(NotImplemented) == hash(NotImplemented)
    hash(()), hash((0,)), hash((1,)), hash((1, 2)), hash((2, 1)), hash((1, (2, 3))), hash(("a", "b")), hash((None,)), hash((1.5, "x", b"y")), hash(tuple(range(50)))
    hash(frozenset()), hash(frozenset([1])), hash(frozenset([1, 2, 3])), hash(frozenset("abc")), hash(frozenset([(1, 2), None])), hash(frozenset([frozenset([1])])), hash(frozenset(range(1000)))
    hash(range(0)), hash(range(3)), hash(range(1, 10, 3)), hash(range(5, 5, -1)) == hash(range(0)), hash(range(2**70))
    hash(b""), hash(b"a"), hash(b"abc") == hash("abc"), hash(bytes(range(256)))
    hash(slice(1, 2, 3)), hash(slice(None)), hash(slice("a", 2))
    hash([])
    hash({})
    hash(set())
    hash(([],))
    hash(slice([]))
    hash({}.keys())
    hash()
    hash(1, 2)
    hash(len) == hash(len), hash(int) == hash(int), hash("abc".upper) == hash("abc".upper), hash(kept.append) == hash(kept.append), hash(kept.append) == hash(kept.pop)
    """)


class Eq:
    def __eq__(self, other):
        return True


class EqHash:
    def __eq__(self, other):
        return True

    def __hash__(self):
        return -1


class Child(Eq):
    pass


class Restored(Eq):
    __hash__ = object.__hash__


class Bad:
    def __hash__(self):
        return 1.5


class BoolHash:
    def __hash__(self):
        return True


class Big:
    def __hash__(self):
        return 2**61 + 3


print(Eq.__hash__, Child.__hash__, hash(EqHash()), hash(BoolHash()), hash(Big()), isinstance(hash(Restored()), int))
for make in (Eq, Child, Bad):
    try:
        hash(make())
    except TypeError as e:
        print(e)
o = object()
print(hash(o) == hash(o), isinstance(hash(o), int), {o: 1}[o])
