# The modules below hashlib: _md5, _sha1, _sha2, _sha3, _blake2; and hashlib's own constructors over them.
import _blake2
import _md5
import _sha1
import _sha2
import _sha3
import hashlib
import hmac
import random


def show(f, *args, **kwargs):
    try:
        result = repr(f(*args, **kwargs))
    except BaseException as e:
        result = type(e).__name__ + " - " + str(e)
    print(result)


random.seed(5)
DATA = random.randbytes(5000)
LENGTHS = [0, 1, 3, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 135, 136, 143, 144, 167, 168, 169, 1000, 5000]
FIXED = [_md5.md5, _sha1.sha1, _sha2.sha224, _sha2.sha256, _sha2.sha384, _sha2.sha512, _sha3.sha3_224, _sha3.sha3_256, _sha3.sha3_384,
         _sha3.sha3_512, _blake2.blake2b, _blake2.blake2s]
XOFS = [_sha3.shake_128, _sha3.shake_256]

for make in FIXED:
    h = make()
    print(h.name, h.digest_size, h.block_size, type(h).__module__, type(h).__name__)
    print([make(DATA[:n]).hexdigest()[:16] for n in LENGTHS])
    for size in (1, 7, 64, 200):
        h = make()
        for i in range(0, 1000, size):
            h.update(DATA[i : min(i + size, 1000)])
        assert h.digest() == make(DATA[:1000]).digest(), make
    c = h.copy()
    c.update(b"more")
    print(h.hexdigest() == make(DATA[:1000]).hexdigest(), c.hexdigest(), type(c) is type(h), len(h.digest()) == h.digest_size)
    show(h.update, "x")
    show(h.update, 1)
    show(h.update)
    show(h.digest, 1)
    show(make, "x")
    show(make, 5)
    show(make, b"", b"")
    show(lambda: make(string=b"x").digest() == make(data=b"x").digest() == make(b"x", usedforsecurity=False).digest())
    show(make, b"x", string=b"y")
    show(make, data=b"x", string=b"y")
    show(make, b"x", data=b"y")
    show(make, nope=1)
    show(setattr, h, "name", 1)
    show(lambda: make(bytearray(b"ab")).digest() == make(memoryview(b"ab")).digest() == make(b"ab").digest())
    show(lambda: make(memoryview(DATA)[::2]))

for make in XOFS:
    h = make(b"abc")
    print(h.name, h.digest_size, h.block_size, h._capacity_bits, h._rate_bits, h._suffix)
    print([make(DATA[:n]).hexdigest(8) for n in LENGTHS])
    print(h.hexdigest(300), h.digest(0), h.digest(length=3), h.copy().hexdigest(4))
    for length in (-1, 2**29, 2**40, 2**70, "x", None, 1.5):
        show(h.digest, length)
        show(h.hexdigest, length)
    show(h.digest)
    show(h.digest, 1, 2)
print(_sha3.sha3_256()._capacity_bits, _sha3.sha3_256()._rate_bits, _sha3.sha3_256()._suffix)
for module in (_md5, _sha1, _sha2, _sha3, _blake2):
    print(module.__name__, sorted(n for n in dir(module) if not n.startswith("__")))
show(_md5.MD5Type)
show(lambda: type("Sub", (_blake2.blake2b,), {}))

print("blake2")
for make in (_blake2.blake2b, _blake2.blake2s):
    print(make.SALT_SIZE, make.PERSON_SIZE, make.MAX_KEY_SIZE, make.MAX_DIGEST_SIZE)
    for options in [dict(digest_size=0), dict(digest_size=1), dict(digest_size=20), dict(digest_size=33), dict(digest_size=65), dict(digest_size=-1),
                    dict(digest_size="x"), dict(digest_size=2**40), dict(key=b"k"), dict(key=b"k" * 32), dict(key=b"k" * 33), dict(key=b"k" * 65),
                    dict(key="x"), dict(salt=b"s"), dict(salt=b"s" * 8), dict(salt=b"s" * 9), dict(salt=b"s" * 17), dict(person=b"p"),
                    dict(person=b"p" * 9), dict(person=b"p" * 17), dict(fanout=0), dict(fanout=255), dict(fanout=256), dict(fanout=-1),
                    dict(depth=0), dict(depth=1), dict(depth=255), dict(depth=256), dict(leaf_size=1), dict(leaf_size=2**32 - 1),
                    dict(leaf_size=2**32), dict(leaf_size=-1), dict(leaf_size=2**70), dict(leaf_size="x"), dict(node_offset=1),
                    dict(node_offset=2**48 - 1), dict(node_offset=2**48), dict(node_offset=2**64 - 1), dict(node_offset=2**64),
                    dict(node_offset=-1), dict(node_depth=255), dict(node_depth=256), dict(inner_size=0), dict(inner_size=32), dict(inner_size=33),
                    dict(inner_size=65), dict(inner_size=-1), dict(last_node=True), dict(last_node=3), dict(last_node=[]), dict(nope=1),
                    dict(usedforsecurity=False),
                    dict(digest_size=16, key=b"key", salt=b"salt", person=b"person", fanout=2, depth=3, leaf_size=4, node_offset=5, node_depth=6,
                         inner_size=7, last_node=True)]:
        print(options, end=" ")
        show(lambda: make(b"abc", **options).hexdigest())
    keyed = make(b"message", key=b"secret", digest_size=10)
    keyed.update(DATA)
    print(keyed.digest_size, keyed.copy().digest_size, keyed.hexdigest())

print("hashlib")
print(sorted(hashlib.algorithms_guaranteed))
for name in sorted(hashlib.algorithms_guaranteed):
    h = hashlib.new(name, b"abc")
    h.update(DATA)
    size = (10,) if name.startswith("shake") else ()
    print(name, h.name, h.digest_size, h.hexdigest(*size) == getattr(hashlib, name)(b"abc" + DATA).hexdigest(*size), h.hexdigest(*size))
show(hashlib.new, "nope")
print(hmac.new(b"key", b"message", "sha256").hexdigest(), hmac.new(b"k" * 200, b"m", hashlib.md5).hexdigest())
print(hmac.digest(b"key", b"message", "sha1"), hmac.compare_digest(b"a", b"a"))
import io

print(hashlib.file_digest(io.BytesIO(DATA), "sha256").hexdigest() == hashlib.sha256(DATA).hexdigest())
