# Keywords of native functions: by name, twice, missing, unknown; and small pieces of bytes that native loops make.
import binascii
import re
import struct


def show(f, *args, **kw):
    try:
        print(repr(f(*args, **kw)))
    except Exception as e:
        print(type(e).__name__, e)


show(binascii.b2a_base64, b"abc", newline=False)
show(binascii.b2a_base64, b"abc", newline=True)
show(binascii.b2a_base64, b"abc", newline=None)
show(binascii.b2a_base64, b"abc", **{"newline": 0})
show(binascii.b2a_base64, newline=False)
show(binascii.b2a_base64, b"abc", False)
show(binascii.b2a_base64, b"abc", newlin=False)
show(binascii.b2a_base64, b"abc", **{"newliné": False})
show(binascii.b2a_base64, b"abc", data=b"abd")
show(binascii.b2a_base64, data=b"abc", newline=False)
show(binascii.a2b_base64, b"YWJj", strict_mode=True)
show(binascii.a2b_base64, b"YWJj\n!", strict_mode=True)
show(binascii.a2b_base64, b"YWJj\n!", strict_mode=False)


class Name(str):
    pass


show(binascii.b2a_base64, b"abc", **{Name("newline"): False})
show("a b c".split, sep=" ", maxsplit=1)
show("a b c".split, " ", maxsplit=1)
show("a b c".split, " ", sep=" ")
show("a b c".split, " ", 1, 2)
show("abc".encode, encoding="utf-8", errors="strict")
show("abc".encode, errors="strict")
show(b"abc".decode, encoding="ascii")
show(int.to_bytes, 5, length=2, byteorder="big", signed=True)
show(int.to_bytes, 5, signed=True, byteorder="little")
show(int.from_bytes, bytes=b"\xff\x01", byteorder="big", signed=True)
show(int.from_bytes, b"\xff", bytes=b"\xff")
show(sorted, [3, 1, 2], reverse=True)
show(sorted, [3, 1, 2], key=None, reverse=False)
show(sorted, iterable=[1])
show([3, 1].sort, reverse=1, revers=2)
show(re.compile("a").sub, "b", string="aa", count=1)
show(re.compile("a").sub, repl="b", string="aa")
show(re.compile("a").sub, repl="b")
show(enumerate, iterable="ab", start=1)
show(sum, [1, 2], start=3)
show(sum, iterable=[1])
show(print, "x", "y", sep="-", end="!\n")
show(round, number=1.234, ndigits=1)
show(pow, base=2, exp=3, mod=5)
show(pow, 2, 3, exp=4)


class Index:
    def __index__(self):
        return 7


for code in "bBhHiIlLqQnN":
    for v in 0, 1, -1, 127, 128, 255, 256, -128, -129, 32767, 65535, 2**31 - 1, 2**32 - 1, 2**63, True, Index(), 1.0:
        try:
            print(struct.pack("<" + code if code not in "nN" else code, v).hex(), end=" ")
        except struct.error:
            print("error", end=" ")
    print()
print(struct.pack(">5hI", 1, -2, 3, -4, 5, 0xDEADBEEF), struct.pack("!P" if 0 else ">q", -2))

b = bytearray(b"abc")
seen = []
for c in b:
    seen.append(c)
    if len(b) < 6:
        b += b"z"
print(seen)
it = iter(b"xyz")
print(next(it), it.__length_hint__(), list(it), list(it), next(it, None))
it = iter("aé\U0001f600")
print(next(it), it.__length_hint__(), list(it), list(it), next(it, None))
out = b""
for c in b"small":
    out = out + bytes([c]) + b"" + out[:1]
print(out, b"" + out is out, len(out * 999 + out * 1001))


# What iterates in native code asks the iterator's class, if that can change, each time.
class Count:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n == 3:
            Count.__next__ = lambda self: Count.stop()
        return self.n

    @staticmethod
    def stop():
        raise StopIteration


print(set(Count()), end=" ")
print(set(range(3)), frozenset(v for v in "ab" if v > "a"), set(zip([1], [2])), set(map(len, ["a", "bb"])))
