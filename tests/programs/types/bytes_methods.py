"""bytes: construction, indexing, searching, splitting, case, translate, repr, operators."""

from _table import table

b = b"abracadabra"
table(globals(), r"""
    bytes(), bytes(3), bytes([1, 2, 255]), bytes(b"ab"), bytes((65, 66)), bytes(range(3)), bytes(x for x in (1, 2)), bytes.fromhex("00 fF\t7e"), bytes.fromhex("")
    bytes(-1)
    bytes([256])
    bytes([-1])
    bytes(["a"])
    bytes("a")
    bytes(1.5)
    bytes(None)
    bytes(2**70)
    bytes(5, "x")
    bytes.fromhex("0")
    bytes.fromhex("0g")
    bytes.fromhex("0 0")
    bytes.fromhex(5)
    repr(b"'"), repr(b'"'), repr(b"'\""), repr(b"\t\n\r\\\x00\x7f\xff"), str(b"a"), ascii(b"\xe9"), f"{b'x'}", f"{b'x'!r:>6}"
    b[0], b[-1], b[1:4], b[::-1], b[::3], b[20:], list(b[:3]), b"a" in b, 97 in b, b"bra" in b, b"" in b, len(b), max(b), sorted(b"cab")
    b[11]
    b["a"]
    256 in b
    "a" in b
    None in b
    b.find(b"a", 1), b.find(97), b.rfind(b"bra"), b.index(b"c"), b.rindex(98), b.count(b"a"), b.count(b""), b.count(97), b.find(b"zz"), b.find(b"", 11), b.find(b"", 12)
    b.index(b"zz")
    b.index(300)
    b.find("a")
    b.find(256)
    b.startswith(b"abra"), b.startswith((b"x", b"ab")), b.endswith(b"a", 0, 4), b.endswith(b"")
    b.startswith("a")
    b.startswith([b"a"])
    b.startswith((b"a", "x")), b.startswith((b"x", b"a"))
    b.replace(b"a", b"--"), b.replace(b"a", b"", 2), b.replace(b"", b"."), b.replace(b"zz", b"")
    b.replace("a", b"")
    b" a  b\n".split(), b"a,b,,c".split(b","), b"a,b,c".rsplit(b",", 1), b"a b c".split(None, 1), b"a\nb\r\nc\x0bd".splitlines(), b"a\nb".splitlines(True), b"".split(), b"".split(b",")
    b"a".split(b"")
    b"a".split(",")
    b"a=b=c".partition(b"="), b"a=b=c".rpartition(b"="), b"abc".partition(b"=")
    b"a".partition(b"")
    b",".join([b"a", b"b"]), b"".join([]), b"-".join((b"x",))
    b",".join(["a"])
    b",".join([1])
    b",".join(5)
    b"  x \n".strip(), b"xxaxx".strip(b"x"), b"xya".lstrip(b"yx"), b"ayx".rstrip(b"xy"), b"x".strip(None)
    b"a".strip("a")
    b"Hello wORLD \xe9".upper(), b"Hello \xc9".lower(), b"hello wOrld they're".title(), b"hELLO".capitalize(), b"aBc".swapcase()
    [f(x) for x in (b"", b"abc", b"ABC", b"a1", b"12", b" \t\n\x0b", b"\xe9", b"Ab Cd") for f in (bytes.isalpha, bytes.isdigit, bytes.isalnum, bytes.isspace, bytes.isupper, bytes.islower, bytes.istitle, bytes.isascii)]
    b"ab".center(7, b"*"), b"ab".ljust(5), b"ab".rjust(5, b"."), b"-7".zfill(5), b"a\tb".expandtabs(4), b"abc".removeprefix(b"ab"), b"abc".removesuffix(b"c")
    b"ab".center(7, b"**")
    b"ab".center(7, "*")
    b.translate(None, b"a"), b.translate(bytes.maketrans(b"abr", b"xyz")), b.translate(bytes(range(256))), b.translate(None, delete=b"br")
    b.translate(b"abc")
    b.translate(5)
    bytes.maketrans(b"a", b"xy")
    b"\x01\xab\xff".hex(), b"\x01\xab\xff".hex(":"), b"\x01\xab\xff\x00\x11".hex("-", 2), b"\x01\xab\xff\x00\x11".hex("_", -2), b"".hex()
    b"a".hex("ab")
    b"a".hex(1)
    b + b"x", b"" + b, b * 2, 0 * b, b"x" * -1
    b + "x"
    b"a" * 1.5
    b"a" + 5
    b"a" < b"b", b"a" == b"a", b"a" != b"b", b"ab" > b"a", b"" < b"\x00", b"a" == "a", b"\xff" >= b"\x7f"
    b"a" < "b"
    hash(b""), hash(b"a"), hash(b"abc") == hash("abc"), hash(b"\xff\x00"), {b"k": 1}[bytes([107])]
    b"%d %s %b %r %x %c %c %5.1f|" % (1, b"x", b"y", "z", 255, 65, b"B", 2.5)
    b"%(a)s" % {b"a": b"v"}
    b"%s" % "x"
    b"%d" % "x"
    b"%c" % 256
    b"%c" % b"ab"
    b"%a %%" % "\u20ac"
    b"%s %s" % (b"a",)
    b"abc" % 1
    b"x".decode().encode() is not None, bytes(b).__class__.__name__, b.__getitem__(0), b.__len__(), b.__contains__(98), b.__add__(b"z"), b.__mul__(0), b"a".__bytes__()
    b.nope
    """)


class ToBytes:
    def __bytes__(self):
        return b"made"


class Wrong:
    def __bytes__(self):
        return "no"


class Sub(bytes):
    pass


table(globals(), """
    bytes(ToBytes())
    bytes(Wrong())
    Sub(b"ab"), type(Sub(b"ab")[:1]).__name__, Sub(b"a") == b"a", type(Sub(b"a") + b"b").__name__, type(bytes(Sub(b"x"))).__name__, hash(Sub(b"a")) == hash(b"a")
    """)
