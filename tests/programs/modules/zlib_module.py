# The module zlib, and gzip and zipfile over it. What is compressed may differ byte by byte between libraries, so only what
# comes out again is shown.
import gzip
import io
import random
import zipfile
import zlib


def show(f):
    try:
        print(f())
    except BaseException as e:
        print(type(e).__name__, e)


random.seed(4)
words = [bytes(random.choices(b"abcdefgh ", k=7)) for _ in range(40)]
data = b"".join(random.choices(words, k=8000))
noise = random.randbytes(70000)

# One call.
for level in (-1, 0, 1, 5, 6, 9):
    for bits in (15, 9, -15, 31):
        packed = zlib.compress(data, level, bits)
        assert zlib.decompress(packed, bits) == data, (level, bits)
    print(level, len(zlib.compress(data, level)) < len(data) + 100)
print(zlib.decompress(zlib.compress(noise)) == noise, zlib.decompress(zlib.compress(b"")))
print(zlib.decompress(zlib.compress(data, wbits=31), wbits=47) == data)
print(zlib.decompress(zlib.compress(bytes(300_000)), bufsize=1) == bytes(300_000))
print(zlib.decompress(zlib.compress(memoryview(data)[10:20])), zlib.decompress(bytearray(zlib.compress(b"q"))))
# What CPython's zlib made is read.
made = bytes.fromhex("789c4bcc2b514cce2c284ecd2bc92cca490400 2b2b06ce".replace(" ", ""))
show(lambda: zlib.decompress(made))

# Pieces.
c = zlib.compressobj(9)
packed = b"".join(c.compress(data[i : i + 777]) for i in range(0, len(data), 777))
packed += c.flush(zlib.Z_SYNC_FLUSH) + c.compress(b"more") + c.flush(zlib.Z_FULL_FLUSH) + c.flush()
d = zlib.decompressobj()
out = b"".join(d.decompress(packed[i : i + 100]) for i in range(0, len(packed), 100))
print(out == data + b"more", d.eof, d.unused_data, d.unconsumed_tail, d.flush())
for strategy in (zlib.Z_FILTERED, zlib.Z_HUFFMAN_ONLY, zlib.Z_RLE, zlib.Z_FIXED):
    c = zlib.compressobj(6, zlib.DEFLATED, 15, 9, strategy)
    print(strategy, zlib.decompress(c.compress(data) + c.flush()) == data)
for memory in range(1, 10):
    c = zlib.compressobj(memLevel=memory)
    assert zlib.decompress(c.compress(data) + c.flush()) == data, memory

# Limits.
packed = zlib.compress(data)
d = zlib.decompressobj()
out = d.decompress(packed + b"tail", 1000)
print(len(out), d.unconsumed_tail != b"", d.eof)
while d.unconsumed_tail:
    piece = d.decompress(d.unconsumed_tail, 5000)
    assert len(piece) <= 5000
    out += piece
print(out == data, d.eof, d.unused_data)
print(d.decompress(b"more"), d.unused_data)
d = zlib.decompressobj()
first = d.decompress(packed, 10)
print(first + d.flush() == data, d.eof, d.unconsumed_tail)
show(lambda: d.decompress(b"x"))
show(lambda: d.copy())
d = zlib.decompressobj()
print(len(d.decompress(packed[:50])) > 0, d.flush() == b"", d.eof)

# Copies.
c = zlib.compressobj()
start = c.compress(data)
other = c.copy()
print(zlib.decompress(start + c.flush()) == data, zlib.decompress(start + other.compress(b"!") + other.flush())[-4:] == data[-3:] + b"!")
d = zlib.decompressobj()
start = d.decompress(packed[:200])
import copy

others = d.copy(), copy.copy(d), copy.deepcopy(d)
print([start + o.decompress(packed[200:]) == data for o in (d, *others)])

# Dictionaries.
words = b"hello world, this is a dictionary"
for bits in (15, -15):
    c = zlib.compressobj(wbits=bits, zdict=words)
    packed = c.compress(b"hello dictionary world") + c.flush()
    print(zlib.decompressobj(wbits=bits, zdict=words).decompress(packed))
    if bits > 0:
        show(lambda: zlib.decompressobj(zdict=b"other").decompress(packed))
        show(lambda: zlib.decompressobj().decompress(packed))
        show(lambda: zlib.decompress(packed))
    else:
        print(zlib._ZlibDecompressor(-15, zdict=bytearray(words)).decompress(packed))

