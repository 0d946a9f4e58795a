"""memoryview: releasing, exports, the context manager, views that are released while they are used."""

import gc
import weakref

from _table import attempt

with memoryview(b"abc") as w:
    print(w.tobytes())
print(repr(w).split(" at")[0])
for call in ["w.format", "w.itemsize", "w.ndim", "w.shape", "w.strides", "w.suboffsets", "w.nbytes", "w.readonly", "w.c_contiguous", "w.f_contiguous", "w.contiguous", "w.obj", "len(w)", "w[0]", "w[:]", "w[0, 0]", "w.__setitem__(0, 1)", "w.__delitem__(0)", "w.cast('b')", "w.toreadonly()", "w.tolist()", "w.tobytes()", "w.tobytes('X')", "w.tobytes(3)", "w.hex()", "memoryview(w)", "memoryview._from_flags(w, 0)", "bytes(w)", "bytearray(w)", "b'x' + w", "int(w)", "hash(w)", "w == w", "w == b'abc'", "b'abc' == w", "w != memoryview(b'abc')", "memoryview(b'abc') == w", "w.release()", "w.__enter__()", "w.__exit__()", "w.__exit__(1, 2, 3)", "iter(w)", "97 in w", "w.count(1)", "w.index(1)", "w.__buffer__(0)", "list(reversed(w))"]:
    print(call, attempt(eval, call))

b = bytearray(b"abc")
first = memoryview(b)
second = memoryview(first)
third = first[1:]
first.release()
print(attempt(b.append, 1), second.tobytes(), third.tobytes())
second.release()
print(attempt(b.append, 1))
third.release()
third.release()
print(attempt(b.append, 1), b)


class Lends:
    def __init__(self, m):
        self.m = m

    def __buffer__(self, flags):
        return self.m


m = memoryview(b)
x = Lends(m)
y = memoryview(x)
print(attempt(m.release))
z = memoryview(x)
print(attempt(m.release), attempt(m.__exit__, None, None, None))
y.release()
z.release()
print(attempt(m.release), attempt(memoryview, x), attempt(b.append, 2))
m = memoryview(b)
print(attempt(b.__release_buffer__, m), attempt(m.tobytes), attempt(b.append, 3), attempt(b.__release_buffer__, m), attempt(m.release))
print(attempt(b.__release_buffer__, 3), attempt(b.__release_buffer__, memoryview(b"")), attempt(b.__release_buffer__), attempt(memoryview(b).__release_buffer__, m))


class Evil:
    """Releases a view when it is asked for a value."""

    def __init__(self, m, value=1):
        self.m = m
        self.value = value

    def __index__(self):
        self.m.release()
        return self.value

    def __bool__(self):
        self.m.release()
        return True

    def __float__(self):
        self.m.release()
        return 1.0

    def __eq__(self, other):
        self.m.release()
        return False

    def __buffer__(self, flags):
        self.m.release()
        return memoryview(b"xy")


def fresh(code="B"):
    return memoryview(bytearray(range(16))).cast(code)


def assign(target, key, value):
    target[key] = value


for code in "B?dc":
    q = fresh(code)
    print(code, attempt(assign, q, 0, Evil(q)))
q = fresh()
print(attempt(lambda: q[Evil(q)]))
q = fresh()
print(attempt(lambda: q[Evil(q) :].tolist()), attempt(len, q))
q = fresh()
print(attempt(lambda: q[Evil(q), 0]))
q = fresh().cast("B", [4, 4])
print(attempt(lambda: q[Evil(q), 0]))
q = fresh()
print(attempt(assign, q, Evil(q), 3))
q = fresh()
print(attempt(assign, q, slice(Evil(q), 3), b"ab"))
q = fresh()
print(attempt(assign, q, slice(1, 3), Evil(q)))
q = fresh()
print(attempt(q.index, 5, Evil(q)))
q = fresh()
print(attempt(q.index, Evil(q)))
q = fresh()
print(attempt(q.count, Evil(q)))
q = fresh()
print(attempt(lambda: q == Evil(q)))
q = fresh()
print(attempt(q.hex, "-", Evil(q)))
q = fresh()
print(attempt(q.cast, "B", [Evil(q)]))
q = fresh()
it = iter(q)
print(next(it))
q.release()
print(attempt(next, it), attempt(next, it))

b = bytearray(b"kept")
m = memoryview(b)[1:]
w = weakref.ref(m)
print(w() is m, m.obj is b)
del b
gc.collect()
print(m.tobytes(), m.obj)
del m
print(w())
cycle = [memoryview(bytearray(b"cycle"))]
cycle.append(cycle)
w = weakref.ref(cycle[0])
del cycle
gc.collect()
print(w())


class Holder(bytearray):
    pass


h = Holder(b"x")
h.m = memoryview(h)
h.n = h.m[:0]
w = weakref.ref(h)
del h
gc.collect()
print(w())
