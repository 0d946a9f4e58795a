"""isinstance, issubclass, callable, getattr, setattr, delattr, hasattr, type, id, hash, vars, dir, super, object."""

from _table import table


class A:
    x = 1

    def __init__(self, y=2):
        self.y = y


class B(A):
    pass


class Meta(type):
    def __instancecheck__(cls, instance):
        return instance == "yes"

    def __subclasscheck__(cls, sub):
        return sub is int


class M(metaclass=Meta):
    pass


class BadCheck(type):
    def __instancecheck__(cls, instance):
        raise ValueError("check")


class N(metaclass=BadCheck):
    pass


class Fake:
    __class__ = int


class Dir:
    def __dir__(self):
        return ["b", "a"]


class BadDir:
    def __dir__(self):
        return 5


class Call:
    def __call__(self):
        return 1


a, b = A(), B()
table(globals(), """
    isinstance(1, int), isinstance(True, int), isinstance(1, (str, int)), isinstance(1, (str, (float, (int,)))), isinstance(b, A), isinstance(a, B), isinstance(A, type), isinstance(1, object), isinstance("yes", M), isinstance("no", M), isinstance(M(), M), isinstance(Fake(), int), isinstance(1, ())
    isinstance(1, 5)
    isinstance(1, (str, 5))
    isinstance(1, [int])
    isinstance(1, (int, 5))
    isinstance(1)
    isinstance(1, int | str), isinstance(None, int | None), isinstance(1.5, int | str), issubclass(int, int | str)
    isinstance([1], list[int])
    isinstance(1, N)
    isinstance(N.__new__(N), N)
    issubclass(B, A), issubclass(A, B), issubclass(A, A), issubclass(bool, (str, int)), issubclass(int, M), issubclass(A, object), issubclass(type, object), issubclass(object, type)
    issubclass(1, int)
    issubclass(A, 1)
    issubclass(A, (1,))
    issubclass(A)
    callable(len), callable(A), callable(a), callable(Call()), callable(None), callable(lambda: 0), callable(a.__init__)
    callable()
    getattr(a, "x"), getattr(a, "y"), getattr(a, "z", 5), getattr(int, "real", None) is int.real, hasattr(a, "x"), hasattr(a, "z"), hasattr(5, "real")
    getattr(a, "z")
    getattr(A, "z")
    getattr(a, 5)
    getattr(a)
    hasattr(a, 5)
    hasattr(a)
    setattr(a, "q", 1), a.q, delattr(a, "q"), hasattr(a, "q")
    setattr(a, 5, 1)
    setattr(a, "x")
    delattr(a, "q")
    delattr(a, 5)
    delattr(A, "nope")
    setattr(a, "not an identifier", 3), getattr(a, "not an identifier"), delattr(a, "not an identifier")
    setattr(5, "x", 1)
    setattr(int, "x", 1)
    type(1), type(a).__name__, type(type), type(None), type(...), type(NotImplemented), type(len), type("".join), type(str.join), type(A.__init__), type(a.__init__), type(object.__init__), type(int.__add__), type((1).__add__), type(A.__dict__), type(lambda: 0), type(x for x in ()), type(int.real), type(type.__mro__)
    type()
    type(1, 2)
    type("X", (), {}).__name__, type("X", (A,), {"k": 1})().k, type("X", (int,), {})(5) + 1, type("X", (), {}).__bases__, type("X", (), {}).__module__
    type("X", (5,), {})
    type("X", A, {})
    type("X", (), 5)
    type(5, (), {})
    type("X", (int, str), {})
    type("X", (A, A), {})
    type("X", (object, A), {})
    type("X", (bool,), {})
    type("X", (type(None),), {})
    type("X", (type(lambda: 0),), {})
    type("X", (range,), {})
    type("X\\x00", (), {})
    type("X", (), {"__slots__": 5})
    type("X", (), {}, k=1)
    type.__call__(int, "5"), type.__new__(type, "Q", (), {}).__qualname__, type("X", (), {"__qualname__": "Y.X"}).__qualname__
    type("X", (), {"__qualname__": 5})
    id(a) == id(a), id(a) != id(b), isinstance(id(None), int)
    vars(a), sorted(k for k in vars(A) if not k.startswith("__")), vars(A)["x"], type(vars(A)).__name__
    vars(5)
    vars(1, 2)
    dir(Dir()), [n for n in dir(a) if not n.startswith("_")], [n for n in dir(B) if not n.startswith("_")], "append" in dir([]), "__len__" in dir(""), sorted(dir(object())) == dir(object())
    dir(BadDir())
    dir(1, 2)
    object.__new__(A).__class__.__name__
    object(1)
    object.__new__(5)
    object.__new__(int)
    object.__new__()
    A(1, 2)
    A.__new__(A, 1, 2, 3).__class__.__name__
    type("E", (), {})(5)
    type("E", (), {})(k=5)
    object.__init__(a, 5)
    object.__reduce_ex__(5, 2)[0].__name__, object.__str__("a"), object.__format__(5, ""), object.__eq__(1, 1), object.__eq__(1, 2), object.__ne__(1, 1), object.__lt__(1, 2), object.__dir__(a) == sorted(object.__dir__(a)) or "any order"
    object.__getattribute__(a, "y"), object.__setattr__(a, "y", 9), a.y, object.__delattr__(a, "y"), hasattr(a, "y")
    object.__setattr__(int, "x", 1)
    object.__hash__(5) == hash(5) or "identity", object.__sizeof__(object()) > 0, object.__init_subclass__(), object.__subclasshook__(5)
    int.__subclasses__(), A.__subclasses__(), A.mro(), type.mro(B), B.__base__, A.__bases__, object.__base__, object.__bases__, type.__base__
    A.__basicsize__ >= object.__basicsize__, A.__dictoffset__ != 0, object.__flags__ > 0, A.__module__, A.__qualname__, A.__doc__, int.__module__, B.__mro__
    super(B, b).x, super(B, B).x, super(A, a).__class__.__name__, super(B, b).__thisclass__, super(B, b).__self_class__, super(B, b).__self__ is b
    super(A, 5)
    super(5, a)
    super()
    super(B, b).nope
    super(B, a)
    super(B).__self__, super(B).__get__(b, B).x
    """)
