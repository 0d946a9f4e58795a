# The module binascii and base64 over it: every function against all short inputs, and its errors.
import base64
import binascii
import itertools
import random


def show(f, *args, **kwargs):
    try:
        result = repr(f(*args, **kwargs))
    except BaseException as e:
        result = type(e).__name__ + " - " + str(e)
    print(result[:160])


def outcome(f, *args, **kwargs):
    try:
        return repr(f(*args, **kwargs))
    except BaseException as e:
        return type(e).__name__ + " - " + str(e)


def summary(outcomes):
    """A checksum of many answers, and how many there are of each kind."""
    kinds = {}
    sum = 0
    for o in outcomes:
        sum = binascii.crc32(o.encode(), sum)
        kind = o if " - " in o and "characters (" not in o else o[:10] if " - " in o else "ok"
        kinds[kind] = kinds.get(kind, 0) + 1
    print(sum, sorted(kinds.items()))


def inputs(alphabet, longest):
    for n in range(longest + 1):
        for t in itertools.product(alphabet, repeat=n):
            yield b"".join(t)


print(sorted(n for n in dir(binascii) if not n.startswith("__")))
print(binascii.Error.__mro__, binascii.Incomplete.__mro__, binascii.Error.__module__, binascii.Error.__qualname__)

print("arguments")
for name in sorted(dir(binascii)):
    f = getattr(binascii, name)
    if name.startswith("_") or isinstance(f, type):
        continue
    print(name, f.__text_signature__)
    for args in [(), (1,), ("é",), ("ab",), (b"",), (bytearray(b"6162"),), (memoryview(b"6162")[::2],), (b"", b"", b"", b"", b"")]:
        show(f, *args)
    show(f, x=1)
    show(f, b"", newline=1)
    show(f, b"", nope=1)
    show(f, data=b"6162")

print("checksums")
random.seed(1)
data = random.randbytes(1000)
print([binascii.crc32(data[:n]) for n in range(0, 40)])
print([binascii.crc_hqx(data[:n], 0) for n in range(0, 20)])
print(binascii.crc32(data), binascii.crc32(data[500:], binascii.crc32(data[:500])), binascii.crc32(b"123456789"))
print(binascii.crc_hqx(data, 1), binascii.crc_hqx(b"123456789", 0), binascii.crc_hqx(b"123456789", 0xFFFF))
for start in [-1, 2**32 - 1, 2**32, -(2**31), -(2**31) - 1, -(2**32), 2**70, "x", 1.5, None, True]:
    show(binascii.crc32, b"abc", start)
    show(binascii.crc_hqx, b"abc", start)

print("hex")
for args in [(b"abcdefg",), (b"abcdefg", ":"), (b"abcdefg", b":", 2), (b"abcdefg", ":", -3), (b"abcdefg", ":", 0), (b"abc", "::"),
             (b"abc", "é"), (b"abc", 5), (b"abc", ""), (b"abc", ":", "x"), (b"abc", ":", 2**40), (b"", ":"), (b"a", None),
             (b"abcdefg", "-", 100)]:
    show(binascii.hexlify, *args)
    show(binascii.b2a_hex, *args)
show(binascii.hexlify, sep=":", data=b"ab", bytes_per_sep=1)
for text in ["", "0", "00", "0g", "g0", "aBcD", "12 34", " 1", "1 ", b"ff\n", b"\xff\xff", "00" * 40]:
    show(binascii.unhexlify, text)
    show(binascii.a2b_hex, text)
print(binascii.unhexlify(binascii.hexlify(data)) == data)

print("base64")
for strict in (False, True):
    summary(outcome(binascii.a2b_base64, text, strict_mode=strict) for text in inputs([b"A", b"/", b"=", b"!"], 7))
    summary(outcome(binascii.a2b_base64, text, strict_mode=strict) for text in inputs([b"QUJD", b"Q", b"=", b"\n", b"-"], 5))
    for text in [b"", b"=", b"A", b"AA", b"AA=", b"AA==", b"AA===", b"AAA", b"AAA=", b"AAA==", b"AAAA", b"AAAA=", b"=AAA", b"A=AA",
                 b"AA=A", b"AA=A=", b"AA==A", b"AAAAA", b"AAAAAAAAA", b"AA AA", b"\xff\xff", "AAAA", "AA=\n="]:
        print(strict, text, end=" ")
        show(binascii.a2b_base64, text, strict_mode=strict)
