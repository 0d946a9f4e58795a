# The module array: construction, items of every type, slices, methods, buffers, comparison, pickling, errors.
import array
import collections.abc
import copy
import io
import pickle
import struct
import warnings

A = array.array
warnings.simplefilter("ignore")


def show(f, *args):
    try:
        result = repr(f(*args))
    except BaseException as e:
        print(" ", type(e).__name__, "-", e)
    else:
        print(" ", result)


def run(text, **names):
    names.update(a=names.get("a"), A=A)
    try:
        exec(text, globals(), names)
    except BaseException as e:
        print(text, "->", type(e).__name__, "-", e, "|", names["a"])
    else:
        print(text, "->", names["a"])


print(array.typecodes, A is array.ArrayType, A.__module__, A.__name__)
print(sorted(n for n in dir(A)))
print(issubclass(A, collections.abc.MutableSequence), A.__hash__)

print("limits")
LIMITS = (-1, 2**7, 2**8, 2**15, 2**16, 2**31, 2**32, 2**63, 2**64, 2**65, -(2**65), -(2**63) - 1, -(2**31) - 1,
          -(2**15) - 1, -129, 1.5, "x", None, True)
for code in "bBhHiIlLqQfd":
    for value in LIMITS:
        print(code, value, end="")
        show(A, code, [value])

print("construction")
for args in [(), ("ab",), (5,), (None,), ("z",), ("i", [1], 3), ("w", "abc"), ("w", ["a", "b"]), ("w", ["ab"]), ("w", [""]),
             ("w", [1]), ("i", "abc"), ("i", A("w", "a")), ("w", A("w", "a")), ("u", A("w", "a")), ("i", 5), ("i", {}),
             ("i", range(5)), ("i", (1, 2)), ("d", A("i", [1, 2])), ("i", A("d", [1.0])), ("h", b"\1\0\2\0"), ("h", b"\1"),
             ("H", bytearray(b"\1\2")), ("i", iter([1, "x"])), ("d", [1, 2.5, True]), ("f", [0.1, float("inf")]),
             ("B", memoryview(b"abc")), ("b", None), ("Q", [2**64 - 1]), ("L", [2**63])]:
    show(A, *args)
show(lambda: A("i", x=1))
show(lambda: A(typecode="i"))


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class Real:
    def __float__(self):
        return 2.5


show(A, "i", [Index(3)])
show(A, "d", [Real(), Index(3)])
show(A, "b", [Index(300)])
show(A, "b", [Real()])

print("items and slices")
base = [1, 2, 3, 4, 5, 6, 7]
for text in ["a[0]", "a[-1]", "a[7]", "a[-8]", "a['x']", "a[None]", "a[2**70]", "a[Index(2)]", "a[1.0]", "a[:]", "a[2:5]",
             "a[5:2]", "a[::-1]", "a[::2]", "a[5:1:-2]", "a[10:20]", "a[-3:]", "a[::0]", "a['x':]"]:
    for code in "hd":
        a = A(code, base)
        print(text, end="")
        show(lambda: eval(text))
for text in ["a[0] = 9", "a[-1] = 9", "a[7] = 9", "a[-8] = 'x'", "a['x'] = 1", "a[1] = 'x'", "a[1] = 2**40", "del a[0]", "del a[-1]",
             "del a[9]", "del a['x']", "a[1:3] = A('h', [7, 8, 9])", "a[1:3] = A('h')", "a[1:3] = [1]", "a[1:3] = A('d')",
             "a[::2] = A('h', [7, 8, 9])", "a[::2] = A('h', [7, 8, 9, 0])", "a[::2] = A('h')", "del a[::2]", "del a[::-3]",
             "del a[1:4]", "del a[5:1]", "a[2:2] = a", "a[::-1] = a", "a[3:] = a", "a[5:1] = A('h', [1, 2])", "a[1:] = A('h', [1])",
             "a += A('h', [1])", "a += a", "a += [1]", "a += A('d')", "a *= 2", "a *= 0", "a *= -1", "a *= 'x'", "a *= 2**62",
             "a = a + a", "a = a + [1]", "a = a + A('d')", "a = [1] + a", "a = a * 2", "a = 3 * a", "a = a * 0", "a = a * 2**62",
             "a = a * 1.5"]:
    run(text, a=A("h", base))

