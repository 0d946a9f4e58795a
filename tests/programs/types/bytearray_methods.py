"""bytearray: construction, the methods that bytes has too, operators, repr, pickling, and their errors."""

from _table import attempt, table


class Sub(bytearray):
    """A subclass whose instances show what they were made from."""

    def __init__(self, *args, **kwargs):
        print("init", args, kwargs)
        super().__init__(*args, **kwargs)


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        if isinstance(self.value, Exception):
            raise self.value
        return self.value


b = bytearray(b"abracadabra")
table(globals(), r"""
    bytearray(), bytearray(3), bytearray([1, 2, 255]), bytearray(b"ab"), bytearray((65, 66)), bytearray(range(3)), bytearray(x for x in (1, 2))
    bytearray("h\xe9", "latin-1"), bytearray("h\xe9", "utf-8"), bytearray("h\u20ac", "ascii", "replace"), bytearray(memoryview(b"abcdef")[::2]), bytearray(bytearray(b"x"))
    bytearray(source=b"a"), bytearray(Index(2)), bytearray({1, 2}), bytearray(b""), bytearray([Index(7)])
    bytearray("x")
    bytearray(3, "utf8")
    bytearray(b"", errors="strict")
    bytearray(errors="x")
    bytearray(encoding="x")
    bytearray("x", "no-such-codec")
    bytearray("\u20ac", "ascii")
    bytearray([256])
    bytearray([-1])
    bytearray([2**80])
    bytearray(["a"])
    bytearray((1, "a"))
    bytearray(iter([1, 300]))
    bytearray(1.5)
    bytearray(-1)
    bytearray(2**70)
    bytearray(2**62)
    bytearray(None)
    bytearray(1, 2, 3, 4)
    bytearray(x=1)
    bytearray("a", 3)
    bytearray("a", "utf8", 3)
    bytearray(Index(TypeError("not this way")))
    bytearray(Index(KeyError("other")))
    bytearray.__new__(int)
    bytearray.__new__(bytearray, 1, 2, 3, x=4)
    bytearray.append(b"a", 1)
    bytearray.fromhex("00 fF\t7e"), bytearray.fromhex(""), bytearray.fromhex(b"aabb"), bytearray.fromhex(memoryview(b"a1b2"))
    bytearray.fromhex(3)
    bytearray.fromhex("zz")
    bytearray.fromhex("a")
    bytearray.fromhex(memoryview(b"aabb")[::2])
    repr(bytearray(b"'")), repr(bytearray(b'"')), repr(bytearray(b"'\"")), repr(bytearray(b"\t\n\r\\\x00\x7f\xff")), str(bytearray(b"a")), ascii(bytearray(b"\xe9"))
    "%s" % bytearray(b"a"), f"{bytearray(b'a')!r:>20}"
    format(bytearray(b"a"), ">5")
    b[0], b[-1], b[1:4], b[::-1], b[::3], b[20:], b[5:2], list(b[:3]), len(b), max(b), min(b), sorted(b), sum(b)
    b[11]
    b[-12]
    b[2**70]
    b["a"]
    b[None]
    b[1.0]
    b[slice("a")]
    b[::0]
    b"a" in b, 97 in b, bytearray(b"bra") in b, b"" in b, memoryview(b"cad") in b
    256 in b
    -1 in b
    "a" in b
    None in b
    Index(KeyError("hidden")) in b
    b.find(b"a", 1), b.find(97), b.rfind(b"bra"), b.index(b"c"), b.rindex(98), b.count(b"a"), b.count(b""), b.count(97), b.find(b"zz"), b.find(bytearray(b"cad")), b.find(memoryview(b"d"))
    b.index(b"zz")
    b.rindex(b"zz")
    b.index(300)
    b.find("a")
    b.find(None)
    b.find()
    b.find(b"a", "x")
    b.startswith(b"abra"), b.endswith(bytearray(b"bra")), b.startswith((b"z", memoryview(b"a"))), b.endswith(()), b.startswith(b"b", 1, 2)
    b.startswith("a")
    b.startswith(("a",))
    b.startswith([b"a"])
    b.upper(), b.title(), b.capitalize(), b.swapcase(), bytearray(b"ABC").lower()
    b.isalpha(), b.isdigit(), b.islower(), b.isupper(), b.isspace(), b.isalnum(), b.isascii(), b.istitle(), bytearray().isascii(), bytearray().isalpha()
    b.center(15), b.center(15, b"*"), b.ljust(13, bytearray(b".")), b.rjust(13), b.center(3), b.zfill(13), bytearray(b"-7").zfill(5)
    b.center(15, b"**")
    b.center(15, bytearray(b"**"))
    b.center(15, memoryview(b"*"))
    b.center(15, "*")
    b.center(15, None)
    b.center("x")
    b.replace(b"a", b"A"), b.replace(b"a", b"", 2), b.replace(b"", b"-"), b.replace(b"zz", b"y"), b.replace(memoryview(b"abra"), bytearray(b"."))
    b.replace("a", b"b")
    b.replace(b"a", "b")
    b.replace(b"a")
    b.split(b"a"), b.rsplit(b"a", 2), b.split(bytearray(b"br")), bytearray(b" a  b ").split(), bytearray(b" a  b ").rsplit(None, 1), b.split(b"zz")
    b.split(b"")
    b.split("a")
    b.split(b"a", "x")
    b.split(sep=b"c", maxsplit=1), bytearray(b"a\nb\r\nc").splitlines(), bytearray(b"a\nb").splitlines(True), bytearray(b"a\nb").splitlines(keepends=1)
    b.partition(b"c"), b.rpartition(b"a"), b.partition(b"zz"), b.rpartition(b"zz"), b.partition(memoryview(b"cad")), b"a-b".partition(bytearray(b"-"))
    b.partition(b"")
    b.partition("c")
    b.strip(b"ab"), b.lstrip(b"a"), b.rstrip(bytearray(b"ar")), bytearray(b" x ").strip(), bytearray(b" x ").strip(None)
    b.strip("a")
    b.removeprefix(b"abra"), b.removesuffix(b"bra"), b.removeprefix(b"x"), b.removeprefix(memoryview(b"ab"))
    b.removeprefix("a")
    bytearray(b"-").join([b"a", bytearray(b"b"), memoryview(b"c")]), bytearray(b"-").join([]), bytearray(b"-").join([b"one"]), b"-".join([b, b])
    bytearray(b"-").join([b"a", "b"])
    bytearray(b"-").join(3)
    bytearray(b"\t|\t").expandtabs(4), bytearray(b"a").expandtabs(tabsize=1)
    b.translate(bytes(range(256)).replace(b"a", b"A")), b.translate(None, b"ab"), b.translate(bytearray(range(256)), delete=b"r"), b.translate(None)
    b.translate(b"x")
    b.translate("x")
    bytearray.maketrans(b"ab", bytearray(b"xy"))[97:99], type(bytearray.maketrans(b"", b"")).__name__
    bytearray.maketrans(b"a", b"")
    bytearray.maketrans("a", b"b")
    b.hex(), b.hex("-"), b.hex(b":", 4), b.hex("-", -4), bytearray().hex()
    b.hex(bytearray(b"-"))
    b.hex("--")
    b.hex("\xe9")
    b.hex("-", "x")
    b.decode(), b.decode("ascii"), b.decode(encoding="utf-8", errors="strict"), bytearray(b"\xff").decode("latin-1"), bytearray(b"\xffx").decode(errors="replace")
    bytearray(b"\xff").decode()
    b.decode("no-such-codec")
    b.decode(5)
    b + b"!", b"!" + b, b + memoryview(b"?"), memoryview(b"?")[:0].tobytes() + b, b * 2, 2 * bytearray(b"xy"), bytearray(b"xy") * -1, bytearray(b"xy") * True
    b + "a"
    b + 3
    b + None
    "a" + b
    3 + b
    b * "x"
    b * 1.5
    b * 2**62
    b * 2**80
    bytearray(b"%d|%s|%x|%c|%r") % (5, b"b", 255, 65, "r"), bytearray(b"%(k)s") % {b"k": bytearray(b"v")}, b"%s" % bytearray(b"x"), b"%b" % memoryview(b"abcd")[::2]
    bytearray(b"%d") % "x"
    bytearray(b"%s") % "x"
    bytearray(b"%c") % bytearray(b"xy")
    bytearray(b"%c") % memoryview(b"x")
    bytearray(b"%d")
    bytearray(b"x") % 5
    3 % bytearray(b"x")
    bytearray(b"a") == b"a", b"a" == bytearray(b"a"), bytearray(b"a") != memoryview(b"a"), bytearray(b"a") < b"b", b"b" > bytearray(b"a"), bytearray(b"a") <= memoryview(b"a"), bytearray(b"a") == "a", bytearray(b"a") == 3
    bytearray(b"a") < 3
    bytearray(b"a") < "a"
    bytearray(b"a") < [1]
    hash(bytearray())
    {bytearray(): 1}
    bool(bytearray()), bool(bytearray(b"\0"))
    int(bytearray(b"12")), int(bytearray(b"ff"), 16), float(bytearray(b"1.5")), str(bytearray(b"ab"), "ascii"), int.from_bytes(bytearray(b"\1\2")), ord(bytearray(b"a")), eval(bytearray(b"1+1")), bytes(bytearray(b"x"))
    int(bytearray(b"zz"))
    float(bytearray(b"zz"))
    ord(bytearray(b"ab"))
    bytearray().__reduce__(), bytearray(b"\xff").__reduce__(), bytearray(b"\xff").__reduce_ex__(2), bytearray(b"\xff").__reduce_ex__(3), bytearray().__reduce_ex__(5)
    bytearray(b"a").__reduce_ex__("x")
    bytearray().__sizeof__(), bytearray(b"abc").__sizeof__(), bytearray(10).__sizeof__()
    b.copy() == b, b.copy() is b
    b.copy(3)
    b.clear(1)
    b.__getattribute__("nothing")
    b.attribute
    isinstance(b, bytes), issubclass(bytearray, object), bytearray.__mro__, bytearray.__hash__
""")

s = Sub(b"ab")
for line in ("Sub.fromhex('aa')", "s + b'c'", "s.upper()", "s[:]", "s.copy()", "s * 1", "repr(s)", "str(s)", "type(s.strip())"):
    print(line, attempt(eval, line))
s.attribute = 3
print(s.__reduce__(), s.__reduce_ex__(4), s.__dict__, s == b"ab")
print(sorted(n for n in bytearray.__dict__ if n not in bytes.__dict__), sorted(n for n in bytes.__dict__ if n not in bytearray.__dict__))
