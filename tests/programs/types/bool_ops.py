"""bool: logic and arithmetic, conversion, what is a subclass of what, the warning-free paths."""

from _table import table

T, F = True, False
table(
    globals(),
    """
    T & F, T | F, T ^ T, type(T & F).__name__, T & 1, type(T & 1).__name__, T + T, type(T + T).__name__
    T and 0, F or "x", not T, not 0, not "a", not [], not None
    bool(), bool(0), bool(0.0), bool(-0.0), bool(""), bool("0"), bool(()), bool([0]), bool({}), bool(None), bool(float("nan"))
    str(T), repr(F), int(T), float(T), T == 1, T is True, hash(T), T < 2, [10, 20][T]
    bool(1, 2)
    bool(x=1)
    isinstance(T, int), issubclass(bool, int), bool.__bases__, bool.__mro__
    T / 2, T // 2, T * "ab", -T, +T, abs(F)
    f"{T} {T:d} {T:>6} {T!s:>6}", "%d %s %r" % (T, T, T), format(T), format(T, ""), format(T, "5")
    sum([T, F, T]), max(T, F), sorted([T, F, T]), {T: "a", 1: "b", 1.0: "c"}
    T.real, T.imag, T.numerator, T.bit_length()
    type("B", (bool,), {})
    """,
)


class Yes:
    def __bool__(self):
        return True


class Sized:
    def __init__(self, size):
        self.size = size

    def __len__(self):
        return self.size


class Wrong:
    def __bool__(self):
        return 1


class WrongLen:
    def __len__(self):
        return -1


class LenFloat:
    def __len__(self):
        return 1.5


class Refuses:
    __bool__ = None


table(
    globals(),
    """
    bool(Yes()), not Yes(), bool(Sized(0)), bool(Sized(3)), not Sized(0)
    bool(Wrong())
    bool(WrongLen())
    bool(LenFloat())
    bool(Refuses())
    1 if Wrong() else 2
    Wrong() and 1
    len(WrongLen())
    len(LenFloat())
    """,
)
