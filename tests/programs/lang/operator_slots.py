"""Operator slots: inherited, updated after class mutation, removed, None, on metaclasses, through the MRO."""


def attempt(f, *a):
    try:
        return f(*a)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


class Base:
    pass


class Mid(Base):
    pass


class Leaf(Mid):
    pass


o = Leaf()
uses = {
    "__len__": (lambda: len(o), lambda self: 3),
    "__bool__": (lambda: bool(o), lambda self: False),
    "__add__": (lambda: o + 1, lambda self, x: "add"),
    "__radd__": (lambda: 1 + o, lambda self, x: "radd"),
    "__iadd__": (lambda: inplace(o), lambda self, x: "iadd"),
    "__neg__": (lambda: -o, lambda self: "neg"),
    "__getitem__": (lambda: o[1], lambda self, i: ("item", i)),
    "__setitem__": (lambda: o.__class__.__setitem__ and setitem(o), lambda self, i, v: None),
    "__delitem__": (lambda: delitem(o), lambda self, i: None),
    "__contains__": (lambda: 5 in o, lambda self, i: True),
    "__call__": (lambda: o(), lambda self: "called"),
    "__iter__": (lambda: list(o), lambda self: iter("ab")),
    "__next__": (lambda: next(o), lambda self: "next"),
    "__str__": (lambda: str(o)[:3], lambda self: "str"),
    "__repr__": (lambda: repr(o)[:5], lambda self: "repr!"),
    "__eq__": (lambda: o == 1, lambda self, x: "eq"),
    "__lt__": (lambda: o < 1, lambda self, x: "lt"),
    "__int__": (lambda: int(o), lambda self: 7),
    "__float__": (lambda: float(o), lambda self: 7.5),
    "__index__": (lambda: [0] * 9 and "abcdefghi"[o], lambda self: 2),
    "__abs__": (lambda: abs(o), lambda self: "abs"),
    "__enter__": (lambda: enter(o), lambda self: "entered"),
    "__getattr__": (lambda: o.anything, lambda self, n: "getattr " + n),
    "__setattr__": (lambda: setattr(o, "q", 1), lambda self, n, v: None),
    "__format__": (lambda: format(o, "spec")[:6], lambda self, s: "format " + s),
    "__matmul__": (lambda: o @ 1, lambda self, x: "matmul"),
    "__reversed__": (lambda: reversed(o), lambda self: "reversed"),
    "__round__": (lambda: round(o), lambda self: "round"),
    "__length_hint__": (lambda: list(iter([])), lambda self: 1),
    "__await__": (lambda: drive(o), lambda self: iter(["awaited"])),
    "__divmod__": (lambda: divmod(o, 1), lambda self, x: "divmod"),
    "__pow__": (lambda: pow(o, 2, 3), lambda self, *x: ("pow", x)),
    "__hash__": (lambda: hash(o) == 99, lambda self: 99),
}


def inplace(x):
    x += 1
    return x


def setitem(x):
    x[0] = 1


def delitem(x):
    del x[0]


def enter(x):
    with x as y:
        return y


async def awaiting(x):
    return await x


def drive(x):
    return awaiting(x).send(None)


Base.__exit__ = lambda self, *a: None
for name, (use, method) in uses.items():
    before = attempt(use)
    setattr(Base, name, method)
    on_base = attempt(use)
    setattr(Leaf, name, method)
    delattr(Base, name)
    on_leaf = attempt(use)
    setattr(Mid, name, method)
    delattr(Leaf, name)
    on_mid = attempt(use)
    setattr(Leaf, name, None)
    none = attempt(use)
    delattr(Leaf, name)
    delattr(Mid, name)
    after = attempt(use)
    print(name, "|", before, "|", on_base, on_leaf == on_base, on_mid == on_base, "|", none, "|", after == before)

# Warm sites notice.


def site(x):
    return x + 1, len(x), x[0], x == 5, bool(x), -x


class N:
    def __add__(self, x):
        return "+"

    def __len__(self):
        return 1

    def __getitem__(self, i):
        return "[]"

    def __neg__(self):
        return "-"


class NN(N):
    pass


n = NN()
for _ in range(20):
    r = site(n)
print(r)
N.__add__ = lambda self, x: "new +"
N.__len__ = lambda self: 0
N.__getitem__ = lambda self, i: "new []"
N.__neg__ = lambda self: "new -"
NN.__eq__ = lambda self, x: "new =="
print(site(n))
NN.__bool__ = lambda self: True
NN.__add__ = lambda self, x: "sub +"
print(site(n))
del NN.__bool__, NN.__add__, NN.__eq__
print(site(n))
n.__add__ = n.__len__ = n.__getitem__ = "instance attributes are ignored"
print(site(n))


class IntSub(int):
    pass


i = IntSub(5)


def isite(x):
    return x + 1, x < 9, -x, x[0] if hasattr(x, "__getitem__") else None, str(x), hash(x), x == 5, f"{x}"


for _ in range(20):
    r = isite(i)
print(r)
IntSub.__add__ = lambda self, o: "IntSub +"
IntSub.__lt__ = lambda self, o: "IntSub <"
IntSub.__str__ = lambda self: "IntSub str"
IntSub.__eq__ = lambda self, o: "IntSub =="
IntSub.__hash__ = lambda self: 77
IntSub.__getitem__ = lambda self, k: "item"
IntSub.__format__ = lambda self, s: "fmt"
print(isite(i))
for k in ("__add__", "__lt__", "__str__", "__eq__", "__hash__", "__getitem__", "__format__"):
    delattr(IntSub, k)
print(isite(i), isite(5))


class M(type):
    pass


class K(metaclass=M):
    pass


M.__len__ = lambda cls: 42
M.__getitem__ = lambda cls, k: ("meta item", k)
M.__call__ = lambda cls: "meta call"
M.__or__ = lambda cls, o: "meta or"
print(len(K), K[1], K(), K | 5)
del M.__getitem__, M.__call__, M.__or__
print(attempt(lambda: K[1]), type(K()).__name__, K | int)
f = Base.__dict__.get("__exit__")
print(Leaf.__len__ if hasattr(Leaf, "__len__") else "no __len__", int.__add__(1, 2), int.__dict__["__add__"].__name__, (5).__add__.__name__, type(int.__add__).__name__)
