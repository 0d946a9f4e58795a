"""Methods that go over bytes a block at a time: every length around a block, and what stands at its edges."""

import binascii

every = bytes(range(256))
for n in [*range(70), 300, 1023, 1024, 1025, 3000]:
    s = (every * 12)[n % 7 : n % 7 + n]
    assert s.upper() == bytes(c - 32 if 97 <= c <= 122 else c for c in s), n
    assert s.lower() == bytes(c + 32 if 65 <= c <= 90 else c for c in s), n
    text = s.translate(None, bytes(range(128, 256))).decode()
    assert text.upper() == "".join(chr(ord(c) - 32) if "a" <= c <= "z" else c for c in text), n
    assert text.lower() == "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in text), n
    digits = binascii.hexlify(s)
    assert digits == b"".join(b"%02x" % c for c in s) and digits == s.hex().encode(), n
    assert binascii.unhexlify(digits) == s and binascii.unhexlify(digits.upper()) == s, n
    assert binascii.unhexlify(digits.decode()) == s, n
    sets = [b"", b"a", b"0123456789ABCDEF", b"\x00\xff", bytes(range(0, 256, 2)), b"aceg", b"acegi", every, every[1:255], bytes(range(97, 123))]
    for delete in sets:
        kept = bytes(c for c in s if c not in delete)
        assert s.translate(None, delete) == kept, (n, delete)
        assert s.translate(every[::-1], delete=delete) == bytes(255 - c for c in kept), (n, delete)
        assert bytearray(s).translate(None, delete) == kept, (n, delete)
    # One byte that is not like its neighbours, anywhere.
    only = bytearray(b"7" * n)
    for at in range(0, n, max(1, n // 40)):
        only[at] = 120
        assert only.translate(None, b"0123456789") == b"x", (n, at)
        only[at] = 55

for n in 2, 16, 30, 32, 34, 64, 66:
    for at in range(n):
        for wrong in b"g", b"G", b"/", b":", b"@", b"`", b"\x00", b"\xb0", b"\xe1":
            digits = b"0aF9" * 20
            digits = digits[:at] + wrong + digits[at + 1 : n]
            try:
                print(binascii.unhexlify(digits))
            except binascii.Error as e:
                said = str(e)
print(said)
for digits in b"abc", "0" * 33, "é" * 2:
    try:
        binascii.unhexlify(digits)
    except ValueError as e:
        print(type(e).__name__, e)
print(binascii.hexlify(bytes(range(40)), "-", 16), binascii.hexlify(b"abc", b":"), binascii.hexlify(b""), b"\xe9".hex("é"[:0] or "_"))
