"""memoryview: subscripts, assignment, equality, hash, count, index, and their errors."""

from _table import attempt, table

b = bytearray(range(16))
m = memoryview(b)
n = m.cast("B", [4, 4])
z = m[:1].cast("B", [])
r = memoryview(b"abc")


def assign(target, key, value):
    target[key] = value


def delete(target, key):
    del target[key]


KEYS = [0, -1, 15, 16, -17, True, 2**70, "a", None, 1.5, ..., (), (0,), (0, 0), (3, -1), (4, 0), (0, 4), (0, "a"), (0, 0, 0), (0, None), (2**70, 0), slice(0, 1), slice(None, None, 0), slice("a"), (slice(0, 1),), (slice(0, 1), slice(0, 1)), (slice(0, 1), 0), [0]]
for name, view in [("m", m), ("n", n), ("z", z), ("r", r), ("h", m.cast("h"))]:
    for key in KEYS:
        value = attempt(lambda: view[key] if not isinstance(view[key], memoryview) else view[key].tolist())
        print(name, repr(key), value, "|", attempt(assign, view, key, 65), "|", attempt(delete, view, key))
print(b)
for value in [b"ab", b"abc", bytearray(b"xy"), "ab", [1, 2], 3, None, memoryview(b"ab").cast("b"), memoryview(b"ab").cast("@B"), memoryview(b"abcd")[::2], memoryview(b"abcd").cast("h"), memoryview(b"abcd").cast("B", [2, 2]), m]:
    target = bytearray(b"123456")
    shown = repr(value).split(" at")[0]
    print(shown, attempt(assign, memoryview(target), slice(1, 3), value), attempt(assign, memoryview(target), slice(None, None, -3), value), target)
target = bytearray(b"123456")
view = memoryview(target)
view[1:] = view[:-1]
print(target)
view[:-1] = view[1:]
print(target)
view[::-1] = view
print(target)
view[::2] = view[1::2]
print(target)
view[0:0] = b""
view.cast("h")[1:2] = memoryview(b"HI").cast("h")
print(target, attempt(assign, view, slice(0, 0), b"x"))

table(globals(), r"""
    r == b"abc", b"abc" == r, r != b"abd", r == "abc", r == [97, 98, 99], r == None, r == bytearray(b"abc"), bytearray(b"abc") == r
    r == memoryview(b"abc").cast("b"), r == memoryview(b"abc").cast("c"), r == memoryview(b"cba")[::-1], r == memoryview(b"abcd")
    memoryview(b"\0\0\xc0\x7f").cast("f") == memoryview(b"\0\0\xc0\x7f").cast("f"), memoryview(b"\1\0\0\0").cast("i") == memoryview(b"\1"), memoryview(bytes(4)).cast("f") == memoryview(b"\0"), memoryview(b"\1") == memoryview(b"\2").cast("?"), memoryview(b"\xff").cast("b") == memoryview(b"\xff"), memoryview(bytes(8)).cast("d") == memoryview(bytes(4)).cast("f")
    memoryview(b"\0\0\0\x80").cast("f") == memoryview(bytes(4)).cast("f"), memoryview(bytes(8)).cast("q") == memoryview(bytes(8)).cast("d"), memoryview(b"\xff" * 8).cast("Q") == memoryview(b"\xff" * 8).cast("q")
    n == m, n == m.cast("B", [4, 4]), n == m.cast("b", [4, 4]), n == m.cast("B", [2, 8]), z == m[:1], z == m[:1].cast("B", [])
    m[0:0] == b"", m[0:0] == memoryview(b"").cast("i"), r == r, r is r
    r < r
    r < b"x"
    b"x" >= r
    hash(r) == hash(b"abc"), hash(memoryview(b"abcd").cast("b")) == hash(b"abcd"), hash(memoryview(b"abcd").cast("c")) == hash(b"abcd"), hash(memoryview(b"abcd")[::-2]) == hash(b"db"), hash(memoryview(b"")) == hash(b""), {r: 1}[b"abc"]
    hash(m)
    hash(m.toreadonly())
    hash(memoryview(b"abcd").cast("i"))
    r.count(97), r.count("x"), m.count(True), m.cast("h").count(770), r.count(97.0)
    r.count()
    n.count(3)
    z.count(3)
    r.index(98), r.index(98, -3, -1), r.index(97, -100), r.index(99, 1, 2**80), r.index(98, -(2**80)), memoryview(b"abcabc").index(97, 1)
    r.index(98, 2)
    r.index("x")
    r.index(98, "a")
    r.index(98, None)
    r.index()
    r.index(1, 2, 3, 4)
    n.index(3)
    z.index(0)
    len(m), len(n), len(m.cast("h")), len(m[0:0])
    len(z)
""")


class Errors:
    def __index__(self):
        raise KeyError("index")

    def __float__(self):
        raise ValueError("float")

    def __bool__(self):
        raise KeyError("bool")


class Strange:
    def __index__(self):
        return 7

    def __float__(self):
        return 2.5

    def __bool__(self):
        return False


for code in "BbhiqQfde?cP":
    view = memoryview(bytearray(16)).cast(code)
    print(code, attempt(assign, view, 0, Errors()), attempt(assign, view, 0, Strange()), view[0])
print(attempt(lambda: m[Errors()]), m[Strange()], attempt(lambda: n[Strange(), 0]), n[Strange().__index__() - 5, 1])
