"""float: operators on ordinary values, zeros, infinities, NaN, subnormals; mixes with int."""

from _table import attempt, binary

inf = float("inf")
nan = float("nan")
VALUES = [0.0, -0.0, 1.0, -1.5, 0.1, 3, -2, 1e308, 5e-324, inf, -inf, nan]
binary(
    repr,
    VALUES,
    [
        ("+", lambda a, b: a + b),
        ("-", lambda a, b: a - b),
        ("*", lambda a, b: a * b),
        ("/", lambda a, b: a / b),
        ("//", lambda a, b: a // b),
        ("%", lambda a, b: a % b),
        ("divmod", lambda a, b: divmod(a, b)),
        ("<", lambda a, b: a < b),
        ("<=", lambda a, b: a <= b),
        ("==", lambda a, b: a == b),
        ("!=", lambda a, b: a != b),
    ],
)
POSITIVE = [0.0, 1.0, 0.5, 2, 9.0, inf, nan]
EXPONENTS = [0, 1, -1, 0.5, 2.0, -2.5, 1000, inf, -inf, nan]
for a in POSITIVE + [-1.0, -2.0, -0.0, -inf]:
    for b in EXPONENTS:
        if a < 0 and b in (0.5, -2.5):
            continue
        print(a, "**", b, attempt(lambda: a**b))
for a in VALUES:
    print(repr(a), repr(-a), repr(+a), repr(abs(a)), bool(a), attempt(int, a), attempt(round, a))
print(attempt(lambda: 1e300 * 1e300), attempt(lambda: 10.0**400), attempt(lambda: 2.0 ** -2000))
print(attempt(lambda: 1.0 + 10**400), attempt(lambda: 10**400 * 1.0), attempt(lambda: 1.0 < 10**400))
print(attempt(lambda: 1.0 + "x"), attempt(lambda: "x" * 1.0), attempt(lambda: 1.0 | 2))
print(attempt(lambda: ~1.0), attempt(lambda: 1.0 << 2), attempt(lambda: 1.0 < "a"), attempt(lambda: VALUES[1.0]))
