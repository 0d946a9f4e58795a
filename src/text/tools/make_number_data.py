"""Asks CPython 3.14 what the number and format functions must answer.

    python3.14 src/text/tools/make_number_data.py

writes src/text/tests/data/{int,float,math,format,percent,brace}.tsv. A line is an operation, its
arguments and the answer, separated by tabs. Characters that are not printable ASCII, and backslashes,
are written \\u{HEX}. Ints are decimal; floats are their 64 bits in hex, or `nan`; an answer that is an
exception is `!Class: message`.
"""

import itertools
import math
import operator
import random
import string
import struct
import sys
from _string import formatter_field_name_split, formatter_parser
from pathlib import Path

DATA = Path(__file__).parent.parent / "tests" / "data"
random.seed(20260314)


def escape(text):
    return "".join(c if " " <= c <= "~" and c != "\\" else f"\\u{{{ord(c):x}}}" for c in text)


def bits(x):
    return "nan" if x != x else "%016x" % struct.unpack("<Q", struct.pack("<d", x))


def show(value):
    match value:
        case bool():
            return str(value)
        case int():
            sys.set_int_max_str_digits(0)
            try:
                return str(value)
            finally:
                sys.set_int_max_str_digits(4300)
        case float():
            return bits(value)
        case str():
            return escape(value)
        case bytes():
            return value.hex()
        case tuple() | list():
            return ",".join(map(show, value))
        case None:
            return "None"
    return "?"


class Table:
    def __init__(self, name):
        self.file = open(DATA / f"{name}.tsv", "w", encoding="ascii", newline="\n")
        self.seen = set()

    def row(self, operation, function, *args, shown=None):
        """Calls the function and writes what it answered."""
        try:
            answer = show(function(*args))
        except RecursionError:
            raise
        except Exception as e:
            answer = f"!{type(e).__name__}: " + escape(str(e))
        line = "\t".join([operation, *(shown or map(show, args)), answer])
        if line not in self.seen:
            self.seen.add(line)
            print(line, file=self.file)


INTS = sorted({s * v for s in (1, -1) for v in [
    0, 1, 2, 3, 7, 10, 99, 100, 255, 256, 2**31 - 1, 2**31, 2**52 + 1, 2**53 - 1, 2**53, 2**53 + 1, 2**53 + 2,
    2**54 + 2, 2**54 + 6, 10**15 + 5, 2**62, 2**63 - 1, 2**63, 2**63 + 1, 2**64 - 1, 2**64, 10**19 + 5,
    2**64 + 2**11, 2**64 + 3 * 2**11, 2**64 + 2**11 + 1, 2**127 - 1, 2**128, 10**40 + 7, 3**200]})
LARGE_INTS = [s * v for s in (1, -1) for v in [2**1024 - 2**970, 2**1024 - 2**970 - 1, 2**1024 - 2**971, 2**1024, 7**500]]

FLOATS = [s * v for s in (1.0, -1.0) for v in [
    0.0, 5e-324, 1e-323, 2.2250738585072009e-308, 2.2250738585072014e-308, 1e-300, 1e-10, 1.234e-5, 1e-5,
    0.0001, 0.00012345, 0.001, 0.1, 0.125, 0.2, 0.3, 0.49999999999999994, 0.5, 0.7, 0.75, 0.9999999999999999,
    1.0, 1.0000000000000002, 1.005, 1.25, 1.5, 2.0, 2.5, 2.675, 3.0, 3.141592653589793, 3.5, 4.5, 5.5, 9.5, 9.995,
    9.9999995, 10.0, 12.345, 15.0, 25.0, 55.0, 99.5, 100.0, 123.456, 123456.0, 999999.5, 1234567.0, 1e6, 1e10,
    123456789.125, 4503599627370495.5, 4503599627370496.5, 9007199254740991.0, 9007199254740993.0, 1e15,
    9999999999999998.0, 1e16, 1.2345678901234567e16, 123456789012345678.0, 2.0**63, 2.0**64, 1e21, 1e22, 1e23,
    5.684341886080802e-14, 9.5367431640625e-07, 2.0**-44, 2.0**89, 1e100, 1.7e308, 1.7976931348623157e308]]
FLOATS += [math.inf, -math.inf, math.nan]


