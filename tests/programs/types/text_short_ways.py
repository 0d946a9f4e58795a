"""What has a short way and a general one: where the two meet, nothing may differ."""

import struct
import json
import io


class Shown:
    def __init__(self, text):
        self.text = text

    def __str__(self):
        return self.text

    def __repr__(self):
        return "<" + self.text + ">"


class Str(str):
    def __str__(self):
        return "other"

    def __repr__(self):
        return "repr"


class Int(int):
    def __str__(self):
        return "int"

    __repr__ = __str__


class Dict(dict):
    def __missing__(self, key):
        return "missing " + key


def attempt(f, *args):
    try:
        print(repr(f(*args)))
    except Exception as e:
        print(type(e).__name__, e)


def percent(format, args):
    attempt(lambda: format % args)


for format, args in [
    ("%s %d", ("a", 1)),
    ("%s %d", ("é", 1)),
    ("%s %d %r", ("a", -5, "it's")),
    ("%s %s", (Shown("x"), Shown("€"))),
    ("%s %s %s", (Shown("x"), Shown("€"), "é")),
    ("%r %r", (Shown("x"), "\n")),
    ("%s|%d", (Str("q"), Int(3))),
    ("%r|%s", (Str("q"), Int(3))),
    ("%s", "alone"),
    ("%s", ("alone",)),
    ("%s", ()),
    ("%s %s", ("a",)),
    ("%s", ("a", "b")),
    ("nothing", ()),
    ("nothing", ("x",)),
    ("nothing", {}),
    ("nothing", {"a": 1}),
    ("nothing", "x"),
    ("nothing", []),
    ("%", ()),
    ("100%", ()),
    ("%d%%", 5),
    ("%d%%", (5,)),
    ("%d %d", (True, 2.9)),
    ("%d", "x"),
    ("%d", ("x",)),
    ("%s %d", ("x", "y")),
    ("%s %z", ("x", 1)),
    ("%s %é", ("x", 1)),
    ("%s %5d|%-5d|%05d", ("x", 1, 2, 3)),
    ("%s %.3f %s", ("x", 1.5, "y")),
    ("%s%c%c", ("x", 65, "B")),
    ("%s %*d", ("x", 5, 3)),
    ("%x %s", (255, 256)),
    ("%ld %s", (3, 4)),
    ("%(a)s %(b)d", {"a": 1, "b": 2}),
    ("%(a)s %(b)r %(c)s", {"a": "é", "b": "x", "c": Shown("s")}),
    ("%(a)s %(b)5d %(a)s", {"a": "x", "b": 2}),
    ("%(a)s %s", {"a": 1}),
    ("%s %(a)s", {"a": 1}),
    ("%(a(b))s", {"a(b)": 1}),
    ("%(a", {"a": 1}),
    ("%(a)", {"a": 1}),
    ("%(a)s", {}),
    ("%(a)s", (1,)),
    ("%(a)s", "x"),
    ("%(a)s %(zzz)s", Dict(a=1)),
    ("%()s", {"": 7}),
    ("%(é)s", {"é": 7}),
    ("%(a)d", {"a": "x"}),
    ("%(a)z", {"a": "x"}),
    ("%s" * 3, ("x" * 100, "y" * 100, "z" * 100)),
    ("a" * 300 + "%s", ("x",)),
    ("%s" * 20, tuple(range(20))),
    ("%d", 10**30),
    ("%s %s", (10**30, None)),
    ("é%s", ("x",)),
    ("%s\0%s", ("\0", "\x7f")),
]:
    percent(format, args)

print([repr(s) for s in ["", "a", "abc", "it's", '"', "'\"", "\\", "\n", "\x7f", "é", "~ ", "\x1f"]])

for value in [0, 1, 127, 128, 255, 256, -1, -128, -129, 2**31, 2**63 - 1, 2**63, 2**64 - 1, -(2**63), 2**62, -(2**62)]:
    for length in (0, 1, 2, 7, 8, 9):
        for order in ("little", "big"):
            for signed in (False, True):
                try:
                    made = value.to_bytes(length, order, signed=signed)
                except OverflowError as e:
                    continue
                assert int.from_bytes(made, order, signed=signed) == value
                print(value, length, order, signed, made)
attempt((1).to_bytes, 1, "middle")
attempt((1).to_bytes, -1, "big")
attempt((1).to_bytes)
attempt(True.to_bytes, 2)
attempt(Int(5).to_bytes, 2)
for order in ("little", "big"):
    for signed in (False, True):
        for n in range(10):
            print(n, order, signed, int.from_bytes(b"\x81\x02\x03\xff\x05\x06\x87\x88\x99"[:n], order, signed=signed))
attempt(int.from_bytes, bytearray(b"\1\2"), "big")
attempt(int.from_bytes, [1, 2])
attempt(Int.from_bytes, b"\1")

for text in ["12", "-12", " 12 ", "1_000", "0x10", "", "٣", "9" * 18, "9" * 19, "9" * 40, "1.5", "00", "1\0"]:
    attempt(int, text)
