"""int(): text and bytes in every base, underscores, blanks, other digits, bad literals;
bin, oct, hex, str back again; the limit on digits."""

from _table import table

table(
    globals(),
    r"""
    int()
    int("0"), int("-0"), int("+17"), int("  42\n"), int("\u2003 7 \x1f")
    int("1_000_000"), int("0b101", 0), int("0o17", 0), int("0xFf", 0), int("-0xF_F", 16)
    int("z", 36), int("Zz", 36), int("101", 2), int("777", 8), int("0b1", 2), int("0o7", 8), int("0", 0)
    int("\u0663\u0664"), int("\uff11\uff12"), int("\U0001d7d9")
    int(b"12"), int(b" -0x1f ", 16), int(b"1_1")
    int(3.99), int(-3.99), int(1e20), int(True), int("9" * 40)
    int("")
    int("  ")
    int("1__0")
    int("_1")
    int("1_")
    int("0x")
    int("12a")
    int("1 2")
    int("--1")
    int("08", 0)
    int("00", 0)
    int("2", 2)
    int("1", 1)
    int("1", 37)
    int("1", -2)
    int("\ud800")
    int("a\x00b")
    int(b"\xff")
    int(b"1 2")
    int("12", base=5)
    int(base=5)
    int(12, 5)
    int(1.5, 5)
    int(None)
    int([])
    int("1", "2")
    int("1", 2.0)
    int(x="1")
    int("1", 2, 3)
    int(float("inf"))
    int(float("nan"))
    int(-float("inf"))
    bin(0), bin(5), bin(-5), oct(8), oct(-8), hex(255), hex(-255), hex(2**70).upper(), bin(2**64), oct(2**64)
    str(0), str(-1), repr(10**18), str(2**63), str(-(2**200))
    int("7" * 4300) % 1000007
    int("7" * 4301)
    len(str(10**4299))
    str(10**4300)
    int("f" * 5000, 16).bit_length()
    len(hex(10**5000))
    """,
)


class Index:
    def __index__(self):
        return 12


class Int:
    def __int__(self):
        return 34


class BadInt:
    def __int__(self):
        return "no"


class BadIndex:
    def __index__(self):
        return 1.5


class Sub(int):
    def __repr__(self):
        return "Sub!"


table(
    globals(),
    """
    int(Index())
    int(Int())
    int(BadInt())
    int(BadIndex())
    hex(Index()), bin(Index()), oct(Index())
    hex(Int())
    hex(1.5)
    int("10", Index())
    Sub(5), str(Sub(5)), Sub(5) + 1, type(Sub(5) + 1).__name__, type(Sub("12")).__name__
    int(Sub(7)), type(int(Sub(7))).__name__, f"{Sub(7)}", "%d" % Sub(7)
    """,
)
