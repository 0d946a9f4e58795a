"""memoryview: construction, attributes, casts, formats, shapes, contiguity, conversion."""

from _table import attempt, table


def facts(m):
    return (m.format, m.itemsize, m.ndim, m.shape, m.strides, m.suboffsets, m.nbytes, m.readonly, m.c_contiguous, m.f_contiguous, m.contiguous, m.obj)


b = bytearray(range(16))
m = memoryview(b)
r = memoryview(b"abcdef")
table(globals(), r"""
    memoryview()
    memoryview(1)
    memoryview("a")
    memoryview(None)
    memoryview([1])
    memoryview(b"a", b"b")
    memoryview(x=1)
    memoryview(object=b"abc").tobytes(), memoryview(memoryview(b"abc")).obj
    memoryview._from_flags(b"a", 0).format, memoryview._from_flags(bytearray(b"a"), 1).readonly
    memoryview._from_flags(b"a", 1)
    memoryview._from_flags(3, 1)
    memoryview._from_flags(b"")
    memoryview._from_flags(b"", "a")
    facts(m)
    facts(m[2:10:3]), facts(m[::-1]), facts(m[5:5]), facts(m[20:]), facts(m[3:4:-1])
    facts(m.toreadonly()), facts(memoryview(m)), facts(memoryview(b"")), facts(r)
    facts(m.cast("B", [4, 4]))
    facts(m.cast("h", (2, 2, 2)))
    facts(m[:1].cast("B", []))
    facts(m.cast("B", [16, 1])), facts(m.cast("B", [1, 16])), facts(m.cast("B", [1, 16, 1]))
    m.cast("x")
    m.cast("@")
    m.cast("")
    m.cast("bb")
    m.cast("<b")
    m.cast("@@b")
    m.cast("\xe9")
    m.cast("F")
    m.cast(3)
    m.cast(None)
    m.cast()
    m.cast("i").cast("h")
    m.cast("i").cast("c").format, m.cast("i").cast("@B").format, m.cast("@i").format
    m[1:].cast("i")
    m[::2].cast("b")
    m[::2][:1].cast("b").tolist()
    m.cast("B", [4, 5])
    m.cast("B", [4, -4])
    m.cast("B", [0])
    m.cast("B", ["a"])
    m.cast("B", [4.0, 4])
    m.cast("B", [True, 16]).shape
    m.cast("B", 3)
    m.cast("B", None)
    m.cast("B", {4: 4})
    m.cast("B", [1] * 65)
    m.cast("B", [1] * 63 + [16]).ndim
    m.cast("B", [2**62, 2**62])
    m.cast("B", [2**70])
    m.cast("B", [4, 4]).cast("B", [2, 8])
    m.cast("B", [4, 4]).cast("B").shape, m.cast("B", [4, 4]).cast("i", [4]).tolist(), m.cast("B", shape=[16]).shape, m.cast(format="h").shape
    m.cast("B", [])
    m[0:0].cast("i").shape, m[0:0].tolist(), m[0:0].tobytes()
    m[0:0].cast("B", [0])
    m[0:0].cast("h", [])
    m.cast("B", [4, 4]).tolist(), m.cast("h", (2, 2, 2)).tolist(), m[:1].cast("B", []).tolist(), m[2:12:3].tolist()
    m.cast("B", [4, 4])[1:3].tolist(), facts(m.cast("B", [4, 4])[::2]), m.cast("B", [4, 4])[::-2].tobytes()
    m.cast("B", [4, 4]).tobytes(), m.cast("B", [4, 4]).tobytes("F"), m.cast("B", [4, 4]).tobytes("A"), m.cast("B", [4, 4]).tobytes(order=None), m[::-2].tobytes(), m[::-2].tobytes("F")
    m.cast("B", [2, 2, 4]).tobytes("F"), m.cast("h", [2, 4]).tobytes(order="F")
    m.tobytes("X")
    m.tobytes("c")
    m.tobytes(3)
    m.tobytes("C", 1)
    m.hex(), m.hex("-", 4), m[::5].hex(":"), m.cast("B", [4, 4]).hex(" ", -4), m.cast("h")[::2].hex()
    m.hex("ab")
    bytes(m[:3]), bytearray(m[::8]), list(m[:3]), tuple(m.cast("h")[:2]), [*r[4:]], set(r), sorted(r, reverse=True), list(reversed(r)), sum(r), max(r)
    int(memoryview(b"12")), int.from_bytes(m[:2]), float(memoryview(b"1.5")), str(r, "ascii"), b"-".join([r[:1], r[1:2]]), b"x" + r, eval(memoryview(b"1+1")), bytes.fromhex(memoryview(b"a1"))
    int(memoryview(b"zz"))
    int(memoryview(b"ff"), 16)
    int(memoryview(b"1234")[::2])
    float(memoryview(b"1234")[::2])
    float(memoryview(b"zz"))[:0]
    str(memoryview(b"abcd")[::2], "ascii")
    ord(memoryview(b"a"))
    r + b"x"
    b"a" + r[::2]
    b"".join([r[::2]])
    b"a" in r, 97 in r, 300 in r, None in r
    memoryview[int], type(memoryview[int]).__name__, memoryview.__doc__, memoryview.__hash__ is None
    m.attribute
    setattr(m, "x", 1)
    setattr(m, "obj", 1)
    memoryview.__new__(int)
    memoryview.cast(3)
    m.__buffer__(0).tobytes() == b, facts(m.__buffer__(0x11C))[:11], facts(m.cast("i").__buffer__(0x18))[:11], facts(m.cast("i").__buffer__(0))[:11], facts(m.cast("B", [4, 4]).__buffer__(0))[:11], facts(m[::2].__buffer__(0x18))[:11]
    r.__buffer__(1)
    r.__buffer__(4)
    m[::2].__buffer__(0)
    m[::2].__buffer__(0x98)
    m[::2].__buffer__(0x38)
    m.cast("B", [4, 4]).__buffer__(0x58)
    m.__buffer__(2**40)
    m.__buffer__("x")
    m.__buffer__()
    b"abc".__buffer__(1)
    type("Sub", (memoryview,), {})
""")
for code in "cbB?hHiIlLqQnNfdeP":
    view = m.cast(code)
    print(code, view.itemsize, view.shape, view.tolist(), m.cast("@" + code).format)
for value in [256, -1, 127, "a", None, 1.5, b"a", b"ab", 2**70, 65520.0, 2**-25, float("inf"), True]:
    row = []
    for code in "BbcH?hiIlLqQnNfdPe":
        view = memoryview(bytearray(8)).cast(code)
        try:
            view[0] = value
            row.append(f"{code} {view[0]!r}")
        except Exception as error:
            row.append(f"{code} {type(error).__name__}: {error}")
    print(repr(value), "; ".join(row))
it = iter(r)
print(type(it).__name__, next(it), list(it), list(it), attempt(next, it), hasattr(it, "__length_hint__"))
zero = m[:1].cast("B", [])
print(attempt(len, zero), attempt(iter, zero), attempt(list, zero), attempt(len, m.cast("B", [4, 4])), attempt(iter, m.cast("B", [4, 4])), attempt(reversed, m.cast("B", [4, 4])))
print(repr(m).split(" at")[0], str(m).split(" at")[0], sorted(memoryview.__dict__))
