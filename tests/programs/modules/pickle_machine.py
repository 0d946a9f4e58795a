# The machines of _pickle: numbers by length, memo, marks, frames, windows of a file, and what goes wrong in them.
import _pickle
import io
import pickle
import pickletools


def shown(f, *args):
    try:
        return f(*args)
    except Exception as e:
        notes = getattr(e, "__notes__", [])
        return f"{type(e).__name__}: {e} {notes}"


# Numbers: as few bytes as they and their signs need.
numbers = []
for bits in (7, 8, 15, 16, 31, 32, 39, 40, 47, 48, 55, 56, 62, 63, 64, 71, 72, 127, 128):
    for n in (1 << bits, (1 << bits) - 1, (1 << bits) + 1):
        numbers += [n, -n]
for protocol in range(6):
    data = [_pickle.dumps(n, protocol) for n in numbers]
    assert [_pickle.loads(d) for d in data] == numbers
    assert data == [pickle._dumps(n, protocol) for n in numbers], protocol
print(_pickle.dumps(-(1 << 39), 2), _pickle.dumps(1 << 39, 2), _pickle.dumps(-(1 << 63), 2))
for d in (b"\x8a\x00.", b"\x8a\x01\xff.", b"\x8a\x01\x7f.", b"\x8a\x08" + b"\xff" * 8 + b".", b"\x8a\x08" + b"\xff" * 7 + b"\x7f.", b"\x8a\x09" + b"\0" * 8 + b"\x80."):
    print(_pickle.loads(d))

# The memo: many objects, some of them twice, cycles.
texts = [f"text {i}" for i in range(1000)]
twice = texts + texts[::-1] + [texts, (texts, [texts]), {t: texts for t in texts[:5]}]
twice.append(twice)
for protocol in range(6):
    again = _pickle.loads(_pickle.dumps(twice, protocol))
    assert again[:2000] == twice[:2000] and again[-1] is again
    assert again[0] is again[1999] and again[2000] is again[2001][0] is again[2001][1][0]
    assert all(v is again[2000] for v in again[2002].values())
    assert _pickle.dumps(twice, protocol) == pickle._dumps(twice, protocol), protocol
p = _pickle.Pickler(io.BytesIO())
p.dump([texts, texts])
print(len(p.memo.copy()), p.memo.copy()[id(texts)][0])
again = _pickle.Pickler(f := io.BytesIO())
again.memo = p.memo
again.dump(texts[7])
print(f.getvalue())

# Text of all kinds, and what is longer than a frame.
for text in ("", "a", "é", "ü" * 300, "\ud800", "a\udfffb", "\U0001f600" * 70, "x" * 255, "x" * 256, "y" * 70000):
    for protocol in range(6):
        d = _pickle.dumps([text, text], protocol)
        assert d == pickle._dumps([text, text], protocol), (text[:5], protocol)
        assert _pickle.loads(d) == [text, text]


# A dict that changes while it is written.
class Adds:
    def __reduce__(self):
        d[len(d)] = 1
        return int, ()


class Removes:
    def __reduce__(self):
        d.clear()
        return int, ()


for kind in (Adds, Removes):
    for start in (1, 2, 3):
        for protocol in (1, 2, 5):
            d = {"k": kind()}
            for i in range(start - 1):
                d[i] = i
            print(kind.__name__, start, protocol, shown(_pickle.dumps, d, protocol))

# Batches.
for n in (0, 1, 2, 999, 1000, 1001, 2000, 2001):
    d = {i: str(i) for i in range(n)}
    for protocol in range(6):
        for x in (d, list(d), set(d), frozenset(d), tuple(d)):
            data = _pickle.dumps(x, protocol)
            assert _pickle.loads(data) == x
    print(n, [op.name for op, _, _ in pickletools.genops(_pickle.dumps(d)) if op.name in ("MARK", "SETITEM", "SETITEMS")])


# A file that gives little at a time, with and without `peek`.
class Slow:
    def __init__(self, data):
        self.f = io.BytesIO(data)

    def read(self, n):
        return self.f.read(n)

    def readline(self):
        return self.f.readline()


class Peeks(Slow):
    def peek(self, n):
        at = self.f.tell()
        data = self.f.read(min(n, 3))
        self.f.seek(at)
        return data


class Into(Slow):
    def readinto(self, b):
        return self.f.readinto(b)


value = [1, 300, 70000, -5, 1.5, None, True, "text", "é" * 200, b"bytes" * 99, {"a": (1, 2, 3)}, {1}, (), (4,), (5, 6, 7, 8)]
for protocol in range(6):
    data = _pickle.dumps(value, protocol)
    for kind in (Slow, Peeks, Into):
        file = kind(data + data + b"rest")
        u = _pickle.Unpickler(file)
        assert u.load() == value and u.load() == value, (protocol, kind)
        print(protocol, kind.__name__, file.f.read())