for n in range(0, 70):
    part = data[:n]
    for newline in (False, True):
        coded = binascii.b2a_base64(part, newline=newline)
        assert binascii.a2b_base64(coded) == part == binascii.a2b_base64(coded.strip(), strict_mode=True)
summary(repr(binascii.b2a_base64(data[i : i + i % 50], newline=i % 2)) for i in range(500))
print(binascii.b2a_base64(b"", newline=False), binascii.b2a_base64(b""), binascii.b2a_base64(bytes(range(256))))
print(base64.b64encode(b"hello"), base64.urlsafe_b64encode(b"\xff\xfe\xfd"), base64.b32encode(b"hello"), base64.b16encode(b"hi"))
print(base64.b85encode(b"hello world"), base64.a85encode(b"hello\0\0\0\0"), base64.encodebytes(data[:80]))
for f, text in [(base64.b64decode, b"aGVsbG8="), (base64.b64decode, "aGVsbG8"), (base64.urlsafe_b64decode, b"__79"), (base64.b32decode, b"NBSWY3DP"),
                (base64.b16decode, b"6869"), (base64.b16decode, b"6x"), (base64.b85decode, b"Xk~0{Zv"), (base64.a85decode, b"BOu!rD]"),
                (base64.decodebytes, b"aGk=\n"), (base64.b32decode, b"1")]:
    show(f, text)
show(base64.b64decode, b"aG!Vs", validate=True)
print(base64.b32decode(base64.b32encode(data)) == data, base64.b85decode(base64.b85encode(data)) == data)

print("uu")
summary(outcome(binascii.a2b_uu, text) for text in inputs([b"#", b"!", b" ", b"`", b"\n", b"a", b"M"], 5))
summary(outcome(binascii.a2b_uu, b"$" + text) for text in inputs([b"0", b"_", b" ", b"`", b"\r"], 6))
for text in [b"", b" ", b"\n", b"!", b'"', b"#86)C", b"#86)C\n", b"#86)C  \r\n", b"#86)Cx", b"#8\x80)C", b"#86", b"`\n", b" \n", "#86)C"]:
    show(binascii.a2b_uu, text)
for n in (0, 1, 2, 3, 4, 44, 45, 46):
    for backtick in (False, True):
        show(binascii.b2a_uu, data[:n], backtick=backtick)
show(binascii.b2a_uu, bytes(5), backtick=True)
for n in range(46):
    assert binascii.a2b_uu(binascii.b2a_uu(data[:n])) == data[:n] == binascii.a2b_uu(binascii.b2a_uu(data[:n], backtick=True))

print("quoted-printable")
for header in (False, True):
    summary(outcome(binascii.a2b_qp, text, header) for text in inputs([b"=", b"4", b"a", b"G", b"_", b"\n", b"\r"], 5))
    for quotetabs in (False, True):
        for istext in (False, True):
            options = dict(header=header, quotetabs=quotetabs, istext=istext)
            alphabet = [b" ", b"\t", b"\n", b"\r", b".", b"_", b"=", b"x", b"\xff"]
            summary(repr(binascii.b2a_qp(text, **options)) for text in inputs(alphabet, 4))
            long = [b"x" * 35, b" ", b"\n", b"=", b"\r\n", b".", b"\t", b"yy"]
            summary(repr(binascii.b2a_qp(text, **options)) for text in inputs(long, 4))
            summary(repr(binascii.b2a_qp(data[i : i + 200], **options)) for i in range(0, 800, 7))
            for n in range(70, 80):
                for end in (b"", b"\n", b" ", b"= ", b"\xe9\xe9", b".\n", b"xy\r\n"):
                    text = b"z" * n + end
                    assert istext and (b"\r" in end or end[-1:] == b"\n") or binascii.a2b_qp(binascii.b2a_qp(text, **options), header) == text
            print(binascii.b2a_qp(b"caf\xc3\xa9 = x_y\t \r\n.\r\nend " + b"z" * 80, **options))
for text in [b"=", b"==", b"=4", b"=41", b"=4G", b"=\n", b"=\r\nx", b"= \nx", b"a=\rb\nc", b"=zz", "=C3=A9", b"_", b"=5F"]:
    show(binascii.a2b_qp, text)
    show(binascii.a2b_qp, text, header=True)
