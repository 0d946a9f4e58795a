"""base64 of every length about the places where its result is kept another way, and back."""

import base64
import binascii

for n in [*range(0, 40), *range(180, 200), *range(370, 400), 1000, 100_000]:
    data = bytes(i * 7 % 256 for i in range(n))
    line = binascii.b2a_base64(data)
    plain = binascii.b2a_base64(data, newline=False)
    assert line == plain + b"\n" and binascii.a2b_base64(line) == data == base64.b64decode(plain), n
    assert type(plain) is bytes and len(plain) == (n + 2) // 3 * 4, n
    print(n, len(line), hash(plain) == hash(bytes(bytearray(plain))), plain[:12], plain[-6:])
print(repr(binascii.b2a_base64(b"", newline=False)), binascii.b2a_base64(b""))
print(binascii.b2a_base64(memoryview(b"abcdef")[::1]), binascii.b2a_base64(bytearray(b"xyz"), newline=0))
for bad in ("text", 3, memoryview(b"abcdef")[::2]):
    try:
        print(binascii.b2a_base64(bad))
    except (TypeError, BufferError) as e:
        print(type(e).__name__, e)
