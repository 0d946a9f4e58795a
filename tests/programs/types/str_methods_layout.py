"""str: center, ljust, rjust, zfill, expandtabs, translate, maketrans, repetition, slices."""

from _table import table

s = "hello"


class Mapping:
    def __getitem__(self, key):
        if key == 104:
            return "H\u20ac"
        if key == 101:
            return None
        if key == 111:
            return 48
        raise LookupError


class BadMapping:
    def __init__(self, value):
        self.value = value

    def __getitem__(self, key):
        return self.value


table(globals(), r"""
    s.center(9), s.center(10), s.center(10, "*"), s.center(3), "ab".center(5, "-"), "abc".center(6, "-"), "".center(3, "x"), s.center(11, "\u20ac")
    s.ljust(8), s.ljust(8, "."), s.rjust(8), s.rjust(8, "\U0001f600"), s.rjust(-1)
    s.center(10, "**")
    s.center(10, "")
    s.ljust("10")
    s.ljust(10, 5)
    s.ljust(10, b"x")
    "42".zfill(5), "-42".zfill(5), "+42".zfill(6), "--42".zfill(6), "".zfill(3), "abc".zfill(2), "\u20ac".zfill(3)
    "a\tb".expandtabs(), "a\tb".expandtabs(4), "a\tb\nc\td".expandtabs(3), "\t".expandtabs(0), "\ta".expandtabs(-1), "ab\r\tc".expandtabs(), "x".expandtabs(tabsize=2)
    "a".expandtabs("x")
    s.translate({104: "J", 108: None}), s.translate({ord("o"): 0x1F600}), s.translate({}), s.translate(Mapping()), "\u20ac".translate({0x20AC: "E"}), s.translate(["x"] * 103)
    s.translate({104: 1.5})
    s.translate({104: 0x110000})
    s.translate({104: -1})
    s.translate(BadMapping(b"x"))
    s.translate(5)
    s.translate()
    str.maketrans("abc", "xyz"), str.maketrans("ab", "xy", "c"), str.maketrans({"a": 1, 98: "q", "c": None})
    str.maketrans("ab", "x")
    str.maketrans({"ab": 1})
    str.maketrans({1.5: 1})
    str.maketrans("ab")
    str.maketrans("a", 1)
    s * 3, 2 * s, s * 0, s * -1, "" * 5, "\u20ac" * 3, s * True
    s * 1.5
    s * s
    s * None
    "ab" * (2**62)
    s + " world", s + "\u20ac", "" + s
    s + 1
    1 + s
    s + b"x"
    s + None
    s[0], s[-1], s[1:3], s[::-1], s[::2], s[-3:], s[10:], s[3:1], s[:], s[5:0:-2], "h\u20ac\U0001f600"[1:], "h\u20ac\U0001f600"[0], s[True], s[-100:100], s[None:None:None]
    s[5]
    s[-6]
    s["a"]
    s[1.0]
    s[None]
    s[::0]
    s["a":]
    s[2**70]
    s[2**70:], s[:2**70], s[-(2**70):2]
    s[0:3, 1]
    len(s), len("\U0001f600"), len("e\u0301"), list("a\u20ac"), tuple("ab"), sorted("banana"), max("abc"), "b" in "abc", list(reversed(s)), list(enumerate("ab"))
    """)
