"""One operator site that sees ints, floats, strings, big ints, lists and user types in turn."""


def add(a, b):
    return a + b


def sub(a, b):
    return a - b


def mul(a, b):
    return a * b


def lt(a, b):
    return a < b


def eq(a, b):
    return a == b


def index(a, b):
    return a[b]


def contains(a, b):
    return b in a


def truth(a):
    return "T" if a else "F"


def inplace(a, b):
    a += b
    return a


class U:
    def __init__(self, n):
        self.n = n

    def __add__(self, o):
        return U(self.n + (o.n if isinstance(o, U) else o))

    def __radd__(self, o):
        return U(o + self.n)

    def __sub__(self, o):
        return "sub"

    def __mul__(self, o):
        return "mul"

    __rmul__ = __mul__
    __rsub__ = __sub__

    def __lt__(self, o):
        return "lt"

    def __eq__(self, o):
        return "eq"

    def __getitem__(self, i):
        return ("item", i)

    def __contains__(self, x):
        return x == 3

    def __bool__(self):
        return self.n > 0

    def __repr__(self):
        return f"U({self.n})"


class I(int):
    def __add__(self, o):
        return "I.add"


class S(str):
    def __add__(self, o):
        return "S.add"

    def __eq__(self, o):
        return "S.eq"

    __hash__ = str.__hash__


class L(list):
    def __getitem__(self, i):
        return "L.item"


class D(dict):
    def __missing__(self, k):
        return ("missing", k)

    def __contains__(self, k):
        return "always"


def attempt(f, *a):
    try:
        return f(*a)
    except Exception as e:
        return f"{type(e).__name__}({e})"


big = 2**62 - 1
pairs = [(1, 2), (1.5, 2.5), (1, 2.5), (2.5, 1), ("a", "b"), (big, 1), (big, big), (-big - 1, -1), (2**64, 2**64), (2**64, -(2**64)), (True, True), (True, 1),
         ([1], [2]), ((1,), (2,)), (U(1), U(2)), (1, U(2)), (U(1), 2), (I(1), 2), (1, I(2)), (S("x"), "y"), ("x", S("y")), (1, "a"), ("a", 1), (None, 1),
         (b"a", b"b"), (0.0, -0.0), (1e308, 1e308), (3, 4), ("é", "€"), ("a", "😀")]
for f in (add, sub, mul, lt, eq, inplace):
    print("---", f.__name__)
    for a, b in pairs:
        for _ in range(12):
            r = attempt(f, a, b)
        print(repr(r), end=" ")
    print()
    # And with the kinds alternating at every execution.
    print(hash(str([str(attempt(f, a, b)) for _ in range(5) for a, b in pairs])))

subjects = [([1, 2, 3], 1), ([1, 2, 3], -1), ((1, 2, 3), 2), ("abc", 1), ("é€😀", 2), ({1: "one"}, 1), ({"k": "v"}, "k"), ([1], 5), ((), 0), ({}, "no"),
            (L([1]), 0), (D(), "m"), (U(1), 5), (b"ab", 0), (range(5), 3), ([1, 2, 3], slice(1, None)), ("abc", slice(None, None, -1)), ([1], True), ([1], "x"),
            ([1], 2**70), ([1, 2], big), (None, 0), (5, 0), (D(a=1), "a"), ({(1, 2): "t"}, (1, 2)), ({1.0: "f"}, 1), ({True: "b"}, 1.0), (list, int)]
print("--- index")
for a, b in subjects:
    for _ in range(12):
        r = attempt(index, a, b)
    print(repr(r), end=" ")
print()
containers = [([1, 3], 3), ((1, 2), 3), ({3: 1}, 3), ({3}, 3), (frozenset("ab"), "a"), ("abc", "bc"), ("abc", ""), (U(1), 3), (U(1), 4), (D(), 9), (range(0, 10, 3), 9),
              (range(10), 3.0), ((x for x in range(5)), 3), (b"abc", 98), (b"abc", b"bc"), ([1.0], 1), ([], None), ({}, []), (5, 5), ("a", 5), ({"k"}, "k")]
print("--- contains")
for a, b in containers:
    for _ in range(12):
        r = attempt(contains, a, b)
    print(repr(r), end=" ")
print()
print("--- truth", "".join(truth(x) for _ in range(4) for x in (0, 1, "", "a", [], [0], None, True, False, U(0), U(1), 0.0, 0.5, {}, (), 2**70, I(0), S(""), D(), L([1]))))


# A loop where an int site overflows into big ints and comes back, then sees floats.
def accumulate(values):
    total = values[0]
    for v in values[1:]:
        total = total + v
    return total


print(accumulate([2**61] * 10), accumulate([2**61] * 10 + [-(2**61)] * 10), accumulate([1] * 50 + [0.5]), accumulate(["a"] * 10), accumulate([[1]] * 3), accumulate([U(1)] * 5))
n, out = 1, []
for i in range(100):
    n = n * 3 if i < 50 else n // 3
    if i % 10 == 9:
        out.append(n)
print(out)
x = 1
for i in range(70):
    x = x + x
    if x < 0:
        print("wrapped")
print(x, x - 1, -x, x > 2**69, x == 2**70)