def random_float():
    while True:
        x = struct.unpack("<d", random.randbytes(8))[0]
        if math.isfinite(x):
            return x


def make_int():
    t = Table("int")
    literals = """0|1|-1|+1| 12 |\t\n12\v\f\r|1__2|_1|1_|1_2_3|0x10|0X1f|0x_10|0x__1|0_7|07|00|0_0|0b1|0B101|0b|0b2|0o17
0O7|0o8|+ 1|+-1|- 1|zz|ZZ|0x|0_x1|x||_|-|+|-0|-0x1f|0x1_f|1 2|12a|1.0|1e5|9223372036854775807|9223372036854775808
-9223372036854775808|-9223372036854775809|18446744073709551616|123456789012345678901234567890
1_000_000_000_000_000_000_000|٣|１_２|\u20031\u2003|1\x00|\x001|\x1c1|1\x85|\xa01\xa0|½|²|٣٤x|-٣|1\u200b|0b_1_0
0xfffffffffffffffffffffffffffff|deadbeefdeadbeefdeadbeef|1111111111111111111111111111111111111111111111111111111111111111111
\U0001d7d9|a\U0001d7d9""".replace("\n", "|").split("|")

    def read(text, base):
        try:
            return int(text, base)
        except ValueError as e:
            if str(e).startswith("invalid literal"):
                raise ValueError("invalid literal") from None
            raise

    for text in literals + ["\n", "1\n"]:
        for base in (10, 0, 2, 8, 16, 36, 7):
            t.row("parse", read, text, base)
    for base in (-1, 1, 2, 36, 37, 2**70):
        t.row("base", lambda b: int("1", b) and 0, base)
    for count, text in ((640, "1" * 640), (4300, "9" * 4300), (4301, "1" * 4301), (4301, "0" * 4301), (5000, "7" * 5000 + "x"),
                        (5000, "-" + "1_" * 4999 + "1")):
        for base in (10, 8, 7, 0):
            # The value is checked through its remainder: it is long.
            t.row("parse_mod", lambda text, base: read(text, base) % (10**9 + 7), text, base)
    for n in (0, 1, 4299, 4300, 5000):
        for sign in (1, -1):
            v = sign * 10**n
            t.row("decimal_length", lambda v: len(str(v)), v, shown=[str(sign), str(n)])
    unary = {
        "str": str, "bin": bin, "oct": oct, "hex": hex, "neg": operator.neg, "abs": abs, "invert": operator.invert,
        "bit_length": int.bit_length, "bit_count": int.bit_count, "float": float, "isqrt": math.isqrt,
    }
    for a in INTS + LARGE_INTS:
        for name, f in unary.items():
            t.row(name, f, a)
        for n in (0, 1, -1, -2, -3, -18, -19, -20, -40, -100, -1000):
            t.row("round", round, a, n)
        for length in (0, 1, 2, 8, 9, 17):
            for signed in random.sample((True, False), 1):
                t.row("to_bytes", lambda a, n, s: a.to_bytes(n, "big", signed=s), a, length, signed)
                t.row("to_bytes_le", lambda a, n, s: a.to_bytes(n, "little", signed=s), a, length, signed)
    t.row("to_bytes", lambda a, n, s: a.to_bytes(n, "big", signed=s), 1, -1, False)
    for data in (b"", b"\0", b"\x7f", b"\x80", b"\xff", b"\x01\x02\x03", bytes(range(8)), bytes(range(0xF8, 0x100)),
                 bytes(range(9)), bytes(range(0xF0, 0x100)), b"\xff" * 9, b"\x80" + b"\0" * 8, b"\0" * 20):
        for signed in (True, False):
            for order in ("big", "little"):
                t.row(f"from_bytes_{order}", lambda b, s: int.from_bytes(b, order, signed=s), data, signed)
    binary = {
        "add": operator.add, "sub": operator.sub, "mul": operator.mul, "floordiv": operator.floordiv, "mod": operator.mod,
        "truediv": operator.truediv, "and": operator.and_, "or": operator.or_, "xor": operator.xor, "gcd": math.gcd, "lcm": math.lcm,
    }
    pairs = list(itertools.product(INTS[::4] + [0, 1, -1], INTS[::5] + [0, 1, -1, 10]))
    pairs += [(random.choice(INTS), random.choice(INTS)) for _ in range(150)]
    pairs += [(random.getrandbits(random.randrange(1, 300)), random.getrandbits(random.randrange(1, 300))) for _ in range(200)]
    for a, b in pairs:
        names = random.sample(sorted(binary), 2) + (["truediv"] if random.random() < 0.5 else [])
        for name in names:
            t.row(name, binary[name], a, b)
        t.row("divmod", divmod, a, b)
    for a, b in itertools.product(LARGE_INTS, LARGE_INTS + INTS[::9]):
        t.row("truediv", operator.truediv, a, b)
        t.row("divmod", divmod, a, b)
    # Quotients at the edges of rounding and range.
    for a, b in [(2**1024 - 2**970, 1), (2**1024 - 2**970 - 1, 1), (1, 2**1074), (1, 2**1075), (3, 2**1076), (1, 2**1075 - 1),
                 (2**53 + 1, 1), (2**54 + 2, 2), (1, 3), (10**400, 10**399), (10**400, 10**50), (1, 10**400), (0, -5), (0, 10**40),
                 (0, -10**40), (2**2000 + 2**1946, 2**1990), (2**2000 + 2**1947 + 1, 2**1990), (3 * 2**1100, 2**2174), (2**1074 - 1, 2**2148)]:
        for sign in (1, -1):
            t.row("truediv", operator.truediv, sign * a, b)
    for a in INTS[::2] + [5, -5, 0, 1, -1]:
        for n in (0, 1, 31, 62, 63, 64, 65, 100, 10**30, -1, -10**30):
            if a == 0 or n < 500 or n == 10**30:
                t.row("shl", operator.lshift, a, n)
            t.row("shr", operator.rshift, a, n)
        for n in (0, 1, 2, 3, 5, 20, -1, -2):
            t.row("pow", operator.pow, a, n)
    for n in (10**30, 10**30 + 1):
        for a in (0, 1, -1):
            t.row("pow", operator.pow, a, n)
    for a in (0, 1, 2, -3, 10, 2**70, -2**70):
        for e in (0, 1, 2, 3, 100, 2**65 + 1, -1, -2, -3):
            for m in (0, 1, -1, 2, 5, -5, 7, 12, 97, 2**63 - 25, 2**80 + 13, -(2**80 + 13)):
                t.row("pow_mod", pow, a, e, m)
    for a in INTS + LARGE_INTS:
        for x in [float(b) for b in INTS[::5] if abs(b) < 2**1000] + [0.5, -0.5, 2.0**53, 2.0**63, -2.0**63, math.inf, -math.inf, math.nan, 1e308]:
            t.row("compare_f64", lambda a, x: None if x != x else (a > x) - (a < x), a, x)
    for x in FLOATS:
        t.row("from_f64", int, x)