# The decompressor under gzip.
packed = zlib.compress(b"z" * 100000)
d = zlib._ZlibDecompressor()
print(d.needs_input, d.eof, d.unused_data)
print(len(d.decompress(packed, max_length=10)), d.eof, d.needs_input)
print(len(d.decompress(b"", 100)), len(d.decompress(b"rest")), d.eof, d.needs_input, d.unused_data)
show(lambda: d.decompress(b""))
d = zlib._ZlibDecompressor(wbits=31)
print(d.decompress(gzip.compress(b"abc")), d.eof)
d = zlib._ZlibDecompressor()
print(b"".join(d.decompress(packed[i : i + 1]) for i in range(len(packed))) == b"z" * 100000)

# Checksums.
print(zlib.crc32(b""), zlib.crc32(b"hello"), zlib.crc32(b"lo", zlib.crc32(b"hel")), zlib.crc32(data))
print(zlib.adler32(b""), zlib.adler32(b"hello"), zlib.adler32(b"lo", zlib.adler32(b"hel")), zlib.adler32(data))
print(zlib.crc32(b"a", -1), zlib.crc32(b"a", 1 << 40), zlib.adler32(b"a", -5))

# What is wrong.
good = zlib.compress(b"abc" * 100)
for bad in (b"garbage", b"", good[:-3], good[:-1] + b"x", good[:5], b"\x78\x9c\xff\xff\xff"):
    show(lambda: zlib.decompress(bad))
    show(lambda: zlib.decompressobj().decompress(bad))
    show(lambda: zlib._ZlibDecompressor().decompress(bad))
show(lambda: zlib.decompress(b"abc", wbits=77))
show(lambda: zlib.decompress(good, wbits=31))
show(lambda: zlib.decompress(zlib.compress(b"a" * 70000), wbits=9))
show(lambda: zlib.decompress(good, bufsize=-1))
show(lambda: zlib.decompress("str"))
show(lambda: zlib.compress(b"a", 10))
show(lambda: zlib.compress(b"a", wbits=3))
show(lambda: zlib.compress("a"))
show(lambda: zlib.compress())
show(lambda: zlib.compress(b"a", 1, 2, 3))
show(lambda: zlib.compressobj(10))
show(lambda: zlib.compressobj(wbits=99))
show(lambda: zlib.compressobj(method=3))
show(lambda: zlib.compressobj(memLevel=0))
show(lambda: zlib.compressobj(wbits=-8))
show(lambda: zlib.compressobj(strategy=77))
show(lambda: zlib.compressobj(zdict=3))
show(lambda: zlib.decompressobj(zdict=3))
show(lambda: zlib.decompressobj(wbits=99))
show(lambda: zlib._ZlibDecompressor(wbits=99))
show(lambda: zlib.decompressobj().decompress(b"x", -1))
show(lambda: zlib.decompressobj().flush(0))
show(lambda: zlib.compressobj().flush(7))
show(lambda: zlib.compressobj().flush(zlib.Z_NO_FLUSH))
c = zlib.compressobj()
c.flush()
show(lambda: c.compress(b"more"))
show(lambda: c.flush())
show(lambda: c.copy())
show(type(c))
show(lambda: zlib.crc32("a"))
show(lambda: zlib.crc32(b"a", "x"))

# gzip
packed = gzip.compress(data, mtime=0)
print(gzip.decompress(packed) == data, gzip.decompress(packed + packed) == data + data)
f = io.BytesIO()
with gzip.GzipFile("name.txt", "wb", fileobj=f, mtime=1) as g:
    g.write(b"line one\nline two\n" * 3)
f.seek(0)
with gzip.open(f, "rt") as g:
    print(g.readlines())
show(lambda: gzip.decompress(b"not gzip"))
show(lambda: gzip.decompress(packed[:-4]))

# zipfile
f = io.BytesIO()
with zipfile.ZipFile(f, "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("folder/one.txt", data)
    archive.writestr("two.txt", b"two", zipfile.ZIP_STORED)
with zipfile.ZipFile(f) as archive:
    print(archive.namelist(), archive.testzip(), archive.read("folder/one.txt") == data)
    with archive.open("folder/one.txt") as member:
        member.seek(1000)
        print(member.read(50) == data[1000:1050])
corrupt = b"x\x9cK\xcb\xcf\x07\x00\x02\x82\x01\x00"
d = zlib.decompressobj()
print(d.decompress(corrupt, 1))
show(lambda: d.flush())
show(lambda: zlib._ZlibDecompressor(-15, "notbytes"))
