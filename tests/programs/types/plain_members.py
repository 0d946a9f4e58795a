"""Membership and subscription where words and text decide, and where they do not."""


class Word(str):
    def __eq__(self, other):
        return "word" if isinstance(other, str) and str.__eq__(self, other) else False

    __hash__ = str.__hash__


class Same:
    def __init__(self, hashed):
        self.hashed = hashed

    def __eq__(self, other):
        return True

    def __hash__(self):
        return self.hashed


def member(x, all):
    results = {x in all for _ in range(40)} | {not (x not in all) for _ in range(40)}
    assert len(results) == 1
    return results.pop()


kinds = [
    1, 0, -1, True, False, 1.0, 2.5, 2**70, "a", "ab", "", "\u20ac", "x" * 100, Word("a"), b"a", None, int, str, type,
    (1, 2), (1, (2, "a")), (1.0, 2), Same(1), Same(hash("a")), frozenset("a"),
]
containers = [
    (1, 2), [1, 2], ("a", "ab"), ["a", 1], (Word("a"),), {1, 2}, {1.0}, {True}, {"a", "b"}, {Word("a")}, frozenset([1, "a"]),
    {int, str}, {(1, 2)}, {2**70}, set(), (), [], {1: 2}, {"a": 1}, {int: 1, "a": 2}, {(1, 2): 3}, {1.0: 1}, {Same(1): 1},
    (None, 1), [float("nan")], {frozenset("a")}, {(1, (2, "a")): 1},
]
for c in containers:
    shown = [type(k).__name__ if isinstance(k, Same) else repr(k)[:12] for k in kinds if member(k, c)]
    print(repr(c)[:40] if not any(isinstance(k, Same) for k in c) else "Same", shown)

nan = float("nan")
print(member(nan, (nan,)), member(nan, {nan}), member(float("nan"), (nan,)))

# Names made at run time have no hash yet.
for text in ["".join(["a", "b"]), "".join(["q"] * 30)]:
    print(text in {"ab"}, text in ("ab", "q" * 30), text in {"ab": 1})

try:
    [] in {1}
except TypeError as error:
    print(error)
try:
    [] in {1: 1}
except TypeError as error:
    print(error)
print(member({1}, {frozenset({1})}))


def get(d, k):
    try:
        return d[k]
    except KeyError as error:
        return "missing", error.args


table = {1: "int", "a": "str", (1, 2): "tuple", int: "class", None: "none", 2.5: "float"}
for key in [1, True, 1.0, "a", "b", (1, 2), (1.0, 2), (2, 1), int, str, None, 2.5, Same(hash("a"))]:
    shown = {repr(get(table, key)) for _ in range(40)} if not isinstance(key, Same) else {get(table, key)}
    print(shown)

# Characters.
for text in ["abc", "\xe9\xff", "a\u20acb", "\U0001F600x\xe9", ""]:
    for i in [0, 1, 2, -1, -3, 5]:
        try:
            found = {text[i] for _ in range(20)}
        except IndexError as error:
            found = error
        print(ascii(found), end=" ")
    print()

# Texts that differ at one place, in all lengths.
count = 0
for n in range(0, 40):
    a = "k" * n
    b = "".join(["k"] * n)
    assert (a == b) is True and (a != b) is False
    for i in range(n):
        c = b[:i] + "j" + b[i + 1 :]
        assert (a == c) is False and (a != c) is True
        count += 1
    assert (a == b + "k") is False
print(count, "\u20ac" == "\u20ac", "\u20acx" == "\u20acy", "a" == "\u0161")


class Plain:
    pass


class Other(Plain):
    pass


class Compares:
    def __eq__(self, other):
        return "asked"

    def __ne__(self, other):
        return "asked too"


p, q, o, c = Plain(), Plain(), Other(), Compares()
for _ in range(20):
    shown = [p == p, p == q, p != q, p == o, o == p, p == c, c == p, p != c, p == None, None == p, p == 1, 1 == p, object() == p]
print(shown)
try:
    p < q
except TypeError as error:
    print(error)
for v in [b"", b"a", {}, {1: 1}, (), (1,), "", [], set(), {0}, bytearray(), range(0)]:
    print(bool(v), not v, 1 if v else 0, end="; ")
print()
