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


UNARY = """acos acosh asin asinh atan atanh cbrt cos cosh degrees erf erfc exp exp2 expm1 fabs gamma lgamma log log10 log1p log2
radians sin sinh sqrt tan tanh ulp frexp modf""".split()
BINARY = "atan2 copysign fmod pow remainder nextafter".split()


def make_math():
    t = Table("math")
    specials = FLOATS[::3] + [0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 0.5, -0.5, 3.0, -3.0, 22.0, 23.0, 24.0, -150.5, 139.5, 140.5, 170.6, 171.5, 171.7, -171.5, 199.5, 200.5, -199.5, -200.5,
                              1e-21, 709.7, 709.8, 710.5, -745.2, 1023.5, 1024.0, math.inf, -math.inf, math.nan]
    for name in UNARY:
        f = getattr(math, name)
        for x in specials + [random.uniform(-3, 3) for _ in range(15)] + [random.uniform(-180, 180) for _ in range(15)]:
            t.row(name, f, x)
    for x in [random.uniform(-30, 180) for _ in range(150)]:
        t.row("gamma", math.gamma, x)
        t.row("lgamma", math.lgamma, x)
    for name in ("log", "log2", "log10"):
        for n in INTS + LARGE_INTS + [10**400, -10**400, 2**5000, 10**3000]:
            t.row(f"{name}_int", getattr(math, name), n)
    for a, b in [(8.0, 2.0), (8.0, 1.0), (0.0, 2.0), (2.0, 0.0), (2.0, math.inf), (10.0, 10.0), (-1.0, 2.0), (3.0, 0.5)]:
        t.row("log_base", math.log, a, b)
    binary = list(itertools.product([0.0, -0.0, 1.0, -1.0, 2.5, -2.5, 1e-320, 1e308, math.inf, -math.inf, math.nan], repeat=2))
    binary += [(random.uniform(-100, 100), random.uniform(-10, 10)) for _ in range(60)]
    binary += [(2.0, 1023.5), (2.0, 1024.0), (-2.0, 3.0), (10.0, 309.0), (0.1, 400.0), (7.5, 2.5), (5.0, 2.0), (7.0, 2.0), (1e300, 3e-300)]
    for a, b in binary:
        for name in BINARY:
            t.row(name, getattr(math, name), a, b)
        t.row("isclose", lambda a, b: math.isclose(a, b, rel_tol=0.3, abs_tol=0.5), a, b)
    t.row("isclose_tolerance", lambda r, a: math.isclose(1, 1, rel_tol=r, abs_tol=a), -1.0, 0.0)
    t.row("isclose_tolerance", lambda r, a: math.isclose(1, 1, rel_tol=r, abs_tol=a), 0.0, -1.0)
    for x in (1.0, -0.75, 5e-324, 1e308, -0.0, math.inf, math.nan, 3.141592653589793, 2.2250738585072014e-308):
        for e in (0, 1, -1, 10, 1023, 1024, -1022, -1074, -1075, -1076, -2000, 2000, 2**31, -(2**31) - 1, 10**30, -10**30):
            t.row("ldexp", math.ldexp, x, e)
    for x, y in [(1.0, 2.0), (1.0, math.inf), (0.0, -math.inf), (-math.inf, math.inf), (-1.0, 1.0), (5e-324, -1.0), (-5e-324, 1.0), (math.nan, 1.0), (1.0, math.nan), (1.0, 1.0), (0.0, -0.0), (1.7e308, math.inf)]:
        for steps in (0, 1, 2, 3, 10**6, 2**63, 2**64 - 1, 10**30, -1):
            t.row("nextafter_steps", lambda x, y, steps: math.nextafter(x, y, steps=steps), x, y, steps)
    for a, b, c in itertools.product([0.0, -1.0, 1e308, 3.3, math.inf, math.nan], [0.0, 10.0, -7.1, math.inf], [0.0, 1.0, -0.1, -math.inf, math.nan, 1e308]):
        t.row("fma", math.fma, a, b, c)
    vectors = [[], [3.0], [-3.0], [3.0, 4.0], [1e308, 1e308], [1e-320, 1e-320], [5e-324, 5e-324], [5e-324], [math.inf, math.nan], [math.nan, 1.0], [0.0, -0.0], [1e200, 1e-200],
               [1.7e308, 1.7e308, 1.7e308], [1e-310, 3e-312, 1e-315], [2.0**-1022, 2.0**-1023], [-math.inf, 1.0]]
    vectors += [[random.uniform(-10, 10) * 10.0 ** random.randrange(-5, 5) for _ in range(random.randrange(2, 20))] for _ in range(200)]
    for v in vectors:
        t.row("hypot", lambda *v: math.hypot(*v), *v)
        t.row("fsum", lambda *v: math.fsum(v), *v)
        w = [random.choice([1.0, -1.0, random.uniform(-1e3, 1e3)]) for _ in v]
        t.row("dist", lambda *v: math.dist(v[: len(v) // 2], v[len(v) // 2 :]), *v, *w)
        if all(math.isfinite(x) and abs(x) < 1e300 for x in v):
            t.row("sumprod", lambda *v: float(math.sumprod(v[: len(v) // 2], v[len(v) // 2 :])), *v, *w)
    for v in [[1e308, 1e308], [1e308, 1e308, -1e308], [math.inf, -math.inf], [math.inf, math.nan, -math.inf], [math.inf, 1.0], [math.nan, 1.0], [1e16, 1.0, 1e-16], [1e100, 1.0, -1e100, 1e-100, 1e50, -1.0, -1e50],
              [0.1] * 10, [2.0**53, 1.0, 2.0**-60], [2.0**53, -1.0, -(2.0**-60)], [1e16, 1.0, -1e-20], [-0.0], [2.0**53 + 2, 1.0, 1e-30], [2.0**53 + 2, 1.0, -1e-30], [1.7976931348623157e308, 9.9792015476736e291], [math.inf, math.inf]]:
        t.row("fsum", lambda *v: math.fsum(v), *v)
    for _ in range(60):
        # Sums that cancel.
        v = [random.uniform(-1, 1) * 10.0 ** random.randrange(-30, 30) for _ in range(20)]
        v += [-x for x in v[:15]]
        random.shuffle(v)
        t.row("fsum", lambda *v: math.fsum(v), *v)
        w = [1.0 + random.random() * 1e-9] * len(v)
        t.row("sumprod", lambda *v: math.sumprod(v[: len(v) // 2], v[len(v) // 2 :]), *(x for x in v for _ in (0, 1)), *(s for _ in v for s in (w[0], -w[1])))
        t.row("sumprod", lambda *v: math.sumprod(v[: len(v) // 2], v[len(v) // 2 :]), *v, *w)
    t.row("dist_dimensions", lambda: math.dist((1, 2), (1,)))
    t.row("sumprod_lengths", lambda: math.sumprod((1, 2), (1,)))
    for n in [*range(25), 50, 100, 1000, -1, -(10**30), 2**63, 10**30]:
        t.row("factorial", math.factorial, n)
    for n in [0, 1, 2, 5, 10, 61, 62, 63, 64, 67, 68, 100, 500, 2**62, 2**64 + 5, 10**30, -1, -(10**30)]:
        for k in [0, 1, 2, 3, 5, 9, 30, 31, 32, 33, 34, 50, 64, 65, 100, 498, 500, 501, -1, 2**70, 10**30, -(10**30)]:
            t.row("comb", math.comb, n, k)
            if n < 1000 or k < 100:
                t.row("perm", math.perm, n, k)
    t.row("comb", math.comb, 10**30, 10**30 - 2)
    t.row("perm", math.perm, 10**30, 2**70)


def random_spec():
    choice = random.choice
    align = choice(["", "", "<", ">", "=", "^"])
    fill = choice(["", "", "*", "0", "é", "€", "𝟘", "<"]) if align else ""
    return "".join([
        fill, align, choice(["", "", "", "+", "-", " "]), choice(["", "", "", "", "z"]), choice(["", "", "", "#"]), choice(["", "", "0"]),
        choice(["", "", "1", "5", "12", "23", "30"]), choice(["", "", "", ",", "_", ",_"]),
        choice(["", "", ".0", ".1", ".2", ".3", ".6", ".17", ".30", ".", ".3,", ".,", "._", ".5_", ".,_"]),
        choice(["", "", *"bcdeEfFgGnosxX%deEfFgG%dxq", "é", "dd"])])


def make_format():
    t = Table("format")
    strings = ["", "a", "abc", "héllo", "€uro", "𝟘𝟙𝟚", "x" * 20]
    ints = [0, 1, -1, 7, -42, 65, 255, 1234, -123456, 8364, 1234567, 2**31, -(2**63), 2**64, 10**30, -(10**25)]
    floats = [x for x in FLOATS if x != x or not 1e-300 < abs(x) < 1e-290]
    hand = """z|zd|+|-| |#|=|05|=05|.2|.2d|,|,_|_,|,,|__|,.6_f|.6,f|._f|.,|,._|.10,e|030,.5_f|.,d|.,f|.3_x|.|.,_|.3,_f|.3,,f|%|.1%|c|+c|#c|,c|5c|05c|q|dd|d d|é
|\x01|\x7f|,é|,\x01|,s|_|s,|99999999999999999999|.99999999999999999999|.2147483648|١٠|.٢f|€>6.2|#_b|#020_b|#020_X|#020_x|=20|*=20,|09,|08,|010,|0<10,|x<010,|<010|<05|0|010
z+|+z|#z| z|+010,.2f|.0%|z.0e|z.0f|z.0%|.400f|1_000|0_|1,000d|\u2009<5|{|0=8.2f|<08.2f|0<8|*^30|,.2f|n|_n|.3_n|.1100f|.800e|.900g|#.900g|.30_e|<|^|>|=|\x00|d\x00|.0|.1|.3|.2f|.3f|.10f|.17g|.0e|.0f|#.0f|#.0e|#g|g|G|e|E|f|F
,d|_d|,x|_x|_X|_o|_b|#x|#X|#o|#b|x|X|o|b|d|s|10|>10|^10|<10|*<10|.1s|10.2s""".replace("\n", "|").split("|")
    for spec in hand:
        for v in ("abc", "", 255, -1, 10**30, True, -2.675, 1234567.1234567, 0.0, -0.0, 1e22, math.inf, math.nan, 1e-7):
            t.row(f"format_{type(v).__name__}", format, v, spec)
        for v in (1 + 2j, complex(0.0, -1.5), complex(-0.0, math.inf), complex(12345.678, -0.001), 0j, -0j):
            t.row("format_complex", lambda re, im, spec: format(complex(re, im), spec), v.real, v.imag, spec)
    for _ in range(1200):
        v = random.choice(strings)
        t.row("format_str", format, v, random_spec())
    for _ in range(2500):
        t.row("format_int", format, random.choice(ints), random_spec())
    for _ in range(2500):
        t.row("format_float", format, random.choice(floats + [random.uniform(-1e6, 1e6)] * 20), random_spec())
    for _ in range(1200):
        t.row("format_complex", lambda re, im, spec: format(complex(re, im), spec), random.choice(floats), random.choice(floats), random_spec())
    for x in FLOATS + [random_float() for _ in range(40)] + [random.uniform(-1000, 1000) for _ in range(80)]:
        for spec in (".0f", ".1f", ".2f", ".3f", ".6f", ".12f", ".17f", ".19f", ".20f", ".25f", ".0e", ".3e", ".16e", ".20e", ".1g", ".3g", ".6g", ".17g", ".25g", ".1", ".16", "", "n", "#.3g"):
            if random.random() < 0.5:
                t.row("format_float", format, x, spec)


def spell(value):
    """An argument with its type."""
    match value:
        case bool():
            return f"b:{value}"
        case int():
            return f"i:{show(value)}"
        case float():
            return f"f:{bits(value)}"
        case str():
            return f"s:{escape(value)}"
        case bytes():
            return f"y:{value.hex()}"
        case tuple():
            return "|".join(["t", *map(spell, value)])
        case dict():
            return "|".join(["d", *(f"{escape(k if isinstance(k, str) else k.decode('latin-1'))}={spell(v)}" for k, v in value.items())])


def make_percent():
    t = Table("percent")

    def row(template, arguments):
        name = "str" if isinstance(template, str) else "bytes"
        t.row(name, operator.mod, template, arguments, shown=[show(template), spell(arguments)])

    hand = [
        ("%", ()), ("%d", "x"), ("%d", 1.9), ("%x", 1.5), ("%x", "a"), ("%c", "ab"), ("%c", ""), ("%c", -1), ("%c", 0x110000), ("%c", 10**30),
        ("%c", 1.5), ("%y", 1), ("%d %y", (1, 2)), ("é%€", 1), ("%\x01", 1), ("%é", 1), ("%'", 1), ("%\U0001f600", 1), ("%s", ()), ("%s %s", (1,)),
        ("%s", (1, 2)), ("abc", 1), ("abc", {}), ("abc", ()), ("abc", (1,)), ("abc", "x"), ("%(a", {}), ("%(a", 1), ("%(a)", {"a": 1}), ("%(a)s", 1),
        ("%(a)s", "x"), ("%(a)s", (1,)), ("%(a)s", {"a": 1}), ("%(a)s %s", {"a": 1}), ("%(a)s%(b)05.1f", {"a": "q", "b": 2.25}),
        ("%(a)*d", {"a": 1}), ("%(a).*d", {"a": 1}), ("%((a))s", {"(a)": 1}), ("%()s", {"": 1}), ("%(€)s", {"€": "x"}), ("%(a)l", {"a": 1}), ("%(a)y", {"a": 1}),
        ("%*d", (5, 1)), ("%*d", (-5, 1)), ("%*d", ("x", 1)), ("%*d", (1.0, 1)), ("%*d", (10**30, 1)), ("%.*d", (10**30, 1)), ("%.*d", (2**31, 1)),
        ("%.*f", (-3, 1.5)), ("%.*f", ("x", 1.5)), ("%*d", 1), ("%*d", (1,)), ("%*", ("x",)), ("%*", (1,)), ("%*y", ()), ("%*.*f|", (-9, 2, 3.14159)),
        ("%99999999999999999999d", 1), ("%.99999999999999999999d", 1), ("%.2147483648d", 1), ("%.2147483647d", 1), ("%9223372036854775808d", 1),
        ("%ld", 1), ("%hd", 1), ("%Ld", 1), ("%lld", 1), ("%hhd", 1), ("%l", 1), ("%5", 1), ("%5.", 1), ("%-", 1), ("%5%", ()), ("%5%", (1,)), ("%%", ()),
        ("%%%", ()), ("%d%%", 5), ("%%%d%%%s%%", (5, "x")), ("%c", "é"), ("%5c", "€"), ("%05c", "x"), ("%.0c", "x"), ("%-5c|", "x"), ("%c", 8364), ("%b", 1),
        ("€%d€", 1), ("%d", math.inf), ("%d", math.nan), ("%d", 1e30), ("%d", -0.5), ("%d", 10**5000), ("%x", 10**50), ("%f", 10**400), ("%f", "x"), ("%s", 10**5000),
        ("%d", True), ("%x", True), ("%f", True), ("%c", True), ("no fields", ()), ("", ()), ("", 1), ("a%sb%sc", ("€", "é")),
        (b"%s", "x"), (b"%s", 1), (b"%b", b"ab"), (b"%b", "x"), (b"%c", 65), (b"%c", b"x"), (b"%c", b"xy"), (b"%c", 256), (b"%c", -1), (b"%c", "x"), (b"%c", 10**30),
        (b"%c", 1.5), (b"%d", 1), (b"%d", "x"), (b"%x", 1.5), (b"%f", "x"), (b"%y", 1), (b"%\xe9", 1), (b"%\x01", 1), (b"%", ()), (b"%(a", {}), (b"%(a", 1), (b"%(a)s", 1),
        (b"%(a)s", {b"a": b"1"}), (b"%s %s", (b"1",)), (b"%s", (b"1", b"2")), (b"%5s|", b"a"), (b"%-5s|", b"a"), (b"%.1s", b"abc"), (b"%05d", 3), (b"%-5d|", 3), (b"%5%", ()), (b"abc", 1),
        (b"%*d", ("x", 1)), (b"%(a)*d", {b"a": 1}), (b"%99999999999999999999d", 1), (b"%.99999999999999999999d", 1), (b"%+s", b"a"), (b"%#x", 255), (b"%#010x", 255), (b"%l", 1),
        (b"%5.3f", 1.5), (b"%'", 1), (b"%*d", (10**30, 1)), (b"%.*d", (10**30, 1)), (b"%.2147483647d", 1), (b"%\x80%%d", ()), (b"\xff%d\xfe", 1), (b"%%", ()), (b"%5c|", 65), (b"abc", {}),
    ]
    for template, arguments in hand:
        row(template, arguments)
    values = {"d": [0, 5, -5, 1234567, 10**20, -(10**20), 2.7, -2.7, True], "f": [0.0, -0.0, 1.5, -2.25, 1234567.891, 1e-7, 1e300, math.inf, -math.inf, math.nan, 3, -7],
              "s": ["", "a", "héllo", "€", "abcdefghij", 7, -7], "c": ["x", "€", 65, 8364]}
    for _ in range(3000):
        code = random.choice("diuoxXeEfFgGsrac")
        group = "d" if code in "diu" else "f" if code in "eEfFgG" else "s" if code in "sra" else "c" if code == "c" else "d"
        value = random.choice(values[group])
        if code in "ra" or (code in "oxX" and isinstance(value, float)):
            continue
        flags = "".join(random.sample("-+ #0", random.choice((0, 0, 1, 1, 2, 3))))
        template = "%" + flags + random.choice(["", "", "1", "5", "12", "20"]) + random.choice(["", "", ".0", ".", ".2", ".7", ".15"]) + code
        row(template, value)
        if code not in "sc":
            row(template.encode(), value)


def make_brace():
    t = Table("brace")
    templates = """|abc|{|}|{{|}}|{{}}|}}{{|{}|a{}b|{0}|{0}{1}|{a}|{a.b}|{a[b]}|{a[0].b[c]}|{0.x}|{}.{}|{!r}|{!r:>5}|{a!s:{w}}|{a:{w}.{p}}|{:{}{}}|{a:{b:{c}}}
{!}|{!r|{!rx}|{!|{a!|{a!rr}|{:|{:{}|{a:b}c}|{a{b}}|{a[}]}|{a[{]}|{a[}|{[}|{[:]}|{a[:!]:x}|{a]}|{:}}|{:{{}}}|{!}}|{a!é}|{!\x01}|x{y|x}y|{0!r}}|{ }|{ 0}|{a b}|{€}|{€[é]!€:€}|{a:}}}|{{{a}}}|{{{{|}}}}|{:!r}|{a!r:!s}|{}{}}|{0:{1}}x{2}
{a!:x}|{a!}|{a!:}|{!:}|{:x|{a:{}|{a[b]|{}}{|{a[]]}|{a[[]}|{a.b!r:c}|{a.b.c[1][2]}""".replace("\n", "|").split("|")
    for template in templates:
        def parse(template):
            out = []
            for literal, name, spec, conversion in formatter_parser(template):
                out.append(f"{literal}/{name}/{spec}/{conversion}")
            return ";".join(out)
        t.row("parse", parse, template)
    names = """|a|0|12|a.b|a[b]|a[0]|a[0].b|.a|[a]|[0]|a.|a[|a[]|a[b|a[b]c|a[b].|a..b|a.b.c|0.a|٣|a[٣]|a[-1]|a[0x1]|99999999999999999999|a[99999999999999999999]|9223372036854775807|9223372036854775808|a[b.c]|a[b[c]|a b.c d
€.é[€]|a]|a.b]|a[0]b|a[ 0]|00|a[00]""".replace("\n", "|").split("|")
    for name in names:
        def split(name):
            first, rest = formatter_field_name_split(name)
            steps = [f"{'.' if is_attribute else '[]'}{key if isinstance(key, str) else '#' + str(key)}" for is_attribute, key in rest]
            return ";".join([first if isinstance(first, str) else f"#{first}", *steps])
        t.row("split", split, name)
    for template in ["{}{}", "{0}{1}", "{}{0}", "{0}{}", "{a}{}{a}{}", "{a}{0}{}", "{}{a}{1}", "{:{}}{}", "{0:{1}}{2}", "{:{1}}", "{0:{}}", "{2}{1}{0}", "{a}", "{:{a}}{}"]:
        t.row("number", lambda template: template.format("x", "3", "z", a="5"), template)
    for template in ["{0!x}", "{0!é}", "{0!\x01}", "{0!\x7f}", "{0!~}", "{0! }", "{0!\u20ac}", "{0!R}"]:
        t.row("conversion", lambda template: template.format("x"), template)
    t.row("depth", lambda template: template.format("x", "", ""), "{0:{1:{2}}}")


if __name__ == "__main__":
    makers = {name.removeprefix("make_"): f for name, f in list(globals().items()) if name.startswith("make_")}
    for name in sys.argv[1:] or makers:
        makers[name]()
