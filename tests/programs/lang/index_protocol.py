"""__index__, __int__, __float__, __trunc__, __length_hint__ and where each is asked for."""


def attempt(f, *a, **k):
    try:
        return f(*a, **k)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


class I:
    def __init__(self, v):
        self.v = v

    def __index__(self):
        return self.v


class OnlyInt:
    def __int__(self):
        return 7


class OnlyFloat:
    def __float__(self):
        return 2.5


class Trunc:
    def __trunc__(self):
        return 3


i = I(2)
l = list(range(5))
print(l[i], "abcde"[i], (1, 2, 3)[i], b"abc"[i], range(9)[i], l[i:], l[:i], l[::i])
l[i] = "set"
del l[I(0)]
print(l, [0] * i, "ab" * i, [1] * i)
print(range(i), list(range(I(0), I(6), i)), bin(i), hex(I(255)), oct(I(8)), chr(I(65)), int(i), float(i), round(1.255, i), "x".center(I(5)), divmod(7, int(i)))
print(int("101", I(2)), "abcabc".find("c", I(3)), l.insert(I(0), "ins"), l, l.pop(I(0)), [1, 2, 1].index(1, I(1)), "a,b,c".split(",", I(1)), bytes(I(3)), pow(2, 3, int(I(5))))
print(list(enumerate("a", I(5))), sum([1], 0), 1 << int(i), "%d" % I(3), format(int(i), "03d"), slice(i).indices(I(10)), (5).to_bytes(I(2), "big"), complex is not None)
for bad in (I("x"), I(1.5), I(None), I(2**70), I(-1)):
    print([attempt(f) for f in (lambda: [1, 2][bad], lambda: [1] * bad, lambda: range(bad), lambda: hex(bad), lambda: "ab"[bad:], lambda: int(bad))])
print(attempt(lambda: l[OnlyInt()]), attempt(lambda: range(OnlyInt())), attempt(lambda: l[1.0]), attempt(lambda: l["1"]), attempt(hex, OnlyInt()), sep="\n")
print(int(OnlyInt()), attempt(float, OnlyInt()), float(OnlyFloat()), attempt(int, OnlyFloat()), attempt(int, Trunc()), "%d" % OnlyInt(), "%f" % OnlyFloat(), attempt(lambda: "%x" % OnlyInt()), attempt(lambda: "%d" % OnlyFloat()), sep="\n")


class BadInt:
    def __init__(self, v):
        self.v = v

    def __int__(self):
        return self.v

    def __float__(self):
        return self.v


print([attempt(int, BadInt(v)) for v in (1.5, "a", None, 2**70)], [attempt(float, BadInt(v)) for v in (1, "a", None, 2.5)], sep="\n")


class IntSub(int):
    pass


print(type(int(IntSub(5))).__name__, int(1e20), int(-1.9), attempt(int, float("inf")), attempt(int, float("nan")), int(True), float("  1.5 "), int(" -12_3 "), attempt(int, "1__2"), float("1e3"), int("0x1f", 16), int("0b11", 0))


class Hint:
    def __init__(self, h):
        self.h = h

    def __length_hint__(self):
        if isinstance(self.h, Exception):
            raise self.h
        return self.h

    def __iter__(self):
        return self

    n = 0

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration
        return self.n


for h in (0, 5, -1, "x", NotImplemented, TypeError("t"), ValueError("v"), 2**70):
    print(attempt(list, Hint(h)))


class Bools:
    def __bool__(self):
        print("bool", end=" ")
        return False


print(not Bools(), bool(Bools()), [x for x in (1, 2) if Bools()], any([Bools(), Bools()]), all([Bools(), Bools()]), bool(I(0)))
print(attempt(lambda: range(1.5)), attempt(lambda: [1] * 1.5), attempt(lambda: "a" * None), attempt(chr, 1.5), attempt(bytes, 1.5), attempt(round, 1.5, 1.5), attempt(lambda: l[i:"x"]), sep="\n")
print(I(3).__index__(), (5).__index__(), True.__index__(), attempt(lambda: (1.5).__index__()), int.__index__(True), (2.9).__int__(), (2.9).__trunc__(), (-2.5).__round__(), (2.5).__floor__(), (2.5).__ceil__())
