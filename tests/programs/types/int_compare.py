"""int: comparisons among ints, with bools, with floats (exact) and with other types."""

from _table import binary

INTS = [0, 1, True, False, -1, 2**53, 2**53 + 1, -(2**63), 2**64, 10**30]
OPERATORS = [
    ("==", lambda a, b: a == b),
    ("!=", lambda a, b: a != b),
    ("<", lambda a, b: a < b),
    ("<=", lambda a, b: a <= b),
    (">", lambda a, b: a > b),
    (">=", lambda a, b: a >= b),
]
binary(repr, INTS, OPERATORS)
inf = float("inf")
nan = float("nan")
for a in INTS:
    for b in (0.0, 1.0, 0.5, 2.0**53, 2.0**53 + 2, -(2.0**63), 2.0**64, 1e30, inf, -inf, nan):
        print(repr(a), repr(b), [f(a, b) for _, f in OPERATORS], [f(b, a) for _, f in OPERATORS])
binary(repr, [1, "1", None, (1,), [1], b"1"], OPERATORS)
