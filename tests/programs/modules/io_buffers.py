"""Streams and buffers: getbuffer, readinto, writing whatever shows its memory, sizes, states, raw streams in Python."""

import io
import os
import time

from _table import attempt

PATH = f"/tmp/tricera-io-buffers-{time.time_ns()}"


def tried(*calls):
    for call in calls:
        print(call, attempt(eval, call))


b = io.BytesIO(b"hello world")
g = b.getbuffer()
print(type(g.obj).__name__, g.readonly, g.format, len(g), g.tolist()[:3], attempt(type(g.obj)))
g[0] = 72
tried("b.write(b'x')", "b.write(b'')", "b.write(5)", "b.truncate()", "b.truncate(5)", "b.close()", "b.__init__()", "b.read()", "b.writelines([b'a'])", "b.__setstate__((b'', 0, None))", "b.seek(2)", "b.getvalue()", "b.getbuffer().release()")
g.release()
tried("b.seek(0, 2)", "b.write(bytearray(b'!!'))", "b.write(memoryview(b'abcd')[::2])", "b.write(memoryview(b'abcd').cast('i'))", "b.write('x')", "b.write(5)", "b.write()", "b.getvalue()")
for target in [bytearray(5), bytearray(20), memoryview(bytearray(4)), memoryview(bytearray(8)).cast("i"), b"abc", 5, "a", memoryview(b"abc"), bytearray(), None, memoryview(bytearray(8))[::2]]:
    shown = type(target).__name__
    b.seek(3)
    print(shown, attempt(b.readinto, target), attempt(b.readinto1, target), bytes(target) if isinstance(target, (bytearray, memoryview)) else "")
for size in ["a", 1.5, None, -1, 3, 2**70, -(2**70), b"a", True]:
    b = io.BytesIO(b"hello\nworld")
    print(size, [attempt(getattr(b, name), size) for name in ["read", "read1", "readline", "readlines", "seek", "truncate"]], b.getvalue())
b = io.BytesIO(b"hello\nworld")
tried("b.seek(1, 3)", "b.seek(-5)", "b.seek(-100, 1)", "b.seek(2**63 - 1, 1)", "b.seek(1, 1)", "b.seek(1, 'a')", "b.seek()", "b.seek(0, 2**40)", "b.tell()", "b.seek(2**62)", "b.read(3)", "b.readline()", "b.readinto(bytearray(3))", "next(b)", "b.getbuffer().tobytes()", "b.write(b'a')", "b.seek(0)")
tried("b.__getstate__()", "b.__setstate__((b'new', 2, {'a': 1}))", "(b.getvalue(), b.tell(), b.a)", "b.__setstate__(3)", "b.__setstate__((1, 2))", "b.__setstate__((b'', -1, None))", "b.__setstate__((b'', 'a', None))", "b.__setstate__((b'', 1, 3))", "b.__setstate__((1, 1, None))")
tried("io.BytesIO(b'a', b'b')", "io.BytesIO(initial_bytes=b'abc').read()", "io.BytesIO(None).read()", "io.BytesIO(3)", "io.BytesIO('a')", "io.BytesIO(bytearray(b'abc')).getvalue()", "io.BytesIO(memoryview(b'abc')[::2]).getvalue()", "io.BytesIO(x=1)")
tried("b.writelines([b'a', bytearray(b'b'), memoryview(b'c')])", "b.writelines(3)", "b.writelines(['a'])", "b.writelines(b'ab')", "b.detach()", "b.isatty()", "b.flush()", "b.readlines(2)", "list(b)", "iter(b) is b")
b.close()
for name, arguments in [("read", ()), ("write", (b"",)), ("write", (5,)), ("getvalue", ()), ("getbuffer", ()), ("readinto", (bytearray(1),)), ("readline", ()), ("readlines", ()), ("writelines", ([],)), ("tell", ()), ("seek", (0,)), ("truncate", ()), ("flush", ()), ("isatty", ()), ("readable", ()), ("__iter__", ()), ("__next__", ()), ("__enter__", ()), ("__getstate__", ()), ("close", ())]:
    print(name, attempt(getattr(b, name), *arguments).split(" at")[0])
b = io.BytesIO(b"abc")
value = b.getvalue()
b.getbuffer()[:] = b"xyz"
print(value, b.getvalue(), attempt(b.write, b"Q"), b.getvalue())
g = b.getbuffer()
del b
print(g.tobytes())
g.release()

# The stream shares a bytes object until it is written to.
whole = bytes(range(100))
b = io.BytesIO(whole)
print(b.getvalue() is whole, b.read() is whole, b.tell(), b.read())
b.write(b"!")
print(b.getvalue() is whole, len(b.getvalue()), b.getvalue() is b.getvalue(), len(whole))
value = b.getvalue()
b.seek(0)
b.write(b"Q")
print(value[:2], b.getvalue()[:2], b.truncate(1), b.getvalue(), value[:2])


class Size:
    def __init__(self, action):
        self.action = action

    def __index__(self):
        self.result = self.action()
        return 0


b = io.BytesIO(b"abc")
print(attempt(b.truncate, Size(b.close)))
b = io.BytesIO(b"abc")
print(attempt(b.truncate, Size(b.getbuffer)), attempt(b.seek, Size(b.close)), attempt(b.read, Size(b.close)))
s = io.StringIO("closed")
s.close()
print(attempt(s.__setstate__, ("x", "\n", 0, None)), attempt(b.__setstate__, (b"x", 0, None)))

