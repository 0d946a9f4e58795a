# Bytes that exist once, items of a bytearray, and numbers that struct puts into bytes.
import functools
import io
import struct
import weakref

one = bytes([65])
print(one is b"BA"[1:], one is io.BytesIO(b"xA").getvalue()[1:], bytes(0) is b"x"[1:], b"" + one is one)
f = io.BytesIO(b"AAB")
print(f.read(1) is f.read(1), f.read(), f.read(1), f.tell())


class B(bytes):
    pass


print(B(b"A") is one, type(B(b"A")), type(B(b"A") + b""), type(b"" + B(b"A")), b"A" + B(b"B"), B() + B(b"C"))
print(b"a" + bytearray(b"b"), bytearray(b"a") + b"b", b"a" + memoryview(b"b"))
for bad in ("x", 1, None):
    try:
        b"a" + bad
    except TypeError as error:
        print("TypeError:", error)

a = bytearray(4)
for i, v in [(0, 1), (-1, 255), (2, True), (False, 7)]:
    a[i] = v
print(a)


class Index:
    def __init__(self, i):
        self.i = i

    def __index__(self):
        return self.i


class Shrinks:
    def __index__(self):
        a.clear()
        return 1


a[Index(1)] = Index(9)
print(a)
for i, v in [(4, 0), (-5, 0), (0, 256), (0, -1), (0, "x"), ("x", 0), (0, 1.0), (2**70, 0), (0, 2**70), (0, Shrinks())]:
    try:
        a[i] = v
    except (IndexError, ValueError, TypeError) as error:
        print(type(error).__name__ + ":", error)
print(a)


class C(bytearray):
    def __setitem__(self, i, v):
        print("set", i, v)


c = C(2)
c[0] = 1
print(c)
view = memoryview(b := bytearray(3))
b[1] = 5
print(view.tolist())

for code in "bBhHiIqQlLnNP":
    size = struct.calcsize(code)
    top = 1 << 8 * size
    for n in sorted({0, 1, -1, 127, 128, 255, 256, -128, -129, top // 2 - 1, top // 2, top - 1, top, -top // 2, -top // 2 - 1}):
        try:
            r = struct.pack(code, n).hex()
        except (struct.error, OverflowError) as error:
            r = str(error)
        print(code, n, r)
print(struct.pack(">hI", -2, 7), struct.pack("<hI", Index(-2), True), struct.pack("".join(["<", "h"]), 3))
for args in [("h", 1.0), ("h", "x"), ("h",), (1,), ("z", 1), ("h\0", 1)]:
    try:
        struct.pack(*args)
    except (struct.error, TypeError) as error:
        print(type(error).__name__ + ":", error)
struct._clearcache()
print(struct.pack("<h", 1), struct.pack(b"<h", 1), struct.unpack("<h", b"\1\2"))


class F(str):
    pass


print(struct.pack(F("<h"), 2), struct.calcsize(F("<i")))


# One weak reference without a callback for each object, unless its class is another.
class T:
    pass


class R(weakref.ref):
    pass


t = T()
called = []
with_callback = weakref.ref(t, called.append)
r = weakref.ref(t)
print(weakref.ref(t) is r, weakref.ref(t, None) is r, R(t) is R(t), with_callback is r, weakref.getweakrefcount(t))
p = weakref.proxy(t)
print(weakref.ref(t) is r, weakref.proxy(t) is p)
del r
r = weakref.ref(t)
print(r() is t, weakref.ref(t) is r)
del t
print(r(), called == [with_callback])


@functools.lru_cache(maxsize=4)
def cached(*args, **names):
    return args, tuple(names.items())


print(cached(1), cached(1.0), cached(1, 2), cached(1, 2), cached(a=1), cached((1, 2)), cached())
print(cached.cache_info())


@functools.lru_cache(typed=True)
def typed(*args):
    return args


print(typed(1, 2), typed(1.0, 2), typed(1, 2), typed.cache_info())
