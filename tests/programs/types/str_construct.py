"""str(): what it calls, subclasses, __str__ and __repr__ and their faults, __format__."""

from _table import table


class OnlyRepr:
    def __repr__(self):
        return "<repr>"


class Both:
    def __repr__(self):
        return "<repr>"

    def __str__(self):
        return "<str>"

    def __format__(self, spec):
        return f"<format {spec!r}>"


class BadStr:
    def __str__(self):
        return 5


class BadRepr:
    def __repr__(self):
        return None


class BadFormat:
    def __format__(self, spec):
        return 3


class Raises:
    def __str__(self):
        raise ValueError("no str")


class Sub(str):
    def __str__(self):
        return "sub"


class NonAscii:
    def __repr__(self):
        return "\u20ac"


table(globals(), """
    str(), str(5), str(1.5), str(None), str([1, "a"]), str(str), str(OnlyRepr()), str(Both()), repr(Both()), [Both()]
    str(BadStr())
    repr(BadRepr())
    str(BadRepr())
    ascii(BadRepr())
    str(Raises())
    [Raises()].__class__.__name__
    f"{BadStr()}"
    "%s" % BadStr()
    format(BadFormat())
    f"{BadFormat()}"
    f"{Both()} {Both()!r} {Both()!s} {Both():x} {Both()!s:>8}"
    "{} {!r} {:>3}".format(Both(), Both(), Both())
    format(OnlyRepr()), format(OnlyRepr(), "")
    format(OnlyRepr(), "x")
    f"{OnlyRepr():10}"
    format(None, "5")
    format([], ">5")
    ascii(NonAscii()), repr(NonAscii()), ascii("\\u20ac")
    Sub("x") == "x", str(Sub("x")), f"{Sub('x')}", "%s" % Sub("x"), repr(Sub("x")), "".join([Sub("x")]), Sub("x").__str__(), format(Sub("x")), Sub("abc")[1]
    str.__new__(Sub, "q") == "q", type(str.__new__(Sub)).__name__
    str.__str__("a"), str.__repr__("a"), str.__len__("abc"), str.__contains__("abc", "b"), str.__getitem__("abc", 1), str.__add__("a", "b"), str.__mul__("a", 2), str.__rmul__("a", 2), str.__mod__("%s", 1), str.__rmod__("a", "%s-"), "a".__rmod__(1)
    str.__add__("a", 1)
    str.__len__(5)
    str.__new__(int)
    """)
table(globals(), """
    "{}-{}".format(1, 2), "{1}{0}".format("a", "b"), "{x}{y}".format(x=1, y=2), "{0.real}{0.__class__.__name__}".format(5), "{0[1]}{0[-1]}".format({1: "a", "-1": "b"}), "{{}}".format(), "{!r:>6}".format("a"), "{:{}}".format("a", 5), "{a[k]}".format(a={"k": 3})
    "{}".format()
    "{1}".format(0)
    "{a}".format()
    "{} {0}".format(1)
    "{0} {}".format(1)
    "{".format()
    "}".format()
    "{!x}".format(1)
    "{!}".format(1)
    "{0[}".format(1)
    "{0.}".format(1)
    "{0[1]}".format(5)
    "{0.foo}".format(5)
    "{:d}".format("a")
    "{:5}{:<5}{:^5}{:>5}|".format("a", "b", "c", "d")
    "{:.2}{:5.1}|{:*^7.3}".format("abc", "xyz", "abcdef")
    "{:+}".format("a")
    "{:=5}".format("a")
    "{:,}".format("a")
    "{:05}".format("a")
    "{:#}".format("a")
    "{:{:{}}}".format(1, 2, 3)
    "{a}{b}".format_map({"a": 1, "b": 2})
    "{a}".format_map({})
    "{}".format_map({})
    """)