print("methods")
for text in ["a.append(4)", "a.append('x')", "a.append()", "a.extend([1, 2])", "a.extend(A('h', [5]))", "a.extend(A('i', [5]))",
             "a.extend(a)", "a.extend(5)", "a.extend(['x'])", "a.extend((1, 2, 'x'))", "a.insert(0, 9)", "a.insert(-1, 9)",
             "a.insert(100, 9)", "a.insert(-100, 9)", "a.insert(1)", "a.insert('x', 1)", "a.insert(0, 'x')", "a.pop()", "a.pop(0)",
             "a.pop(-2)", "a.pop(9)", "a.pop('x')", "a.pop(1, 2)", "a.remove(3)", "a.remove(99)", "a.remove(2.0)", "a.reverse()",
             "a.byteswap()", "a.clear()", "a.fromlist([1, 2])", "a.fromlist((1,))", "a.fromlist([1, 'x'])", "a.fromlist([])",
             "a.frombytes(b'abcd')", "a.frombytes(b'abc')", "a.frombytes('x')", "a.frombytes(a)", "a.fromunicode('x')",
             "a.fromunicode(3)", "a.fromfile(3, 4)", "a.tofile(3)", "a.tofile()", "a.fromfile(1)", "a.typecode = 'd'",
             "a.itemsize = 4", "a.x = 1"]:
    run(text, a=A("h", base))
a = A("h", [1, 2, 3, 2, 1])
for text in ["a.count(2)", "a.count(2.0)", "a.count('x')", "a.index(2)", "a.index(2, 2)", "a.index(2, 2, 3)", "a.index(2, -2)",
             "a.index(9)", "a.index()", "a.index(2, 'x')", "a.index(1, -10, 10)", "2 in a", "7 in a", "'x' in a", "len(a)",
             "a.typecode", "a.itemsize", "a.tobytes()", "a.tolist()", "a.tounicode()", "list(a)", "a.buffer_info()[1]",
             "list(reversed(a))", "sum(a)", "sorted(a)", "max(a)", "bool(a), bool(A('i'))", "hash(a)", "str(a)", "a[:0]",
             "A[int]", "copy.copy(a) == a, copy.deepcopy(a) is a", "repr(A('d', [1.5, -0.0, float('nan')]))", "A('f', [0.1])"]:
    print(text, end="")
    show(lambda: eval(text))
pop_empty = A("d")
show(pop_empty.pop)
w = A("w", "añ\U0001f600")
show(lambda: (w, len(w), w[2], w.tounicode(), w.tolist(), w.itemsize, w.count("ñ"), w.index("ñ")))
w.fromunicode("xyz")
w.append("!")
show(lambda: w)
show(w.append, 1)
show(w.fromunicode, b"x")
w.frombytes(b"\xff\xff\xff\xff")
show(lambda: w[-1])
show(w.tounicode)
show(repr, w)
show(w.tolist)
u = A("u", "abc")
show(lambda: (u, u.tounicode(), memoryview(u).format))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    A("u")
print([(str(c.message), c.category.__name__) for c in caught])

print("sizes")
for n in range(0, 40, 3):
    grown = A("i")
    for i in range(n):
        grown.append(i)
    print(n, grown.__sizeof__(), A("i", [0] * n).__sizeof__(), A("i", range(n)).__sizeof__(), end="; ")
print()

print("swapping")
for code in "bBhHiIlLqQfdw":
    x = A(code, "ab") if code == "w" else A(code, [1, 2])
    before = x.tobytes()
    x.byteswap()
    print(code, before, x.tobytes())

print("files")
f = io.BytesIO()
A("i", range(10)).tofile(f)
print(f.getvalue())
f.seek(0)
x = A("i")
x.fromfile(f, 4)
print(x)
show(x.fromfile, f, 10)
print(x)
show(x.fromfile, f, -1)
show(x.fromfile, f, 2**62)
show(x.fromfile, io.StringIO("abc"), 1)


class Writer:
    def __init__(self):
        self.sizes = []

    def write(self, data):
        self.sizes.append(len(data))


writer = Writer()
A("b", bytes(150000)).tofile(writer)
print(writer.sizes)

print("buffers")
a = A("d", [1.5, 2.5, 3.5])
m = memoryview(a)
print(m.format, m.itemsize, m.shape, m.strides, m.readonly, m.nbytes, m.tolist(), m[1], m[::2].tolist())
m[0] = 9.0
print(a, bytes(m[:1]) == struct.pack("d", 9.0))
for text in ["a.append(1)", "a.pop()", "a.clear()", "a[0] = 1.0", "a[0:1] = A('d', [4.0])", "a[0:1] = A('d')", "a[0:0] = A('d')",
             "del a[0]", "del a[::2]", "a += a", "a *= 2", "a.extend([])", "a.extend([1])", "a.frombytes(a)", "a.reverse()",
             "a.byteswap(); a.byteswap()", "a.fromlist([1.0])", "a.insert(0, 1)", "a.remove(2.5)"]:
    run(text, a=a)