def make_float():
    t = Table("float")
    for x in FLOATS + [random_float() for _ in range(400)] + [2.0**e for e in range(-1074, 1024, 3)] + [10.0**e for e in range(-320, 309)]:
        t.row("repr", repr, x)
    # Doubles whose neighbours lie at unequal distances, and decimal ties.
    for e in range(-1074, 1024):
        if random.random() < 0.2:
            t.row("repr", repr, math.nextafter(2.0**e, 0.0))
    for x in FLOATS + [random_float() for _ in range(60)]:
        for name, f in {"hex": float.hex, "ratio": float.as_integer_ratio, "is_integer": float.is_integer, "round": round,
                        "floor": math.floor, "ceil": math.ceil, "trunc": math.trunc}.items():
            t.row(name, f, x)
    for x in FLOATS + [random_float() for _ in range(20)] + [random.uniform(-1000, 1000) for _ in range(60)] + [k + 0.5 for k in range(20)]:
        for n in (0, 1, 2, 3, 5, 10, 15, 16, 17, 18, 22, 25, 100, 322, 323, 324, -1, -2, -3, -15, -16, -22, -30, -307, -308, -309, 10**30, -10**30):
            if abs(n) <= 3 or random.random() < 0.4:
                t.row("round_digits", round, x, n)
    for x in (1.7e308, -1.7e308, 1e308, 1.5e308, 9.9e307, 5e307):
        t.row("round_digits", round, x, -308)
    texts = """1|-1|+1|1.|.5|.|-.|1e5|1E5|1e+5|1e-5|1e|1e+|e5|.e5|1.e5|1_0.0_1e1_0|_1|1_|1._0|1_.0|1e_1|1_e1|1__0|inf|INF|-iNf|infinity|-Infinity
infinit|infinityx|nan|NaN|+nan|-nan|nan_|nan(1)|| 1 |\t1\n|1 2|+ 1|+-1|1e400|-1e400|1e-400|1e99999999999999999999|1e-99999999999999999999|0e99999999999999999999
0x1|0x1p3|１.５|٣.١٤|\u20031.5\u2003|1\x00|\x1c1|1\x85|½|1,5|1e5.0|--1|4.9e-324|2.4703282292062327e-324|2.4703282292062328e-324|2.2250738585072011e-308
1.7976931348623158e308|1.7976931348623159e308|9007199254740993|9007199254740992.999999999999999|9007199254740993.00000000000000000000000000000000001
0.1000000000000000055511151231257827021181583404541015625|0.500000000000000166533453693773481063544750213623046875
3.518437208883201171875e13|1e23|8.5e-45|123456789012345678901234567890|0.000000000000000000000000000000000000000000000000000000000000000001
179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880
1d5|1f|True|0b1|infinite|in|na|i|n|+|-|_|1.2.3|1e1e1|٣e٢|1_000.5|1_000_.5""".replace("\n", "|").split("|")
    for text in texts:
        def read(text):
            try:
                return float(text)
            except ValueError:
                raise ValueError("literal") from None
        t.row("parse", read, text)
    hexes = """0x1p1024|0x1.fffffffffffff8p1023|0x1.fffffffffffff7fffp1023|zz|0x|0x1.8p|0x1p-1075|0x.8p-1074|0x1.8p-1075|0x1.00000000000001p-1075|-nan|1_0|1|a|0xA.8|.8|.|0x.
 0x1p3 |0X1P+3|0x1p+|0x1p3x|inf|-Infinity|+inf|nan|infi|0x0p99999999999999999999|0x1p99999999999999999999|0x1p-99999999999999999999
0x1.00000000000008p0|0x1.00000000000018p0|0x1.000000000000080000000000001p0|0x10000000000000000000000001|0x0000000000000000000000000000000001p-3
0x.00000000000000000000000000000000000000001p3|0x1p-1022|0x0.fffffffffffffp-1022|0x0.fffffffffffff8p-1022|0x1.8p-1074|0x2.8p-1074|-0x0p0|-0|--1|+-1|0x1..8|
0x1.fffffffffffffp1023|1p1|0x1.123456789abcdef123456789p-10|0x1p 3|0x-1""".replace("\n", "|").split("|")
    for text in hexes:
        t.row("from_hex", float.fromhex, text)
    pairs = list(itertools.product(FLOATS[::5] + [0.0, -0.0, 1.0, -1.0, math.inf, -math.inf, math.nan], FLOATS[::7] + [0.0, -0.0, 1.0, -1.0, 2.0, -3.0, 0.5, math.inf, -math.inf, math.nan]))
    pairs += [(random.uniform(-100, 100), random.uniform(-10, 10)) for _ in range(100)]
    for a, b in pairs:
        t.row("truediv", operator.truediv, a, b)
        t.row("floordiv", operator.floordiv, a, b)
        t.row("mod", operator.mod, a, b)
        t.row("divmod", divmod, a, b)

        def power(a, b):
            try:
                r = a**b
            except OverflowError as e:
                if str(e) == "complex exponentiation":
                    return "complex"
                raise
            return "complex" if isinstance(r, complex) else r
        t.row("pow", power, a, b)
    for a, b in [(2.0, -1074.0), (2.0, -1075.0), (1.1, -7800.0), (1.1, -8000.0), (2.0, 1024.0), (2.0, 1023.0), (-2.0, 1025.0), (-8.0, 1 / 3), (10.0, 308.0), (10.0, 309.0), (-10.0, -323.0)]:
        t.row("pow", power, a, b)


if __name__ == "__main__":
    makers = {name.removeprefix("make_"): f for name, f in list(globals().items()) if name.startswith("make_")}
    for name in sys.argv[1:] or makers:
        makers[name]()
