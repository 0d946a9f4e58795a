"""sum() of generators whose values become floats, and max() and min() of floats."""

import math
from decimal import Decimal
from fractions import Fraction


class Own(float):
    def __radd__(self, other):
        return ("radd", other)


class OwnInt(int):
    pass


class Back:
    def __radd__(self, other):
        return 5


def add(values):
    try:
        return sum(v for v in values)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


cases = [
    [], [1.5], [1, 2, 0.5], [0.1] * 10, [1e16, 1.0, -1e16], [1e308, 1e308], [1e308, 1e308, -1e308], [float("inf"), 1.0],
    [float("inf"), float("-inf")], [float("nan"), 1.0], [-0.0], [-0.0, -0.0], [1e-320, 1e-320], [0.0, 5e-324], [True, 0.5, True],
    [0.5, OwnInt(3)], [0.5, 10**400], [0.5, 10**20, 1], [1, 10**30, 0.25], [0.5, Own(2.0)], [0.5, Own(2.0), 3], [0.5, "x"],
    [0.5, Fraction(1, 4), 1], [1, Fraction(1, 4), 0.5], [0.5, Decimal(1)], [0.5, 1j, 2, 0.1], [1, 2j], [0.1] * 3 + [1j] + [0.1] * 3,
    [Back(), 1, 0.5], [0.5, Back(), 1, 0.5], [0.5, Back(), 0.1, 0.1, 0.1], ["a"], [1e100, 1.0, -1e100, 1e-100], [1e200, 1e-200] * 3,
    [0.1, 0.2, 0.3, -0.6], [i / 7 for i in range(50)], [3.0, None],
]
for values in cases * 2:
    print(values[:5], add(values), add(iter(values)) == add(values))
print(add(math.sin(i) for i in range(1000)).hex())
print(sum(x * y for x, y in zip([0.1, 0.2], [3.0, 4.0])).hex(), sum((x for x in [0.1] * 10), 0.5).hex())


def failing():
    yield 0.5
    yield 0.25
    raise KeyError("between")


print(add(failing()))


def nested(n):
    return sum(nested(n - 1) + 0.1 for _ in range(2)) if n else 0.1


print(nested(6).hex())
for values in ([1.5, 2.5, 0.5], [0.0, -0.0], [-0.0, 0.0], [float("nan"), 1.0], [1.0, float("nan"), 0.5], [2, 1.5, True], [Own(1.0), 0.5]):
    print(max(v for v in values), min(v for v in values), max(values), min(values))
