"""`replace`, `count`, `find` and `split` of str and bytes against what they mean, on texts with many near-misses."""

import random


def naive(s, old, new, count=-1):
    if count < 0:
        count = len(s) + 1
    out, at = s[:0], 0
    if not old:
        for i in range(len(s) + 1):
            if count:
                out += new
                count -= 1
            out += s[i : i + 1]
        return out
    while count and at + len(old) <= len(s):
        if s[at : at + len(old)] == old:
            out += new
            at += len(old)
            count -= 1
        else:
            out += s[at : at + 1]
            at += 1
    return out + s[at:]


def check(s, old, new, count):
    want = naive(s, old, new, count)
    got = s.replace(old, new, count)
    assert got == want, (s, old, new, count, got, want)
    assert got.isascii() == want.isascii() and hash(got) == hash(want)
    if old:
        pieces = s.split(old, count)
        assert new.join(pieces) == want, (s, old, pieces)
        hits = len(pieces) - 1
        if count < 0:
            assert s.count(old) == hits
            assert (old in s) == (hits > 0) == (s.find(old) >= 0)
            assert s.find(old) == (len(pieces[0]) if hits else -1)


rng = random.Random(7)
for alphabet in ["ab", "abc\xe9", "ab\u0141", "a\U0001f600b"]:
    for _ in range(400):
        text = lambda n: "".join(rng.choice(alphabet) for _ in range(n))
        s, old, new = text(rng.choice([0, 1, 5, 31, 32, 33, 40, 64, 100])), text(rng.randrange(6)), text(rng.randrange(6))
        for count in [-1, 0, 1, 2, 33, 40]:
            check(s, old, new, count)
            if alphabet < "abc\xff":
                check(*(t.encode("latin-1") for t in (s, old, new)), count)

# Hits that are far apart, many of them, and long needles.
for gap in [0, 10, 31, 500, 3000]:
    for old in ["x", "xy", "x" * 12, "x" + "-" * 40 + "y"]:
        s = (old + "." * gap) * 70
        for new in ["", "z", "zz", "z" * len(old), "z" * 60]:
            got = s.replace(old, new)
            assert got == (new + "." * gap) * 70
            assert s.replace(old, new, 40) == (new + "." * gap) * 40 + (old + "." * gap) * 30

# Needles that nearly stand everywhere.
for old in ["a" * 300 + "b", "b" + "a" * 300, "a" * 150 + "b" + "a" * 150]:
    assert ("a" * 5000).replace(old, "c") == "a" * 5000
    assert ("a" * 5000 + old + "a" * 5000 + old).count(old) == 2

# What is not changed is the same object, and an exact one.
class S(str):
    pass

s = "abc"
print(s.replace("x", "y") is s, s.replace("a", "a") == s, s.replace("a", "b", 0) is s)
print(type(S("abc").replace("x", "y")), type(S("abc").replace("a", "y")), S("abc").replace("b", ""))
print(repr("a".replace("a", "")), repr("ab".replace("a", "")), repr("".replace("", "x")), repr("".replace("", "x", 0)))
print(repr("\xe9a".replace("\xe9", "e")), "\xe9a".replace("\xe9", "e").isascii(), repr("\u0141".replace("\u0141", "l")))
print("aaa".replace("a", "b", count=2), "abab".replace("b", "\u0141"), "ab".replace("", "-"), "ab".replace("", "-", 2))
print(b"aaa".replace(b"a", b"b", 2), bytearray(b"abab").replace(b"b", b""), b"ab".replace(b"", b"-"))
for bad in [lambda: "a".replace(1, "b"), lambda: "a".replace("b"), lambda: "a".replace("b", None), lambda: "a".replace("a", "b", "c"), lambda: "a".replace()]:
    try:
        bad()
    except TypeError as e:
        print(e)