s = io.StringIO("hello\nworld")
for size in ["a", 1.5, None, -1, 3, 2**70, -(2**70), True]:
    s = io.StringIO("hello\nworld")
    print(size, [attempt(getattr(s, name), size) for name in ["read", "readline", "readlines", "seek", "truncate"]], repr(s.getvalue()))
tried("s.__getstate__()", "s.__setstate__(('new\\n', '\\r\\n', 2, {'a': 1}))", "(s.getvalue(), s.tell(), s.a)", "s.__setstate__(3)", "s.__setstate__((1, 2, 3, 4))", "s.__setstate__(('', '\\n', -1, None))", "s.__setstate__(('', '\\n', 'a', None))", "s.__setstate__(('', None, 1, 3))", "s.__getstate__()")
s.close()
for name, arguments in [("read", ()), ("write", ("",)), ("getvalue", ()), ("readline", ()), ("readlines", ()), ("writelines", ([],)), ("tell", ()), ("seek", (0,)), ("truncate", ()), ("flush", ()), ("isatty", ()), ("readable", ()), ("__iter__", ()), ("__next__", ()), ("__enter__", ()), ("__getstate__", ()), ("close", ())]:
    print(name, attempt(getattr(s, name), *arguments))


class Raw(io.RawIOBase):
    """A raw stream that says what it is asked for."""

    def __init__(self, data):
        self.data = data
        self.at = 0

    def readable(self):
        return True

    writable = readable

    def readinto(self, target):
        n = min(len(target), len(self.data) - self.at)
        print("readinto", type(target).__name__, len(target))
        target[:n] = self.data[self.at : self.at + n]
        self.at += n
        return n

    def write(self, data):
        print("write", type(data).__name__, bytes(data))
        return len(data)


class Wrong(Raw):
    def readinto(self, target):
        return 100


class Blocks(Raw):
    def readinto(self, target):
        return None


class Reads(io.BufferedIOBase):
    def read(self, n=-1):
        return b"x" * min(n, 10)

    def read1(self, n=-1):
        return 5


class ReadsTooMuch(io.BufferedIOBase):
    def read(self, n=-1):
        return b"too much"


x = Raw(b"hello world\nline2\n")
tried("x.read(3)", "x.readline()", "x.readall()", "x.read(0)", "x.read('a')", "x.readinto(bytearray(2))")
x = io.BufferedReader(Raw(b"hello world\nline2\n"), 4)
target = bytearray(4)
tried("x.read(2)", "x.peek()", "x.peek('a')", "x.read1()", "x.readline()", "(x.readinto(target), target)", "x.readinto(b'')", "x.readinto1(3)", "x.read()", "x.read('a')", "x.read(-2)")
x = io.BufferedWriter(Raw(b""), 4)
tried("x.write(b'ab')", "x.write(b'cdefghijkl')", "x.flush()", "x.write(memoryview(b'm'))", "x.write('a')", "x.flush()")
tried("Wrong(b'').read(3)", "Blocks(b'').read(3)", "Blocks(b'').readall()", "io.BufferedReader(Blocks(b'')).read(3)", "io.BufferedReader(Blocks(b'')).read()", "io.BufferedReader(Wrong(b''), 8).read(3)")
tried("(Reads().readinto(target), target)", "Reads().readinto1(target)", "Reads().readinto(b'abc')", "Reads().write(b'')", "ReadsTooMuch().readinto(target)")

try:
    with open(PATH, "wb") as f:
        tried("f.write(bytearray(b'abc'))", "f.write(memoryview(b'abcdef')[::2])", "f.write(memoryview(b'abcd').cast('i'))", "f.write('a')", "f.write(3)", "f.raw.write(bytearray(b'q'))", "f.writelines([b'a', bytearray(b'b'), memoryview(b'c')])", "f.writelines(['a'])", "f.read()", "f.raw.readinto(bytearray(3))", "f.raw.read(3)")
    tried("f.write(b'')")
    with open(PATH, "rb") as f:
        for stream in [f, f.raw]:
            for target in [bytearray(5), memoryview(bytearray(8)).cast("i"), b"abc", 5, bytearray(), memoryview(bytearray(8))[::2], None]:
                print(type(stream).__name__, type(target).__name__, attempt(stream.readinto, target), stream.seek(0))
        for size in ["x", 1.5, None, -1, -2, 2**70, 3]:
            for stream in [f, f.raw]:
                stream.seek(0)
                print(size, [attempt(getattr(stream, name), size) for name in ["read", "readline", "readlines"]])
        raw = f.raw
    for stream in [f, raw]:
        for name, arguments in [("read", ()), ("readinto", (bytearray(1),)), ("readline", ()), ("readlines", ()), ("tell", ()), ("seek", (0,)), ("flush", ()), ("isatty", ()), ("readable", ()), ("write", (b"",)), ("__iter__", ()), ("__next__", ()), ("__enter__", ())]:
            print(type(stream).__name__, name, attempt(getattr(stream, name), *arguments))
    with open(PATH, "wb", buffering=0) as f:
        tried("f.write(bytearray(b'raw'))", "f.write('s')", "f.write(memoryview(b'ab')[::-1])")
    with open(PATH, "w") as f:
        tried("f.read()", "f.readline()", "f.read('a')", "f.write(b'a')", "f.writelines([1])", "next(f)")
    with open(PATH) as f:
        tried("f.write('a')", "f.writelines(['a'])", "f.write(b'a')", "f.readline(None)", "f.read(None)", "f.encoding", "f.errors")
        print(attempt(print, "x", file=f))
finally:
    os.remove(PATH)
