"""__hash__ and __eq__: the None rule, inheritance, dict and set use, bad hashes, identity, collisions."""


def attempt(f, *a):
    try:
        return f(*a)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


class Plain:
    pass


class Eq:
    def __eq__(self, o):
        return True


class Hash:
    def __hash__(self):
        return 5


class Both(Eq):
    def __init__(self, n):
        self.n = n

    def __eq__(self, o):
        return isinstance(o, Both) and self.n == o.n

    def __hash__(self):
        return hash(self.n)

    def __repr__(self):
        return f"Both({self.n})"


class SubEq(Eq):
    pass


class Restored(Eq):
    __hash__ = Plain.__hash__


class NoHash:
    __hash__ = None


class SubNoHash(NoHash):
    pass


class SubBoth(Both):
    def __eq__(self, o):
        return super().__eq__(o)


for c in (Plain, Eq, Hash, Both, SubEq, Restored, NoHash, SubNoHash, SubBoth):
    o = c(1) if issubclass(c, Both) else c()
    h = attempt(hash, o)
    print(c.__name__, c.__hash__ is None, "__hash__" in c.__dict__, h if isinstance(h, str) or h in (1, 5) else "int")
print(attempt(lambda: {Eq(): 1}), attempt(lambda: {NoHash()}), attempt(lambda: {}[NoHash()]), attempt(lambda: NoHash() in {1: 2}), attempt(lambda: {1: 2}.get([])), sep="\n")
d = {Both(1): "one", 2: "two"}
d[Both(1)] = "again"
print(d, Both(1) in d, 1 in d, d.get(Both(2)), {Both(1), Both(1), Both(3)} == {Both(3), Both(1)}, len({Both(i % 3) for i in range(10)}))


class Returns:
    def __init__(self, h):
        self.h = h

    def __hash__(self):
        return self.h


for h in (0, -1, -2, 2**61 - 1, 2**61, 2**61 - 2, 2**64, -(2**63), 10**30, True, 1.5, "a", None):
    print(h, attempt(hash, Returns(h)))
print([hash(x) for x in (0, 1, -1, -2, 2**61 - 2, 2**61 - 1, 2**61, -(2**61), 10**40, -(10**40), True)])
print([hash(x) for x in (0.0, -0.0, 1.0, 0.5, -1.0, 1e300, float("inf"), float("-inf"), 2.0**61, 1.1)])
print(hash("") == 0, hash(b"") == 0, hash(()), hash((1,)), hash((1, 2)), hash((1, (2, "a"))) == hash((1, (2, "a"))), hash(frozenset()), hash(frozenset([1, 2])), hash(range(0)) == hash(range(5, 5)), hash(range(3)) == hash(range(0, 3, 1)))
print(hash("abc"), hash(b"abc") == hash("abc"), hash("é"), hash("a" * 100), hash(None) == hash(None), hash(int) == hash(int), hash(1) == hash(1.0) == hash(True))
print({1: "int", 1.0: "float", True: "bool"}, {0: 1, False: 2, 0.0: 3, -0.0: 4}, len({1, 1.0, True, 2**70, float(2**70)}))


class Bad:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 1

    def __eq__(self, o):
        print("eq", self.n, o.n if isinstance(o, Bad) else o)
        return isinstance(o, Bad) and self.n == o.n


b = [Bad(i) for i in range(3)]
s = {b[0]: 0, b[1]: 1, b[2]: 2}
print(s[b[0]])
print(s[Bad(2)])
print(attempt(lambda: s[Bad(9)])[:8])


class RaisesEq:
    def __hash__(self):
        return 1

    def __eq__(self, o):
        raise ZeroDivisionError("in eq")


r = RaisesEq()
d = {r: 1}
print(d[r], attempt(lambda: d[RaisesEq()]), attempt(lambda: d[1]), attempt(lambda: 1 in {r}))


class Mutating:
    def __hash__(self):
        return 1

    def __eq__(self, o):
        table.clear()
        return False


table = {Mutating(): 1, 5: 2}
print(attempt(lambda: table[Mutating()])[:8], len(table))
Hash.__eq__ = lambda self, o: "late eq"
print(attempt(hash, Hash()), Hash() == 1)
del Hash.__hash__
print(attempt(hash, Hash()) != 5)
Eq.__hash__ = lambda self: 9
print(hash(Eq()), hash(SubEq()))
nan = float("nan")
print(nan in {nan}, float("nan") in {nan}, {nan: 1}[nan], len({float("nan"), float("nan")}), hash(nan) == hash(nan))
print(object.__eq__(1, 1), object.__eq__(1, 2), object.__ne__(Plain(), 1), object.__hash__(r) == object.__hash__(r), Eq.__ne__(Eq(), 1))
