"""Decimals of about a word: results, flags and signs at the edges of what needs no rounding."""
import decimal
from decimal import Context, Decimal, Inexact, Rounded, localcontext

ROUNDINGS = ["ROUND_UP", "ROUND_DOWN", "ROUND_CEILING", "ROUND_FLOOR", "ROUND_HALF_UP", "ROUND_HALF_DOWN", "ROUND_HALF_EVEN", "ROUND_05UP"]
TEXTS = [
    "0", "-0", "0.00", "-0E+3", "1", "-1", "5", "0.5", "-0.5", "0.05", "25", "2.5", "-2.5", "9.99", "-99.995", "1E+5", "-7E-9",
    "18446744073709551615", "18446744073709551616", "-18446744073709551615", "1844674407370955161.5", "9999999999999999999",
    "99999999999999999999999999999999999999", "340282366920938463463374607431768211455", "0.0013", "0.00894", "1234567890.12345678",
    "1E+19", "1E-19", "1E+20", "3E-20", "NaN", "-sNaN7", "Infinity", "-Infinity", "1E+40", "-1E-40",
]
NUMBERS = [Decimal(t) for t in TEXTS]


def flags_of(context):
    return "".join(str(int(on)) for on in context.flags.values())


def shown(operation, context):
    context.clear_flags()
    try:
        result = operation()
    except decimal.DecimalException as e:
        return type(e).__name__ + " " + flags_of(context)
    return str(result) + " " + flags_of(context)


def digest(lines):
    h = 5381
    for line in lines:
        for c in line:
            h = (h * 33 + ord(c)) & 0xFFFFFFFF
    return h


CONTEXTS = [
    Context(prec=28),
    Context(prec=5, traps=[]),
    Context(prec=1, traps=[]),
    Context(prec=20, Emin=-20, Emax=20, traps=[]),
    Context(prec=38, traps=[]),
    Context(prec=39, traps=[]),
    Context(prec=60, traps=[]),
    Context(prec=9, Emin=-5, Emax=5, clamp=1, traps=[]),
    Context(prec=28, traps=[Inexact, Rounded]),
    decimal.MAX_EMAX and Context(prec=30, Emin=decimal.MIN_EMIN, Emax=decimal.MAX_EMAX, traps=[]),
]

for number, context in enumerate(CONTEXTS):
    for rounding in ROUNDINGS if number == 1 else [ROUNDINGS[number % 8]]:
        context.rounding = rounding
        lines = []
        with localcontext(context) as c:
            for at, a in enumerate(NUMBERS):
                for b in NUMBERS[(at + number) % 3 :: 3]:
                    lines.append(shown(lambda: a + b, c))
                    lines.append(shown(lambda: a - b, c))
                    lines.append(shown(lambda: a * b, c))
                    lines.append(shown(lambda: a.quantize(b), c))
                    lines.append(shown(lambda: c.quantize(a, b), c))
        print(context.prec, rounding, len(lines), digest(lines))

# A few in full.
with localcontext(Context(prec=6, traps=[])) as c:
    for a, b in ("1.005", "0.01"), ("-1.005", "0.01"), ("123456", "0.1"), ("12345.67", "0.1"), ("999999.5", "1"), ("0", "0.00"), ("-0", "1E+3"):
        a, b = Decimal(a), Decimal(b)
        print(a, b, "|", shown(lambda: a.quantize(b), c), "|", shown(lambda: a + b, c), "|", shown(lambda: a * b, c), "|", shown(lambda: a - a, c))

# With ints, with others, and in place.
d = Decimal("1.10")
print(d + 1, 1 + d, d * 3, 3 * d, d - 2, 2 - d, d + True, d * 10**30, 10**30 * d)
d += 1
d *= 2
d -= Decimal("0.2")
print(d, d // 3, d % 3, d**2, divmod(d, 3), -d, +d, abs(-d))
for other in (1.5, "x", None, 1j, [1]):
    for operation in (lambda: d + other, lambda: other + d, lambda: d * other, lambda: other - d):
        try:
            print(operation())
        except TypeError as e:
            print(e)


class Mine(Decimal):
    def __add__(self, other):
        return "Mine.add"

    def __radd__(self, other):
        return "Mine.radd"


m = Mine("1.5")
print(m + d, d + m, m + 1, 1 + m, type(m * d).__name__, m * d)

# Bytes and strings are never equal.
data = b"ab"
print(data == "ab", "ab" == data, data != "ab", "" == b"", [x == "" for x in (b"", "", None, bytearray())])
print(hash(Decimal("1.10") + Decimal("0.90")) == hash(2), Decimal("0.30") == Decimal("0.1") * 3)
