"""str: ordering across storage kinds, hashes under PYTHONHASHSEED=0, keys of dicts."""

from _table import binary, table

VALUES = ["", "a", "b", "ab", "\xe9", "\u20ac", "\U0001f600", "a\U0001f600", "\ud800", "\uffff", "A"]
binary(
    ascii,
    VALUES,
    [("==", lambda a, b: a == b), ("!=", lambda a, b: a != b), ("<", lambda a, b: a < b), ("<=", lambda a, b: a <= b), (">", lambda a, b: a > b), (">=", lambda a, b: a >= b)],
)
for s in VALUES + ["abc", "hello world", "x" * 7, "x" * 8, "x" * 9, "x" * 100, "spam", "__init__", "\x00", "\u4e2d\u6587"]:
    print(ascii(s)[:20], hash(s))
table(globals(), """
    "a" == 1, "a" == b"a", "a" == None, "a" != 1
    "a" < 1
    "a" < None
    b"a" < "a"
    sorted(VALUES) == sorted(VALUES, key=lambda s: [ord(c) for c in s]), [ascii(v) for v in sorted(VALUES)]
    max(VALUES) == "\\U0001f600", min(VALUES)
    {"a": 1}["".join(["", "a"])], hash("ab") == hash("a" + "b"), hash("\\u20ac"[:0]) == hash("") == 0
    "abc".__eq__("abc"), "abc".__eq__(1), "abc".__lt__("abd"), "abc".__lt__(1), "abc".__hash__() == hash("abc")
    """)


class Sub(str):
    pass


class Odd(str):
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 7


table(globals(), """
    Sub("a") == "a", hash(Sub("a")) == hash("a"), {"a": 1}[Sub("a")], Sub("a") < "b", Sub("ab")[0], type(Sub("ab")[:]).__name__, type(Sub("x").upper()).__name__, type(Sub("x") + "").__name__, type(str(Sub("q"))).__name__
    Odd("a") == "b", "b" == Odd("a"), Odd("a") != "a", hash(Odd("x")), {Odd("k"): 1}.get("k"), Odd("z") in ["q"]
    """)
