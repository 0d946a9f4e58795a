"""__new__ and __init__: interplay, arguments, skipped __init__, immutable bases, errors, singletons."""


def attempt(f, *a, **k):
    try:
        return f(*a, **k)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


class Both:
    def __new__(cls, *a, **k):
        print("new", cls.__name__, a, k)
        return super().__new__(cls)

    def __init__(self, *a, **k):
        print("init", a, k)


class NewOnly:
    def __new__(cls, x):
        self = super().__new__(cls)
        self.x = x
        return self


class InitOnly:
    def __init__(self, x):
        self.x = x


class Neither:
    pass


class OtherType:
    def __new__(cls, x):
        return x

    def __init__(self, x):
        print("init of", type(x).__name__)


class SubOther(OtherType):
    pass


Both(1, k=2)
print(NewOnly(1).x, InitOnly(2).x, attempt(NewOnly), attempt(InitOnly), attempt(Neither, 1), attempt(Neither, x=1), sep="\n")
print(OtherType(5), type(OtherType(8)))
sub = object.__new__(SubOther)
print(OtherType(sub) is sub)
print(attempt(object.__new__, Neither, 1), attempt(object.__new__, Both, 1), attempt(object.__new__, InitOnly, 1) is not None, attempt(object.__init__, Neither(), 1), attempt(object.__init__, InitOnly(1), 1), attempt(object.__init__, NewOnly(1), 1), sep="\n")


class PassesOn:
    def __new__(cls, x):
        return super().__new__(cls, x)


class PassesOn2:
    def __init__(self, x):
        super().__init__(x)


class PassesBoth:
    def __new__(cls, x):
        return super().__new__(cls)

    def __init__(self, x):
        super().__init__(x)


print(attempt(PassesOn, 1), attempt(PassesOn2, 1), attempt(PassesBoth, 1), sep="\n")


class Int(int):
    def __new__(cls, x, extra=None):
        self = super().__new__(cls, x * 2)
        self.extra = extra
        return self

    def __init__(self, x, extra=None):
        print("Int init", x, extra, int(self))


i = Int(5, extra="e")
print(i, i.extra, i + 1, type(i + 1).__name__, type(i).__name__, Int(3, 4) == 6)


class Str(str):
    def __new__(cls, *parts):
        return super().__new__(cls, "-".join(parts))


class Tup(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    first = property(lambda self: self[0])


class Lst(list):
    def __init__(self, *a):
        super().__init__(a)


class Dct(dict):
    def __init__(self, *a, **k):
        super().__init__(*a, **k)
        self["added"] = True


class Flt(float):
    def __new__(cls, x):
        return float.__new__(cls, x / 2)


print(Str("a", "b"), Tup(1, 2), Tup(1, 2).first, Lst(1, 2, 3), Dct(x=1), Flt(5), type(Str("a").upper()).__name__)
print(attempt(Tup, 1), attempt(int.__new__), attempt(int.__new__, Str), attempt(str.__new__, int), attempt(tuple.__new__, list), attempt(list.__new__, Lst), sep="\n")


class Single:
    instance = None
    inits = 0

    def __new__(cls):
        if cls.instance is None:
            cls.instance = super().__new__(cls)
        return cls.instance

    def __init__(self):
        Single.inits += 1


print(Single() is Single(), Single.inits)


class BadInit:
    def __init__(self):
        return 5


class BadInit2:
    def __init__(self):
        yield


class RaisesInit:
    def __init__(self):
        self.partial = 1
        raise ValueError("in init")

    def __del__(self):
        print("del of partial", self.partial)


print(attempt(BadInit), attempt(BadInit2), attempt(RaisesInit), sep="\n")


class NewNone:
    def __new__(cls):
        pass

    def __init__(self):
        print("never")


print(NewNone())
print(Both.__new__.__class__.__name__, type(Both.__dict__["__new__"]).__name__, Both.__init__.__class__.__name__, object.__init__.__class__.__name__, object.__new__.__class__.__name__)


class Base:
    def __init__(self):
        self.order = ["Base"]
        self.setup()

    def setup(self):
        self.order.append("Base.setup")


class Derived(Base):
    def __init__(self):
        super().__init__()
        self.order.append("Derived")

    def setup(self):
        super().setup()
        self.order.append("Derived.setup")


print(Derived().order)
x = Derived()
x.__init__()
print(x.order)
y = Derived.__new__(Derived)
print(y.__dict__)


class CallsOther:
    def __init__(self):
        Base.__init__(self)

    def setup(self):
        self.order.append("duck")


print(CallsOther().order)
ex = attempt(lambda: Base.__init__())
print(ex)
n = NewOnly.__new__(NewOnly, 5)
print(n.x, attempt(NewOnly.__new__, Neither, 6))
