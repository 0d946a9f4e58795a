# Items and slices by short ways, and what must not take them.
from array import array


def get(a, i):
    return a[i]


def put(a, i, v):
    a[i] = v


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


class Doubles(array):
    def __getitem__(self, i):
        return "mine", i

    def __setitem__(self, i, v):
        print("set", i, v)


for _ in range(3):
    for code in "dfiIlLqQbBhHw":
        a = array(code, "abc") if code == "w" else array(code, [1, 2, 3])
        print(code, [attempt(get, a, i) for i in (0, 1, -1, -3, 3, -4, 2**70, True, 1.0, None)])
        for v in (7, 7.5, True, "x", None, -1, 2**70, float("inf"), 1e300):
            print(attempt(put, a, 1, v), end=" ")
        print(attempt(put, a, 3, 1), attempt(put, a, -4, 1), attempt(put, a, -1, a[0]), list(a)[1:])
    a = Doubles("d", [1.0])
    print(a[0], put(a, 0, 2.0), a.tolist())
    d = array("d", [0.0, -0.0, float("nan"), 1e-310, 5e300])
    print([get(d, i) for i in range(5)], get(d, 0) + 1.5)
    for i in range(5):
        put(d, i, get(d, i - 1))
    print(list(d))
    b = bytes(range(250, 256)) + b"ab"
    print([attempt(get, b, i) for i in (0, 5, -1, 8, -8, -9, True, 2**70, 1.0)], len(b), len(b""))


class Bytes(bytes):
    def __getitem__(self, i):
        return "item", i

    def __len__(self):
        return 99


class I:
    def __init__(self, i):
        self.i = i

    def __index__(self):
        return self.i


l = list(range(10))


def cut(l, a, b, c):
    return l[a:b:c]


for _ in range(3):
    print(get(Bytes(b"abc"), 1), len(Bytes(b"abc")))
    for a in (None, 0, 3, -3, 12, -12, 2**70, -2**70, I(2)):
        print([cut(l, a, b, c) for b in (None, 4, -4, 2**70) for c in (None, 1, 2, -1, -2, I(3), -2**70)])
    print(attempt(cut, l, 1, 2, 0), attempt(cut, l, "a", 2, 1), attempt(cut, l, 1, 2, 1.0))
s = slice(1, 8, 2)
for _ in range(3):
    print(l[s], l[s] is l[s], s, l[::-1], l[::-1][::-1] == l)


class Cut(list):
    def __getitem__(self, i):
        return "cut", i


print(cut(Cut(l), 1, 2, 3))

# isinstance() of what lies in a word.
for _ in range(3):
    for v in (1, 2**70, 1.5, 1e300, True, None, "a", (1,)):
        print([isinstance(v, t) for t in (int, float, object, bool, str, tuple, complex)], end=" ")
    print(isinstance(1, (float, int)), isinstance(1.5, int | str))


class Meta(type):
    def __instancecheck__(cls, v):
        return v == 3


class Odd(metaclass=Meta):
    pass


class Mine(int):
    pass


def check(v, t):
    return isinstance(v, t)


for _ in range(3):
    print(check(3, Odd), check(4, Odd), check(3, Mine), check(Mine(3), int), check(3.0, Odd), attempt(check, 1, 1))


# Comparisons within one type.
class Tuple(tuple):
    def __lt__(self, other):
        return "less"


def compare(a, b):
    r = []
    for f in (lambda: a < b, lambda: a <= b, lambda: a == b, lambda: a != b, lambda: a > b, lambda: a >= b):
        r.append(attempt(f))
    return r


pairs = [
    ({1, 2}, {1, 2, 3}), (frozenset("ab"), frozenset("ab")), ({1}, frozenset({1})), ((1, 2), (1, 3)), ([1], [1, 0]),
    ("a", "b"), (b"a", b"b"), (None, None), (object, object), (1j, 1j), (range(3), range(3)), ({}, {}), ({1: 2}, {1: 3}),
    (Tuple((1,)), Tuple((2,))), ((1,), Tuple((2,))), (len, len), (slice(1), slice(2)), (1.5, 1.5), (2**70, 2**71), (iter([]), iter([])),
]
for _ in range(3):
    for a, b in pairs:
        print(compare(a, b))
loop = []
loop.append(loop)
other = [loop]
print(attempt(lambda: loop == loop), attempt(lambda: loop == [other[0]]) in (True, False) or "error")
