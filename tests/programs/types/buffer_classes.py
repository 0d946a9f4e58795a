"""Classes with __buffer__ and __release_buffer__: who asks with which flags, when it is released, what is refused."""

import collections.abc
import gc

from _table import attempt


class Shows:
    def __init__(self):
        self.bytes = bytearray(b"hello")
        self.held = 0

    def __buffer__(self, flags):
        self.held += 1
        print("get", flags)
        return memoryview(self.bytes)

    def __release_buffer__(self, m):
        self.held -= 1
        print("release", m.tobytes())
        m.release()


class Raises:
    def __buffer__(self, flags):
        raise KeyError("no buffer")


class Wrong:
    def __buffer__(self, flags):
        return b"abc"


class Refuses:
    __buffer__ = None


class Locked:
    def __buffer__(self, flags):
        return memoryview(b"const")


a = Shows()
CALLS = ["memoryview(x).tobytes()", "bytes(x)", "bytearray(x)", "b'-'.join([x, x])", "bytearray(b'-').join([x])", "b'x' + x", "bytearray(b'x') + x", "bytearray().__iadd__(x)", "bytearray().extend(x)", "bytearray(b'abc').__setitem__(slice(0, 1), x)", "memoryview(bytearray(5)).__setitem__(slice(0, 5), x)", "int(x)", "float(x)", "str(x, 'ascii')", "b'hello world'.startswith(x)", "b'hello world'.endswith((x,))", "b'hello'.find(x)", "b'hello'.count(x)", "b'hello'.index(x)", "b'hello' == x", "bytearray(b'hello') == x", "bytearray(b'hello') < x", "memoryview(b'hello') == x", "b'%b' % x", "b'%s' % x", "b'%c' % x", "b'abc'.translate(None, x)", "b'abc'.translate(x)", "b'abc'.replace(b'a', x)", "b'abc'.replace(x, b'a')", "b'abc'.strip(x)", "b'abc'.partition(x)", "bytearray(b'abc').partition(x)", "b'abc'.split(x)", "b'abc'.removeprefix(x)", "b'abc'.removesuffix(x)", "b'abc'.center(9, x)", "int.from_bytes(x)", "bytes.fromhex(x)", "eval(x)", "x in b'hello'", "bytes.maketrans(x, x)[104]", "b'abc'.hex(x)", "isinstance(x, collections.abc.Buffer)", "x.__buffer__(0).tobytes()"]
for call in CALLS:
    for x in [a, Locked(), Raises(), Wrong(), Refuses()]:
        print(type(x).__name__, call, attempt(eval, call, {**globals(), "x": x}))
print(a.held)
m = memoryview(a)
print(type(m.obj).__name__, m.obj is a, attempt(a.bytes.append, 1), a.held)
n = m[1:]
m.release()
print(a.held)
n.release()
print(a.held, attempt(a.bytes.append, 1))
m = memoryview(a)
del m
print(a.held)


class FailsToRelease(Locked):
    def __release_buffer__(self, m):
        raise ValueError("in release")


m = memoryview(FailsToRelease())
m.release()
print("released")


class Sub(bytearray):
    """Only the release is told to the class: the buffer is that of bytearray."""

    def __release_buffer__(self, m):
        print("release", m.tobytes(), m.obj, attempt(memoryview, m), attempt(lambda: m[1:]), attempt(m.cast, "b"), m[0], m.tolist())
        super().__release_buffer__(m)


s = Sub(b"xyz")
m = memoryview(s)
print(m.obj is s, attempt(s.append, 1))
m.release()
print(attempt(s.append, 3), s, bytes(s), b"-".join([s]))


class Both(bytearray):
    def __buffer__(self, flags):
        print("get", flags)
        return super().__buffer__(flags)

    def __release_buffer__(self, m):
        print("release", m.tobytes())
        super().__release_buffer__(m)


s = Both(b"xyz")
m = memoryview(s)
print(type(m.obj).__name__, attempt(s.append, 1))
m.release()
print(attempt(s.append, 3), s, bytes(s))


class NoBuffer(bytearray):
    __buffer__ = None


print(attempt(memoryview, NoBuffer()), attempt(bytes, NoBuffer(b"a")), attempt(lambda: b"x" + NoBuffer(b"a")))


class Cycle:
    def __buffer__(self, flags):
        return memoryview(b"cycle")

    def __release_buffer__(self, m):
        print("released in a cycle", m.tobytes())


c = Cycle()
c.m = memoryview(c)
del c
gc.collect()


class Dies(bytearray):
    def __del__(self):
        print("dies", self.m.tobytes())


d = Dies(b"view")
d.m = memoryview(d)
del d
gc.collect()
later = Shows()
later.__class__.__buffer__ = lambda self, flags: memoryview(b"later")
print(bytes(later))
del Shows.__buffer__
print(attempt(bytes, later), attempt(memoryview, later))
print(issubclass(bytes, collections.abc.Buffer), issubclass(memoryview, collections.abc.Buffer), issubclass(int, collections.abc.Buffer), issubclass(Locked, collections.abc.Buffer), issubclass(Refuses, collections.abc.Buffer), issubclass(memoryview, collections.abc.Sequence), issubclass(bytearray, collections.abc.MutableSequence))