m.release()
a.append(1)
print(a)
for code in "bBhHiIlLqQfd":
    print(code, memoryview(A(code, [1, 2])).format, memoryview(A(code, [1, 2])).tolist(), end="; ")
print()
print(bytes(A("h", [1, 2])), bytearray(A("h", [1])), b"".join([A("b", b"x"), b"y"]), int.from_bytes(A("B", [1, 2]), "big"))
print(a.__buffer__(0).nbytes)
struct.pack_into("<d", a, 8, 7.0)
print(a)

print("comparison")
values = [A("i", [1, 2]), A("i", [1, 3]), A("i", [1]), A("d", [1.0, 2.0]), A("d", [1.0, float("nan")]), A("w", "ab"), A("b", [-1]),
          A("B", [255]), A("i"), [1, 2], (1, 2)]
for x in values:
    row = []
    for y in values:
        cell = [x == y, x != y]
        for op in (lambda: x < y, lambda: x <= y, lambda: x > y, lambda: x >= y):
            try:
                cell.append(op())
            except TypeError as e:
                cell.append(str(e))
                break
        row.append("".join(str(c)[0] if isinstance(c, bool) else c for c in cell))
    print(row)

print("iterators")
it = iter(A("i", [1, 2, 3]))
print(type(it), next(it), it.__reduce__())
it.__setstate__(2)
print(list(it), it.__reduce__())
it = iter(A("i", [1, 2, 3]))
it.__setstate__(-5)
print(list(it))
show(iter(A("i")).__setstate__, "x")
show(type(it))
growing = A("i", [1])
for x in growing:
    if len(growing) < 5:
        growing.append(x + 1)
print(growing)
a, *rest = A("i", [1, 2, 3])
print(a, rest)


class Sub(A):
    def __new__(cls, code, initial=(), *, name=None):
        self = super().__new__(cls, code, initial)
        self.name = name
        return self


s = Sub("i", [1, 2, 3], name="n")
print(s, s.name, type(s[:1]), type(s + s), type(s * 2), s == A("i", [1, 2, 3]))


class Plain(A):
    pass


print("pickling")
p = Plain("h", [1, -2])
p.extra = 1
for x in [A("i", [1, 2]), A("d", [1.5]), A("w", "añ"), A("b"), p]:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        back = pickle.loads(pickle.dumps(x, protocol))
        print(type(back).__name__, back, getattr(back, "extra", None), end="; ")
    print(x.__reduce_ex__(2)[1:], x.__reduce_ex__(3)[1:])
show(A("i").__reduce_ex__, "x")
show(copy.copy, p)
r = array._array_reconstructor
for args in [(1, 2, 3, 4), (int, "i", 3, 4), (1, "i", 3, 4), (A, "z", 3, 4), (A, "i", 33, b""), (A, "i", -1, b""), (A, "i", 3, 4),
             (A, "ii", 3, 4), (A, "i", "x", 4), (A, "i"), (Plain, "i", 8, b"\0\0\0\1")]:
    show(r, *args)
for code in "bihdwL":
    for form in range(22):
        for data in (b"\0\1", b"\0\1\2\3\xfc\xfd\xfe\xff", b"\3\0\0\0"):
            print(code, form, data, end="")
            show(r, A, code, form, data)

print("changes meanwhile")


class Shrink:
    def __index__(self):
        del victim[:]
        return 1

    def __float__(self):
        del victim[:]
        return 1.0

    def __eq__(self, other):
        del victim[:]
        return False


for text in ["victim[2] = Shrink()", "victim.append(Shrink())", "victim.insert(2, Shrink())", "victim.index(Shrink())",
             "victim.count(Shrink())", "victim.remove(Shrink())", "victim.extend([1, Shrink()])", "victim[Shrink()]"]:
    victim = A("d", [1, 2, 3])
    run(text, a=victim)
items = [1, 2, 3]


class Cut:
    def __index__(self):
        items.clear()
        return 5


items[1:2] = [Cut()]
target = A("i", [0])
show(target.fromlist, items)
print(target)


class Grow:
    def __index__(self):
        victim.extend([7] * 20)
        return 1


victim = A("i", [1, 2, 3])
run("victim.insert(1, Grow())", a=victim)
victim = A("i", [1, 2, 3])
run("victim.append(Grow())", a=victim)