attempt(int, Str("7"))
attempt(int)
attempt(int, "z", 36)
attempt(lambda: int(x="1"))
attempt(lambda: int("1", base=3))
attempt(float, 3)
attempt(float, True)
attempt(float, 10**400)
attempt(float, "2.5")
attempt(float)
attempt(lambda: float(x=1))
attempt(float, 1, 2)
for x in [2.5, 3.5, -2.5, 1e300, float("inf"), float("nan"), 7, True]:
    attempt(round, x)
attempt(round, 2.675, 2)
attempt(round, 1234, -2)
attempt(round, 2.5, None)
attempt(round, "x")
attempt(lambda: round(number=2.5, ndigits=1))

for s in ["abc", "é", "€", "", "x" * 2000]:
    for args in [(), ("utf-8",), ("ascii",), ("latin-1",), ("utf8",), ("utf-8", "strict"), ("ascii", "replace"), ("utf-16",), (3,), ("nope",)]:
        try:
            b = s.encode(*args)
            print(args, len(b), b[:20], hash(b) == hash(bytes(bytearray(b))))
            print(b.decode(*args)[:20])
        except Exception as e:
            print(args, type(e).__name__, e)
attempt(b"\xff".decode)
attempt(b"\xff".decode, "ascii", "ignore")
attempt(bytearray(b"abc").decode)
attempt(bytearray(b"abc").decode, "utf8")


class Bytes(bytes):
    pass


for n in (0, 1, 2, 15, 16, 17, 500, 983, 984, 985, 1023, 1024, 1025, 5000):
    b = bytes(range(256)) * 20
    b = b[:n]
    c = Bytes(b)
    print(n, len(b), b == c, hash(b) == hash(c), b + c == b * 2, (b + b"x")[:3], type(c + b"").__name__, b[1:3], len(b[2:]))
    c.attribute = n
    print(c.attribute, bytes(c) == b, memoryview(b)[:2].tobytes(), b.hex()[:6])

for haystack in ("abcabc", "é€", ""):
    for needle in ("a", "bc", "", "é", "abcabcd", "€"):
        print(haystack.startswith(needle), haystack.endswith(needle), haystack.find(needle), haystack.rfind(needle, 1), haystack.startswith(needle, 3), haystack.endswith((needle, "q"), 0, 3))
attempt("abc".startswith, 3)
attempt("abc".startswith, ("x", 3))
attempt("abc".find, 3)

for text in ["a b c", "", "  ", "a,b,,c", "é f", "a\x1cb\x85c\xa0d"]:
    print(text.split(), text.split(","), text.split(None, 1), text.split(",", maxsplit=1), text.split(sep=None), [text.strip()])
attempt("a".split, "")
attempt("a".split, 3)
attempt("a".split, None, None)

for format, values in [("<I", (1,)), (">I", (1,)), ("<HhQqd", (1, -2, 3, -4, 0.5)), (">HhQqd", (1, -2, 3, -4, 0.5)), ("10sB", (b"abc", 3)), ("=100x?", (True,)), ("<3i", (1, 2, 3)), ("B", (256,)), ("B", ("x",)), ("I", ())]:
    try:
        made = struct.pack(format, *values)
        print(made, struct.unpack(format, made))
    except struct.error as e:
        print("error", e)

s = io.StringIO()
print(s.write("abc"), s.write(""), s.write("é€"), s.tell())
s.seek(1)
print(s.write("XY"), s.getvalue(), s.tell())
s.seek(10)
s.write("end")
print(repr(s.getvalue()))
s = io.StringIO(newline=None)
s.write("a\r\nb\rc\n")
print(repr(s.getvalue()))
s = io.StringIO(newline="\r\n")
s.write("a\nb")
print(repr(s.getvalue()))
b = io.BytesIO(b"abcdef")
print(b.read(1), b.read(2), b.read(None), b.read(-1))
attempt(b.read, "x")

keys = json.loads('[{"key one": 1, "b\\u00e9": 2, "a": 3}, {"key one": 4, "bé": 5, "\\u0061": 6}]')
for a, b in zip(*keys):
    print(a, b, a is b)
for text in ['"abcdefgh"', '"abcdefg"', '"abcdefgh\\n"', '"é"', '"abcdefghé"', '"\\"', '"abc', '"abcdefghijkl', '"a\tb"', '"\x7f"', '{"a" 1}', '{"a": 1', '{"aaaaaaaaaaaaa', '"€abcdefghi"', '{"k": "v", "k": "w"}', '[1, -2, 3.5, 1e5, 12345678901234567890]']:
    attempt(json.loads, text)
attempt(lambda: json.loads('"a\tb\\n"', strict=False))
for value in ["abcdefgh", "a\"b", "back\\slash", "\n", "\x7f", "\x1f", "é", "abcdefghi\xe9", "€", "\U0001f600", [1, 2.5, True, None, -7, 1e300, float("inf")], {"a": 1, 2: "x", 1.5: None, "é": [Int(3)]}]:
    print(json.dumps(value), json.dumps(value, ensure_ascii=False))
print(json.dumps({"a": [1, {"b": 2}]}, indent=2))
