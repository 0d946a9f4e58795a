"""int: every binary and unary operator on small, word-sized and big operands."""

from _table import attempt, binary

VALUES = [0, 1, -1, 7, -7, 2**30, -(2**30) + 1, 2**62 - 1, -(2**62), 2**63, 2**100 + 12345, -(2**100)]
SAFE = [
    ("+", lambda a, b: a + b),
    ("-", lambda a, b: a - b),
    ("*", lambda a, b: a * b),
    ("//", lambda a, b: a // b),
    ("%", lambda a, b: a % b),
    ("/", lambda a, b: a / b),
    ("&", lambda a, b: a & b),
    ("|", lambda a, b: a | b),
    ("^", lambda a, b: a ^ b),
]
binary(str, VALUES, SAFE)

SHIFTS = [0, 1, 5, 61, 62, 63, 64, 100, -1]
for a in VALUES:
    for s in SHIFTS:
        print(a, "<<", s, attempt(lambda: a << s), ">>", s, attempt(lambda: a >> s))

for a in VALUES:
    print(a, -a, +a, ~a, abs(a), bool(a), not a, int(a), a.__index__(), a.__invert__())
for a in [0, 1, -1, 2, -3, 10]:
    for b in [0, 1, 2, 5, 64, 65, -1, -2]:
        print(a, "**", b, attempt(lambda: a**b))
for huge in [2**200, -(2**200)]:
    print(attempt(lambda: 0 << huge), attempt(lambda: 1 >> huge), attempt(lambda: -1 >> huge))
    print(attempt(lambda: 1 << huge))
