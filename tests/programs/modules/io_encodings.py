"""Text streams over any codec of the registry: marks, states, positions; and streams that misbehave."""

import codecs
import io
import os
import sys
import tempfile


def t(f):
    try:
        print(f())
    except BaseException as e:
        print(type(e).__name__, e, repr(e.__cause__))


for name in ["utf-8", "latin-1", "cp437", "cp1252", "koi8-r", "cp424", "utf-7", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "idna", "punycode"]:
    raw = io.BytesIO()
    w = io.TextIOWrapper(raw, encoding=name, newline="\r\n")
    w.write("abc")
    w.flush()
    w.write("d\ne")
    w.flush()
    data = raw.getvalue()
    print(name, data)
    t(lambda: io.TextIOWrapper(io.BytesIO(data), encoding=name).read())
for name in ["hex", "rot13", "nonsense", "a\0b"]:
    t(lambda: io.TextIOWrapper(io.BytesIO(), encoding=name))
t(lambda: io.TextIOWrapper(io.BytesIO(), errors="nonsense").encoding)
t(lambda: io.TextIOWrapper(io.BytesIO(b"\xff"), errors="nonsense").read())
codecs.register_error("question", lambda e: ("<?>", e.end))
print(io.TextIOWrapper(io.BytesIO(b"a\xffb"), errors="question").read())

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "file")
    # A mark is written at the begin of a file only.
    for name in ["utf-8-sig", "utf-16", "utf-32"]:
        with open(path, "w", encoding=name) as f:
            f.write("aaa")
            print(f.tell())
        with open(path, "a", encoding=name) as f:
            f.write("xxx")
        with open(path, "rb") as f:
            print(f.read() == "aaaxxx".encode(name))
        with open(path, "r+", encoding=name) as f:
            f.write("zzz")
            f.seek(0)
            f.write("bbb")
        with open(path, "rb") as f:
            print(f.read() == "bbbxxx".encode(name))
    # Positions, told in the middle of everything.
    for name in ["utf-8", "utf-16", "utf-8-sig", "cp1252", "utf-7"]:
        for newline in [None, "", "\n"]:
            text = "a\u20ac\r\nsecond\rthird\n\xe9\xe8" * 3
            with open(path, "w", encoding=name, newline="") as f:
                f.write(text)
            with open(path, encoding=name, newline=newline) as f:
                whole = f.read()
                f.seek(0)
                told = [f.tell()]
                for n in [1, 2, 3, 1, 1, 7, 2]:
                    f.read(n)
                    told.append(f.tell())
                f.readline()
                told.append(f.tell())
                print(name, repr(newline), told)
                done = 0
                for at in told:
                    f.seek(at)
                    rest = f.read()
                    assert whole.endswith(rest), (at, rest)
                    print(len(rest), end=" ")
                print()
                t(lambda: f.seek(-1))
                t(lambda: f.seek(1, 1))
                t(lambda: f.seek(0, 2) > 0)
                f.seek(0)
                next(f)
                t(lambda: f.tell())
    with open(path, "w+", encoding="ascii") as f:
        f._CHUNK_SIZE = 3
        f.write("0123456789\nab")
        f.seek(4)
        print(f.readline(), f.tell(), f._CHUNK_SIZE)
        t(lambda: f.reconfigure(line_buffering=True, errors="replace"))
        f.seek(0, 2)
        f.reconfigure(line_buffering=True, errors="replace")
        f.write("\xe9\n")
        t(lambda: f.reconfigure(encoding="latin-1"))
        print(f.errors, f.line_buffering)
        for bad in [lambda: setattr(f, "_CHUNK_SIZE", 0), lambda: setattr(f, "_CHUNK_SIZE", 2**70), lambda: delattr(f, "_CHUNK_SIZE"), lambda: f.reconfigure(line_buffering="a")]:
            t(bad)
    print(open(path, "rb").read()[-4:])
    t(lambda: open(path, "w", newline="invalid"))
    t(lambda: io.FileIO(path, opener=lambda a, b: 999))

    class Subclass(io.FileIO):
        def flush(self):
            print("flush")
            super().flush()

    with Subclass(path) as f:
        print("Subclass" in repr(f), f._blksize == os.fstat(f.fileno()).st_blksize)
    print("Subclass" in repr(f))
    f = io.FileIO(path)
    f.flush = lambda: 1 / 0
    t(f.close)
    print(f.closed)

w = io.TextIOWrapper(io.BytesIO())
w.detach()
t(lambda: w.buffer)
t(lambda: repr(w))
t(lambda: io.TextIOWrapper.__new__(io.TextIOWrapper).buffer)
t(lambda: repr(io.TextIOWrapper.__new__(io.TextIOWrapper)))
pair = io.TextIOWrapper(io.BufferedRWPair(io.BytesIO(b"foo\nbar\n"), io.BytesIO()))
print(repr(pair.readline()), pair.write("x"), repr(pair.readline()))


class Blocks(io.RawIOBase):
    def readable(self):
        return True

    def readinto(self, b):
        return None


t(lambda: io.TextIOWrapper(io.BufferedReader(Blocks())).read())


class Negative(io.BytesIO):
    def tell(self):
        return -5

    def seek(self, *a):
        return -123


t(lambda: io.BufferedReader(Negative(b"a")).tell())
t(lambda: io.BufferedReader(Negative(b"a")).seek(0))


class Odd(io.BytesIO):
    def readinto(self, b):
        return b""


t(lambda: io.BufferedReader(Odd(b"a")).read(1))


class Neither(io.BytesIO):
    def readable(self):
        return False

    writable = readable


t(lambda: io.BufferedRWPair(Neither(), io.BytesIO()))
t(lambda: io.BufferedRWPair(io.BytesIO(), Neither()))
b = io.BufferedReader(io.BytesIO(b"abc"))
t(lambda: b.__init__(io.BytesIO(), 0))
t(lambda: b.read())


class Slow(io.RawIOBase):
    def __init__(self):
        self.room, self.got = 0, []

    def writable(self):
        return True

    def write(self, b):
        if self.room <= 0:
            return None
        n = min(self.room, len(b))
        self.room -= n
        self.got.append(bytes(b[:n]))
        return n


def write(data):
    try:
        return b.write(data)
    except BlockingIOError as e:
        return "blocked", e.errno, e.strerror, e.characters_written


slow = Slow()
b = io.BufferedWriter(slow, 8)
print(write(b"abcd"), write(b"efghi"), slow.got)
for room, data in [(3, b"jklmnopqrst"), (100, b"Z"), (0, b"0123456789abcdef"), (3, b"0123456789abcdef")]:
    slow.room = room
    print(write(data), slow.got)
t(b.flush)
slow.room = 99
b.flush()
print(slow.got)


class Fails(io.RawIOBase):
    def close(self):
        raise OSError("cannot be closed")

    def __repr__(self):
        return "<Fails>"


sys.unraisablehook = lambda u: print("unraisable:", u.err_msg, u.exc_type, u.object)
Fails()