# What is cut off anywhere.
for protocol in range(6):
    data = _pickle.dumps(value, protocol)
    faults = {}
    for n in range(len(data)):
        for source in (_pickle.loads, lambda d: _pickle.load(Slow(d)), lambda d: _pickle.load(Peeks(d))):
            text = shown(source, data[:n])
            faults[text] = faults.get(text, 0) + 1
    print(protocol, sorted(faults.items()))

# Marks and instructions that find nothing.
for d in (
    b".", b"0.", b"(.", b"(0.", b"((00.", b"N(.", b"N(0.", b"N(1.", b"1.", b"N(1N0.", b"2.", b"(2.", b"N2\x86.", b"N(N\x85\x85.",
    b"\x85.", b"N\x86.", b"(N\x86.", b"t.", b"(t.", b"N(NNt.", b"l.", b"(NNl.", b"d.", b"(NNd.", b"(Nd.", b"]a.", b"]Na.", b"N]a.",
    b"a.", b"e.", b"(e.", b"](e.", b"](NNe.", b"((NNe.", b"}s.", b"}Ns.", b"}NNs.", b"}(u.", b"}(Nu.", b"}(NNu.", b"(NNu.", b"u.",
    b"N(NNe.", b"N(e.", b"N(u.", b"N(NNu.", b"h\0.", b"Nq\0h\0\x86.", b"Nq\xff0h\xff.", b"N\x940h\0.", b"\x94.", b"(\x94.", b"q\0.",
    b"j\0\0\0\0.", b"Nr\x10\0\0\0" + b"0j\x10\0\0\0.", b"\x8f(NNe.", b"\x8f(\x90.", b"\x8f(NN\x90.", b"(\x91.", b"(NN\x91.", b"\x90.",
    b"\x95\x02\0\0\0\0\0\0\0N.", b"\x95\x01\0\0\0\0\0\0\0N.", b"\x95\x03\0\0\0\0\0\0\0N.", b"\x95\x02\0\0\0\0\0\0\0K\x01.",
    b"\x95\x01\0\0\0\0\0\0\0K\x01.", b"\x95\x09\0\0\0\0\0\0\0\x95\0\0\0\0\0\0\0\0N.", b"\x95\x0b\0\0\0\0\0\0\0\x95\x01\0\0\0\0\0\0\0N.",
    b"\x8c\x05text.", b"\x8c\x04text.", b"X\x04\0\0\0text.", b"X\xff\0\0\0text.", b"\x8c\x02\xc3\xa9.", b"\x8c\x02\xff\xff.",
    b"\x8c\x03\xed\xa0\x80.", b"}]Ns.", b"}(]Nu.", b"}(K\x01NK\x01N]Nu.", b"\x80\x06.", b"\xff.", b"!.", b"b.", b"Nb.", b"R.", b"N)R.",
):
    print(d, ascii(shown(_pickle.loads, d)))


# Appending and setting where there is no list or dict.
class Takes:
    def __init__(self):
        self.got = []

    def append(self, x):
        self.got.append(x)

    def __setitem__(self, k, v):
        self.got.append((k, v))


class Extends(Takes):
    def extend(self, xs):
        self.got.append(list(xs))


class MyList(list):
    pass


for name in ("Takes", "Extends", "MyList"):
    head = b"c__main__\n%s\n)R" % name.encode()
    for tail in (b"Na", b"(K\x01K\x02e", b"(e", b"NK\x07s", b"(K\x00K\x02K\x03K\x04u"):
        r = shown(_pickle.loads, head + tail + b".")
        print(name, tail, getattr(r, "got", r))


# Hooks: on the type itself, in a subclass, set on a pickler.
class Ids(_pickle.Pickler):
    def persistent_id(self, x):
        return "id" if x == 5 else None

    def reducer_override(self, x):
        return (str, ("reduced",)) if isinstance(x, Takes) else NotImplemented


class Loads(_pickle.Unpickler):
    def persistent_load(self, x):
        return ("loaded", x)

    def find_class(self, module, name):
        return lambda *a: (module, name, a)


Ids(f := io.BytesIO()).dump([5, 6, Takes()])
print(Loads(io.BytesIO(f.getvalue())).load())
p = _pickle.Pickler(f := io.BytesIO())
p.persistent_id = lambda x: "mine" if x is None else None
p.dump([None, 1])
u = _pickle.Unpickler(io.BytesIO(f.getvalue()))
u.persistent_load = lambda x: x.upper()
print(u.load(), shown(_pickle.loads, f.getvalue()))


# A file that takes no more, in the middle of a list: what is said of the item.
class Full:
    def __init__(self, room):
        self.room = room

    def write(self, data):
        if len(data) > self.room:
            raise OSError("full")
        self.room -= len(data)


for room in (0, 100, 70000, 1 << 20):
    for items in ([1] * 40000, ["text"] * 40000, [300] * 40000, [None] * 70000):
        print(room, shown(_pickle.dump, [0, items], Full(room)))
