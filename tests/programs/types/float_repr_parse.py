"""float: shortest repr, parsing of literals and words, hex and fromhex."""

from _table import table

for value in (
    0.1, 0.2 + 0.1, 1 / 3, 1e15, 1e16, 1e17, 123456789012345680.0, 1e22, 1e-4, 1e-5, 0.0001234, 9.5e-7,
    1.7976931348623157e308, 2.2250738585072014e-308, 5e-324, 100.0, 1e100, -0.0, 2.0**63, 2.0**-1074,
    4.35, 0.3, 2.675, 1.1, 123.456, 1e21, 12345678.9, 9007199254740993.0, 0.1 + 0.7, 5e-5, 1.0e5,
):
    print(repr(value), str(value), value.hex(), float.fromhex(value.hex()) == value, float(repr(value)) == value)
table(
    globals(),
    r"""
    float(), float("1"), float(" -1.5e3\n"), float("1_000.5_5"), float(".5"), float("5."), float("1e-400"), float("1e400")
    float("inf"), float("-Infinity"), float("+nan"), float("NaN"), float("iNf")
    float("\u0661.\u0662"), float(b"2.5"), float(10**20), float(True)
    float("")
    float("abc")
    float("1e")
    float("1__0")
    float("_1")
    float("1_.5")
    float("0x1p3")
    float("1 2")
    float("\ud800")
    float(b"x\xff")
    float(None)
    float([])
    float(10**400)
    float("1", "2")
    float(x="1")
    float("1.7976931348623159e308"), float("4.9e-324"), float("2.4e-324"), float("0." + "0" * 400 + "1")
    float("179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880.0")
    float.fromhex("0x1.8p1"), float.fromhex("-0x.8"), float.fromhex("inf"), float.fromhex(" 0X1P-1074 "), float.fromhex("1.fffffffffffffp+1023"), float.fromhex("0x1.00000000000008p0")
    float.fromhex("0x")
    float.fromhex("0x1p2000")
    float.fromhex("zz")
    float.fromhex(1)
    (0.0).hex(), (-0.0).hex(), (1.5).hex(), (5e-324).hex(), float("inf").hex(), float("nan").hex()
    (0.1).as_integer_ratio(), (-2.5).as_integer_ratio(), (1e20).as_integer_ratio(), (5e-324).as_integer_ratio()[0]
    float("inf").as_integer_ratio()
    float("nan").as_integer_ratio()
    (1.0).is_integer(), (1.5).is_integer(), float("inf").is_integer(), (1e300).is_integer()
    (2.5).conjugate(), (2.5).real, (2.5).imag, (2.5).__trunc__(), (-2.5).__floor__(), (-2.5).__ceil__()
    float.from_number(3), float.from_number(2.5)
    float.from_number("3")
    float.__getformat__("double")
    """,
)


class F:
    def __float__(self):
        return 2.25


class I:
    def __index__(self):
        return 3


class Bad:
    def __float__(self):
        return "x"


class Sub(float):
    pass


table(
    globals(),
    """
    float(F()), float(I()), F().__float__()
    float(Bad())
    Sub("1.5"), Sub(2) + 1, type(Sub(2) + 1).__name__, repr(Sub(1e16)), float(Sub(3)), hash(Sub(2.5)) == hash(2.5)
    float.__new__(int)
    (1.5).foo
    """,
)
