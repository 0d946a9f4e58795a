"""abs, bin, divmod, pow, round, chr, ord, hash, id, len, ascii, repr on what they accept and refuse."""

from _table import table


class Op:
    def __abs__(self):
        return "abs"

    def __divmod__(self, other):
        return ("divmod", other)

    def __rdivmod__(self, other):
        return ("rdivmod", other)

    def __pow__(self, other, mod=None):
        return ("pow", other, mod)

    def __rpow__(self, other, mod=None):
        return ("rpow", other, mod)

    def __round__(self, *digits):
        return ("round", digits)

    def __len__(self):
        return 3

    def __index__(self):
        return 65

    def __neg__(self):
        return "neg"

    def __pos__(self):
        return "pos"

    def __invert__(self):
        return "invert"

    def __repr__(self):
        return "Op\u20ac"


class Long:
    def __len__(self):
        return 2**63


class NegLen:
    def __len__(self):
        return -5


o = Op()
table(globals(), """
    abs(-5), abs(5), abs(-2.5), abs(-(2**70)), abs(True), abs(-0.0), abs(o), abs(-(2**62)), abs(-(2**63))
    abs("a")
    abs(None)
    abs()
    abs(1, 2)
    divmod(o, 1), divmod(1, o), divmod("a", o), divmod(7.5, 2), divmod(-7, 2.0)
    divmod("a", 1)
    divmod(1)
    divmod(1, None)
    pow(o, 1), pow(o, 1, 2), pow(2, o), pow("x", o), pow(2, 3, o)
    pow(1)
    pow("a", "b")
    pow(1, 2, "c")
    pow(1, "b", 3)
    pow(1.5, 2, 3)
    round(o), round(o, 2), round(o, None), round(1.5), round(-2.5), round(True), round(1234, -2), round(1.25, 1)
    round("a")
    round(None, 1)
    round([], 1)
    round(1, "a")
    chr(o), hex(o), oct(o), bin(o), ord("a"), range(o)[-1], [0] * 66 and ([0] * 66)[o], "ab" * o == "ab" * 65
    -o, +o, ~o
    -"a"
    +[]
    ~1.5
    ~None
    len(o), len(""), len("a\\u20ac"), len(b"ab"), len(()), len([1]), len({1: 2}), len({1}), len(range(5)), len({}.keys())
    len(5)
    len(None)
    len(Long())
    len(NegLen())
    len()
    len([], [])
    len(int)
    len(x for x in ())
    ascii(o), repr(o) == "Op\\u20ac", ascii("a\\xe9"), ascii([o, "\\U0001f600"]), repr([o]) == "[Op\\u20ac]"
    repr()
    ascii(1, 2)
    bin(1.5)
    hex("a")
    oct(None)
    chr(2**31)
    """)
