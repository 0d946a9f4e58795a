"""type(): one and three arguments, names, bases, namespaces, keywords, subclass of type, build without a statement."""


def attempt(f, *a, **k):
    try:
        return f(*a, **k)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


print(type(5), type(type(5)), type(None).__name__, type(...).__name__, type(lambda: 0).__name__, type(type))
A = type("A", (), {"x": 1, "m": lambda self: (self.x, type(self).__name__)})
print(A, A().m(), A.__module__, A.__qualname__, A.__bases__, A.m.__qualname__)
B = type("B", (A,), dict(x=2))
print(B().m(), [c.__name__ for c in B.__mro__], B.__doc__)
ns = {"y": 5, "__doc__": "the doc", "__module__": "elsewhere", "__qualname__": "Some.Where", "__slots__": ("s",)}
C = type("C", (), ns)
print(C, C.__doc__, C.__module__, C.__qualname__, "__qualname__" in C.__dict__, C().y)
ns["y"] = 6
print(C.y)
D = type("not an identifier!", (), {})
print(D, D.__name__)
E = type("E", (A,), {"__init__": lambda self, v: setattr(self, "v", v), "__repr__": lambda self: f"E<{self.v}>", "__add__": lambda self, o: E(self.v + o.v)})
print(E(1) + E(2), E(1).m())


class Hook:
    def __init_subclass__(cls, **k):
        print("hook", cls.__name__, k)


F = type("F", (Hook,), {}, key=1)
print(attempt(type, "G", (), {}, key=1))
print(attempt(type, "G", (object,), {"__qualname__": 5}))
print(attempt(type, "G\0", (), {}))
print(attempt(type, "G", [object], {}))
print(attempt(type, "G", (), []))
print(attempt(type, "G", (5,), {}))
print(attempt(type, "\ud800", (), {}) == 1)


class M(type):
    def __new__(m, *a, **k):
        print("M.__new__", len(a), k)
        return super().__new__(m, *a)

    def __init__(c, *a, **k):
        print("M.__init__", len(a), k)


G = M("G", (), {"z": 1}, opt=2)
H = type("H", (G,), {})
print(type(H).__name__, H.z, attempt(M, G))
print(attempt(type.__new__, M, "I", (), {}), attempt(type.__new__, int, "I", (), {}), attempt(type.__new__), attempt(type.__call__, int, "5"))
print(type.__call__(type, 5), M.__call__(A) is not None, type(A)(5))


class Str(str):
    pass


print(type(Str("T"), (), {}).__name__, type(type(Str("T"), (), {}).__name__).__name__)
L = [type(f"T{i}", (), {"i": i}) for i in range(3)]
print([t().i for t in L], L)


def make(n):
    class Local:
        value = n

    return Local


X, Y = make(1), make(2)
print(X is Y, X.value, Y.value, X == Y, X.__name__ == Y.__name__, isinstance(X(), Y))
print(type.__dict__["__name__"].__get__(A), type.__dict__["__dict__"].__get__(A)["x"], type.__name__, type.__bases__, type.__mro__, object.__bases__, object.__base__)
print(__build_class__(lambda: None, "Built"), attempt(__build_class__), attempt(__build_class__, 5, "x"), attempt(__build_class__, lambda: None, 5))
print(attempt(type, 1, 2, 3, 4), attempt(type), isinstance(type, type), isinstance(object, type), isinstance(type, object), issubclass(type, object))
print(type("Cm", (), {"__class_getitem__": lambda cls, k: (cls.__name__, k)})[3], type("N", (), {"__new__": lambda cls: "not an instance"})())
