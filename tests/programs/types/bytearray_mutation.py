"""bytearray: item and slice assignment, deletion, the methods that change it, memory, iteration, locks by buffers."""

from _table import attempt


def show(what, function, *args):
    print(what, attempt(function, *args))


def assign(target, key, value):
    target[key] = value
    return target


def delete(target, key):
    del target[key]
    return target


KEYS = [0, -1, 6, -7, 2**70, "x", None, 1.0, slice(1, 3), slice(4, 2), slice(None), slice(None, None, 2), slice(None, None, -1), slice(4, 0, -2), slice(2, 2, 3), slice(None, None, 0), slice("a"), slice(10, 20), slice(-100, -50), slice(5, None, -3)]
VALUES = [65, 256, -1, 2**70, "a", 1.5, None, b"", b"X", b"XYZ", b"UVWXYZ", [], [1, 2], [1, 300], ["a"], (7, 8, 9), bytearray(b"pq"), memoryview(b"1234")[::2], iter(b"it"), {1: 2}]
for key in KEYS:
    show(f"del {key!r}", delete, bytearray(b"abcdef"), key)
    for value in VALUES:
        shown = repr(value).split(" object")[0].split(" at")[0]
        show(f"{key!r} = {shown}", assign, bytearray(b"abcdef"), key, value)

b = bytearray(b"abcd")
b[1:3] = b
print(b)
b[:] = b
print(b)
b[::2] = b[::2]
print(b)
b[2:2] = memoryview(b)[:2].tobytes()
print(b)

b = bytearray(b"abc")
for call in ["b.append(100)", "b.append('a')", "b.append(256)", "b.append(-1)", "b.append(2**80)", "b.append()", "b.append(b'a')", "b.insert(1)", "b.insert('a', 1)", "b.insert(0, 256)", "b.insert(2**80, 2)", "b.insert(-100, 65)", "b.insert(100, 66)", "b.insert(-1, 67)", "b.insert(2, 68)", "b.pop()", "b.pop(0)", "b.pop(-2)", "b.pop('a')", "b.pop(100)", "b.pop(2**80)", "b.pop(1, 2)", "bytearray().pop()", "b.remove(97)", "b.remove(1)", "b.remove('a')", "b.remove(256)", "b.remove(b'a')", "b.extend(b'xyz')", "b.extend(3)", "b.extend('ab')", "b.extend('')", "b.extend([1, 'a'])", "b.extend([300])", "b.extend(None)", "b.extend([1, 2])", "b.extend(b)", "b.extend(memoryview(b'zz'))", "b.extend(memoryview(b'abcd')[::2])", "b.extend(x for x in (5, 6))", "b.extend({9: 1})", "b.reverse()", "b.reverse(1)", "b.resize(4)", "b.resize(8)", "b.resize(8)", "b.resize(-1)", "b.resize('a')", "b.resize(2**62)", "b.resize(2**80)", "b.resize()", "b.clear()", "b.__init__(b'again')", "b.__init__('text')", "b.__init__(3)", "b.__setitem__(0)", "b.__delitem__()"]:
    print(call, attempt(eval, call), b)

for statement in ["b += b'abc'", "b += bytearray(b'd')", "b += memoryview(b'ef')", "b += [1]", "b += 3", "b += 'x'", "b += b", "b *= 2", "b *= 1", "b *= 0", "b += b'xy'", "b *= -1", "b += b'xy'", "b *= 'x'", "b *= 1.5", "b *= 2**62", "b *= 2**80", "b %= 1", "b -= b''"]:
    b = b or bytearray(b"xy")
    before = b
    try:
        exec(statement)
        print(statement, b, b is before)
    except Exception as error:
        print(statement, type(error).__name__, error, b)

# What is allocated, as it grows and shrinks at either end.
b = bytearray()
sizes = []
for i in range(120):
    b.append(i)
    sizes.append(b.__alloc__())
print(sizes)
sizes.clear()
for _ in range(60):
    del b[0]
    sizes.append(b.__alloc__())
print(sizes, b[0])
b.extend(b"more")
print(b.__alloc__(), b[-4:], len(b))
sizes.clear()
while b:
    b.pop()
    sizes.append(b.__alloc__())
print(sizes)
b = bytearray(100)
del b[:90]
print(b, b.__alloc__())
b[:0] = b"front"
print(b, b.__alloc__())
b = bytearray(b"0123456789") * 3
del b[5:25]
b[3:3] = b"-----"
print(b, b.__alloc__(), bytearray(5).__alloc__(), bytearray(b"abc").__alloc__(), bytearray().__alloc__())

# As long as somebody holds a buffer, the size stays.
b = bytearray(b"abcde")
m = memoryview(b)
for call in ["b.append(1)", "b.extend([1])", "b.extend(b'')", "b.insert(0, 1)", "b.pop()", "b.remove(b[0])", "b.remove(0)", "b.clear()", "b.resize(5)", "b.resize(50)", "b.__init__()", "b.__init__(b'x')", "delete(b, 0)", "delete(b, slice(0, 0))", "delete(b, slice(0, 2))", "delete(b, slice(0, 0, 2))", "assign(b, 0, 122)", "assign(b, slice(0, 2), b'yz')", "assign(b, slice(0, 2), b'xyz')", "assign(b, slice(0, 4, 2), b'mn')", "assign(b, slice(0, 4, 2), b'')", "b.__iadd__(b'')", "b.__iadd__(b'a')", "b.__imul__(1)", "b.__imul__(2)", "b.__imul__(0)", "b.reverse()"]:
    print(call, attempt(eval, call), b)
n = m[1:]
m.release()
print(attempt(b.append, 1))
n.release()
print(attempt(b.append, 1), b)

# Changed while it is iterated over.
out = []
b = bytearray(b"abcdef")
for x in b:
    out.append(x)
    if len(b) > 3:
        del b[-1]
print(out, b)
out.clear()
b = bytearray(b"abc")
for x in b:
    if len(b) < 8:
        b.append(x)
    out.append(x)
print(out)
it = iter(b)
print(type(it).__name__, it.__length_hint__(), next(it), it.__reduce__())
it.__setstate__(3)
print(next(it))
it.__setstate__(100)
print(attempt(next, it), it.__reduce__(), it.__length_hint__(), attempt(iter(b).__setstate__, "x"))
print(list(reversed(b)), [*b[:2]], dict([bytearray(b"kv")]), list(zip(b, b[1:3])), list(enumerate(b[:2])))
for state in [-5, -1, 0, 1, 50]:
    it = iter(bytearray(b"abc"))
    it.__setstate__(state)
    print(state, it.__length_hint__(), it.__reduce__(), list(it), it.__reduce__())
it = iter(b)
next(it)
b.clear()
print(it.__length_hint__(), it.__reduce__(), list(it))
b.extend(b"back")
print(list(it), it.__length_hint__())
