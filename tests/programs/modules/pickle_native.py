# The module _pickle, beside what the Python version of pickle makes of the same.
import _pickle
import array
import collections
import copyreg
import datetime
import decimal
import enum
import functools
import io
import operator
import pickle
import sys


def show(f):
    try:
        print(f())
    except BaseException as e:
        print(type(e).__name__, e, getattr(e, "__notes__", ""), type(e.__context__).__name__)


print(pickle.Pickler is _pickle.Pickler, pickle.loads is _pickle.loads, _pickle.PicklingError.__mro__)


class Plain:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return type(self) is type(other) and vars(self) == vars(other)


class Slots:
    __slots__ = ("a", "b")

    def __eq__(self, other):
        return self.a == other.a


class NewArgs(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    def __getnewargs_ex__(self):
        return (self[0],), {"b": self[1]}


class List(list):
    pass


class Outer:
    class Inner:
        def method(self):
            pass


class Color(enum.Enum):
    RED = 1


slots = Slots()
slots.a = 3
items = List([1, 2])
items.attr = 5
values = [
    None, True, False, 0, 1, 255, 256, 65535, 65536, -1, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1, 10**50, -(10**50), 2**2040, 1.5,
    -0.0, float("inf"), "", "abc", "é", "\ud800", "x" * 300, "a\\b\n\0\x1a€😀", b"", b"abc", b"x" * 300, bytearray(), bytearray(b"xyz"),
    (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], [1], [1, 2], list(range(2500)), {}, {1: 2}, {i: str(i) for i in range(1000)},
    set(), {1}, set(range(1000)), frozenset(), frozenset([1, 2]), Plain(3), NewArgs(1, 2), items, Outer.Inner, Color.RED, int,
    len, Plain, type(None), type(...), ..., NotImplemented, collections.OrderedDict(a=1), collections.deque([1, 2], 3),
    datetime.date(2020, 1, 2), decimal.Decimal("1.5"), range(5), slice(1, 2), complex(1, 2), ValueError("x", 1),
    array.array("i", [1, 2]), functools.partial(int, base=2), operator.itemgetter(1), b"y" * 70000, "z" * 70000, [b"q" * 70000] * 3,
]  # fmt: skip


class Plainest:
    """A file that can do no more than it must."""

    def __init__(self, data):
        self.f = io.BytesIO(data)

    def read(self, n):
        return self.f.read(n)

    def readline(self):
        return self.f.readline()


def same(a, b):
    return a == b or repr(a) == repr(b)


for protocol in range(6):
    for v in values + [slots] * (protocol > 1):
        data = pickle.dumps(v, protocol)
        for load in (pickle.loads, pickle._loads):
            assert same(load(data), v), (protocol, v)
        assert same(pickle.loads(pickle._dumps(v, protocol)), v), (protocol, v)
        f = io.BytesIO()
        pickle.dump(v, f, protocol)
        assert f.getvalue() == data
        for f in (io.BytesIO(data * 2), io.BufferedReader(io.BytesIO(data * 2)), Plainest(data * 2)):
            for _ in range(2):
                assert same(pickle.load(f), v), (protocol, v, f)
    print(protocol, [pickle.dumps(v, protocol) for v in values[:8] + values[20:25:2] + values[30:38]])

# Cycles, and what is written once.
loop = []
loop.append(loop)
table = {}
table["me"] = table
pair = ([],)
pair[0].append(pair)
p = Plain(None)
p.x = p
frozen = Plain(None)
frozen.x = frozenset([frozen]) if Plain.__hash__ else None
shared = [1]
for protocol in range(6):
    print([repr(pickle.loads(pickle.dumps(v, protocol))) for v in (loop, table, pair)])
    q = pickle.loads(pickle.dumps(p, protocol))
    x = pickle.loads(pickle.dumps([shared, shared], protocol))
    print(q.x is q, x[0] is x[1])

# Picklers and unpicklers as objects.
f = io.BytesIO()
p = pickle.Pickler(f, 2)
p.dump(shared)
p.dump(shared)
print(f.getvalue(), p.bin, p.fast, sorted(v[0] for v in p.memo.copy().values()))
p.clear_memo()
p.fast = 1
p.dump([shared, shared])
print(f.getvalue()[-20:])
f.seek(0)
u = pickle.Unpickler(f)
print(u.load(), u.memo.copy())
show(lambda: u.load())
print(type(p.memo).__name__, type(u.memo).__name__)


class ById(pickle.Pickler):
    def persistent_id(self, obj):
        return "id-" + obj.x if isinstance(obj, Plain) else None


class FromId(pickle.Unpickler):
    def persistent_load(self, pid):
        return "loaded " + pid

    def find_class(self, module, name):
        print("find", module, name)
        return super().find_class(module, name)


for protocol in range(6):
    f = io.BytesIO()
    ById(f, protocol).dump([Plain("a"), decimal.Decimal, Outer.Inner])
    f.seek(0)
    print(FromId(f).load())
p = pickle.Pickler(io.BytesIO())
p.persistent_id = lambda obj: None
p.dump(1)
show(lambda: pickle.loads(b"Px\n."))


class Table(pickle.Pickler):
    dispatch_table = {Plain: lambda obj: (str, ("by table",))}


class Override(pickle.Pickler):
    def reducer_override(self, obj):
        return (str, ("overridden",)) if isinstance(obj, Plain) else NotImplemented


for cls in (Table, Override):
    f = io.BytesIO()
    cls(f).dump([Plain(1), 2])
    print(pickle.loads(f.getvalue()))

# Buffers beside the pickle.
buffers = []
data = pickle.dumps([pickle.PickleBuffer(b"abc"), pickle.PickleBuffer(bytearray(b"xyz"))], 5, buffer_callback=buffers.append)
print(data, [bytes(b) for b in buffers], pickle.loads(data, buffers=buffers))
print(pickle.loads(pickle.dumps([pickle.PickleBuffer(b"abc"), pickle.PickleBuffer(bytearray(b"xyz"))], 5)))
b = pickle.PickleBuffer(array.array("i", [1, 2]))
print(b.raw().format, b.raw().nbytes, memoryview(b).format)
b.release()
show(lambda: b.raw())
show(lambda: pickle.dumps(pickle.PickleBuffer(b"a"), 4))
show(lambda: pickle.dumps(pickle.PickleBuffer(memoryview(b"abcd")[::2]), 5))
show(lambda: pickle.loads(data))
show(lambda: pickle.loads(data, buffers=[b"a"]))
show(lambda: pickle.PickleBuffer(3))

# Extension codes.
copyreg.add_extension("decimal", "Decimal", 240)
for protocol in (1, 2, 4):
    print(pickle.dumps(decimal.Decimal, protocol), pickle.loads(pickle.dumps(decimal.Decimal, protocol)))
copyreg.remove_extension("decimal", "Decimal", 240)

# Names and strings of Python 2.
print(pickle.dumps(range, 2), pickle.loads(b"c__builtin__\nxrange\n."), pickle.loads(b"S'abc'\n."), pickle.loads(b"U\x03\xe9bc.", encoding="latin1"))
print(pickle.loads(b"U\x03\xe9bc.", encoding="bytes"))
show(lambda: pickle.loads(b"U\x03\xe9bc."))


# What is wrong.
class Bad:
    def __init__(self, value):
        self.value = value

    def __reduce_ex__(self, protocol):
        return self.value


for value in (3, (), (1, 2), (int, 3), (int, (), 1, 2), (int, (), 1, None, 2), (int, (), None, None, None, 3), "nonesuch", (int, (), None, iter([lambda: 1]))):
    show(lambda: pickle.dumps(Bad(value)))
show(lambda: pickle.dumps(lambda: 1))
show(lambda: pickle.dumps([1, {2: [lambda: 1]}]))
show(lambda: pickle.dumps(({1, (lambda: 1)},)))
show(lambda: pickle.dumps(sys))
show(lambda: pickle.dumps(1, 6))
show(lambda: pickle.dumps(1, "a"))
show(lambda: pickle.dumps(1, 4, buffer_callback=print))
show(lambda: pickle.dump(1, 2))
show(lambda: pickle.load(2))
show(lambda: pickle.loads("a"))
show(lambda: pickle.Pickler.__new__(pickle.Pickler).dump(1))
show(lambda: pickle.Unpickler.__new__(pickle.Unpickler).load())
for data in (
    b"", b"N", b".", b"(.", b"K", b"\x80\x09.", b"Q.", b"h\x00.", b"g5\n.", b"gx\n.", b"p-1\n.", b"0.", b"1.", b"(1N.", b"t.", b"a.", b"Na.", b"]K\x01b.", b"u.",
    b"}(K\x01u.", b"(K\x01d.", b"Ix\n.", b"I010\n.", b"I0x1\n.", b"Fx\n.", b"Lx\n.", b"S'abc\n.", b"S\n.", b"T\xff\xff\xff\xff.", b"\x8b\xff\xff\xff\xff.",
    b"cnomodule\nx\n.", b"cos\nnonesuch\n.", b"R.", b"NNR.", b"N)R.", b"N)\x81.", b"\x82\x00.", b"\x82\xf0.", b"\x97.", b"N\x98.", b"\xff.", b"z.", b"X\x05\x00\x00\x00ab.",
    b"\x80\x04\x95\x06\x00\x00\x00\x00\x00\x00\x00Vhelloworld\n.", b"\x80\x04\x95\x0c\x00\x00\x00\x00\x00\x00\x00N\x95\x00\x00\x00\x00\x00\x00\x00\x00NN.",
    b"\x80\x04\x8c\x02os\x8c\tpath.spam\x93.", b"K\x01K\x02\x93.", b"\x80\x05\x96\xff\xff\xff\xff\xff\xff\xff\xff.", b"NVa\n2b.",
):  # fmt: skip
    show(lambda: pickle.loads(data))
    show(lambda: pickle.load(io.BytesIO(data)))
