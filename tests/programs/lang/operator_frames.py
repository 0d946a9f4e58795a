"""Operators and comparisons written in Python: their frames, NotImplemented, bools, errors, and who dies when."""

import sys
import traceback


class Number:
    def __init__(self, n, answers=True):
        self.n = n
        self.answers = answers

    def __repr__(self):
        return f"{type(self).__name__}({self.n})"

    def __add__(self, other):
        if not self.answers or not isinstance(other, Number):
            return NotImplemented
        return Number(self.n + other.n)

    def __radd__(self, other):
        return f"radd {other!r} {self!r}"

    def __mul__(self, other):
        return NotImplemented

    def __lt__(self, other):
        return NotImplemented if not self.answers else self.n < other.n

    def __gt__(self, other):
        return ["not", "empty"] if self.answers else ""

    def __eq__(self, other):
        return NotImplemented

    def __sub__(self, other):
        return ("sub", self.n, other)

    def __isub__(self, other):
        if other == 1:
            return NotImplemented
        self.n -= other
        return self


class Special(Number):
    def __radd__(self, other):
        return f"special {other!r} {self!r}"


class Quiet(Number):
    pass


class Items(list):
    def __add__(self, other):
        return NotImplemented

    def __mul__(self, other):
        return NotImplemented


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def add(a, b):
    return a + b


def mul(a, b):
    return a * b


def less(a, b):
    return a < b


def chosen(a, b):
    # The same comparison as a value and as a condition.
    value = a > b
    if a > b:
        return value, "yes"
    return value, "no"


one, two, mute = Number(1), Number(2), Number(3, False)
pairs = [
    (one, two),
    (one, 5),
    (5, one),
    (mute, one),
    (one, mute),
    (one, Special(4)),
    (one, Quiet(4)),
    (Quiet(4), one),
    (mute, Special(4)),
    (Special(4), Special(5, False)),
    (mute, "text"),
    (mute, mute),
    (1.5, mute),
]
for _ in range(3):
    for pair in pairs:
        print("add", *pair, attempt(add, *pair), sep=" | ")
    for pair in [(one, two), (one, 3), (Items("ab"), 2), (Items("ab"), "x")]:
        print("mul", *pair, attempt(mul, *pair), sep=" | ")
    print(attempt(add, Items("ab"), Items("c")), attempt(add, Items("ab"), ["d"]))
    print(attempt(add, Items("ab"), 1))
    for pair in [(one, two), (two, one), (mute, one), (mute, mute), (mute, 1), (one, mute)]:
        print("less", *pair, attempt(less, *pair), sep=" | ")
    print(chosen(one, two), chosen(mute, two))
    print(one == one, one == Number(1), one != one, one != Number(1), one == 1)


def in_place(n, other):
    x = Number(n)
    x -= other
    return x


for _ in range(3):
    print(in_place(9, 4), in_place(9, 1), attempt(in_place, 9, "x"))


class NoBool:
    def __bool__(self):
        raise ValueError("no truth")


class Odd:
    def __lt__(self, other):
        return NoBool()

    def __le__(self, other):
        raise KeyError(other)

    def __add__(self, other):
        yield self
        yield other

    def __and__(self, other):
        frame = sys._getframe()
        return frame.f_code.co_name, frame.f_back.f_code.co_name, sorted(frame.f_locals)


def truth(a, b):
    return "true" if a < b else "false"


def caught(a, b):
    try:
        return a <= b
    except KeyError as e:
        names = [f.name for f in traceback.extract_tb(e.__traceback__)]
        return names, e.args


def through_generator(values):
    total = values[0]
    for v in values[1:]:
        total = total + v
        yield total


odd = Odd()
for _ in range(3):
    print(attempt(truth, odd, 1), caught(odd, 7), [type(x).__name__ for x in odd + 3], odd & 1)
    print(list(through_generator([Number(1), Number(2), Number(3)])))


class Dying:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("dies:", self.name)

    def __add__(self, other):
        print("adding", self.name, other.name)
        return Dying(self.name + other.name)

    def __lt__(self, other):
        return self.name < other.name

    def __or__(self, other):
        del self, other
        return "deleted"

    def __xor__(self, other):
        return self


def temporaries():
    result = Dying("a") + Dying("b") + Dying("c")
    print("result", result.name)
    print(Dying("x") < Dying("y"), Dying("p") | Dying("q"))
    print((Dying("s") ^ Dying("t")).name)
    return (lambda d: d + d)(Dying("u")).name


for _ in range(3):
    print(temporaries())


class Deep:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return 0 if self.n == 0 else Deep(self.n - 1) + other

    def __lt__(self, other):
        return Deep(self.n + 1) < other

    def __sub__(self, other):
        return self - other


print(Deep(150) + 1)
for f in (lambda: Deep(0) < 1, lambda: Deep(0) - 1):
    try:
        f()
    except RecursionError as e:
        print("RecursionError", str(e).startswith("maximum recursion depth exceeded"))


class Changing:
    def __add__(self, other):
        return "first"


def change(c):
    seen = []
    for i in range(6):
        seen.append(c + i)
        if i == 2:
            Changing.__add__ = lambda self, other: f"second {other}"
        if i == 4:
            Changing.__add__.__code__ = (lambda self, other: "third").__code__
    return seen


print(change(Changing()))
Changing.__add__ = lambda self: "too few"
print(attempt(add, Changing(), 1))
Changing.__add__ = lambda self, other, third=3: (other, third)
print(attempt(add, Changing(), 1))
Changing.__add__ = lambda *args: len(args)
print(attempt(add, Changing(), 1))
Changing.__add__ = staticmethod(lambda other: ("static", other))
print(attempt(add, Changing(), 1))
del Changing.__add__
print(attempt(add, Changing(), 1))
Changing.__add__ = None
print(attempt(add, Changing(), 1))


def report(a, b):
    return (
        a
        + b
    )


class Failing:
    def __add__(self, other):
        return self.missing


try:
    report(Failing(), 1)
except AttributeError:
    print("".join(traceback.format_exception(*sys.exc_info())).replace(__file__, "FILE"))
