"""str: split, rsplit, splitlines, partition, rpartition, join, strip family."""

from _table import table

blank = " \t a  b\nc \x0b\x1c\u2003d\xa0 "
lines = "one\ntwo\r\nthree\rfour\x0bfive\x0csix\x1cseven\x85eight\u2028nine\n\nend\n"


class Words:
    def __init__(self, *words):
        self.words = words

    def __iter__(self):
        return iter(self.words)


table(globals(), r"""
    blank.split(), blank.split(None, 1), blank.rsplit(None, 1), blank.split(maxsplit=2), blank.split(" ")
    "".split(), "".split(","), "   ".split(), "a,b,,c,".split(","), "a,b,,c,".split(",", 2), "a,b,,c,".rsplit(",", 2), "a--b-c".split("--"), "a".split("abc"), "aXbXc".rsplit("X", 1), "a,b".split(",", 0), "a,b".split(",", -5)
    "abab".split("ab"), "aaa".split("aa"), "aaa".rsplit("aa"), "\u20aca\u20ac".split("\u20ac"), "x\U0001f600y".split("\U0001f600"), " a ".split(None, 0), " a b ".rsplit(None, 0)
    "a".split("")
    "a".rsplit("")
    "a".split(1)
    "a".split(",", "x")
    "a".split(b",")
    lines.splitlines()
    lines.splitlines(True)
    lines.splitlines(keepends=True)[-3:], "".splitlines(), "\n".splitlines(), "a\n".splitlines(), "\r\n\r".splitlines(True)
    "a=b=c".partition("="), "a=b=c".rpartition("="), "abc".partition("="), "abc".rpartition("="), "".partition("x"), "=x".partition("="), "a\u20acb".partition("\u20ac")
    "a".partition("")
    "a".rpartition("")
    "a".partition(1)
    ",".join(["a", "b", "c"]), "".join("abc"), "-".join([]), "-".join(["x"]), ", ".join({"k": 1, "l": 2}), "\u20ac".join(("a", "\U0001f600")), " ".join(Words("x", "y")), "".join(c for c in "gen")
    ",".join([1])
    ",".join(["a", None])
    ",".join(["a", b"b"])
    ",".join(5)
    ",".join()
    ",".join(Words(1))
    "  x y \n".strip(), "xxaxx".strip("x"), "xyaxy".lstrip("xy"), "xyaxy".rstrip("yx"), "abc".strip("abc"), "".strip(), "\u2003a\u2003".strip(), "a".strip(""), "aXb".strip(None), "\u20aca\u20ac".strip("\u20ac"), "  a  ".lstrip(), "  a  ".rstrip()
    "a".strip(1)
    "a".strip("a", "b")
    "a".lstrip(b"a")
    [len(p) for p in ("word " * 1000).split()][:3], len(("x," * 500).split(",")), "ab\x00c".split("\x00")
    """)
