"""__init_subclass__, __set_name__, __class_getitem__, __mro_entries__, __subclasses__ and their errors."""


class Base:
    registry = []

    def __init_subclass__(cls, /, tag=None, **kw):
        print("init_subclass", cls.__name__, tag, kw)
        super().__init_subclass__(**kw)
        cls.registry.append((cls.__name__, tag))


class A(Base, tag="a"):
    pass


class B(A):
    pass


class C(B, tag="c"):
    def __init_subclass__(cls, **kw):
        print("C's hook", cls.__name__, kw)
        super().__init_subclass__(**kw)


class D(C, tag="d"):
    pass


print(Base.registry)
for src in ("class E(Base, other=1): pass", "class F(tag=1): pass", "class G(object, x=1): pass"):
    try:
        exec(src)
    except TypeError as e:
        print(e)


class Name:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name

    def __get__(self, obj, cls):
        return self.name


class H:
    first = Name()
    second = third = Name()
    not_descr = 5


print(H.first, H.second, H().third)
H.later = Name()
print("later does not get the call", hasattr(H.__dict__["later"], "name"))


class Bad:
    def __set_name__(self, owner, name):
        raise ValueError("bad name")

    def __repr__(self):
        return "<Bad>"


try:

    class I:
        attr = Bad()

except ValueError as e:
    print(type(e).__name__, e, e.__notes__)


class J:
    class Inner:
        def __set_name__(self, owner, name):
            print("inner set_name", owner, name)

    x = Inner()
    inst = Name()
    inst.__set_name__ = lambda *a: print("never")


class Gen:
    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item!r}]"


class GenSub(Gen):
    pass


print(Gen[int], GenSub[1, 2], GenSub["a":"b"])
for f in (lambda: A[int], lambda: Gen()[0], lambda: int[str]):
    try:
        print(f())
    except TypeError as e:
        print(e)
print(list[int], dict[str, int], tuple[int, ...], type[int], list[int].__origin__, list[int].__args__)


class Entry:
    def __init__(self, *bases):
        self.bases = bases

    def __mro_entries__(self, bases):
        print("mro_entries", len(bases))
        return self.bases


class K(Entry(A, Gen), Base):
    pass


print([c.__name__ for c in K.__bases__], len(K.__orig_bases__), K.registry[-1])


class L(Entry()):
    pass


print(L.__bases__, len(L.__orig_bases__))


class BadEntry:
    def __mro_entries__(self, bases):
        return 5


for f in (lambda: exec("class M(BadEntry()): pass", globals()), lambda: type("N", (Entry(A),), {})):
    try:
        f()
    except TypeError as e:
        print(e)
print([c.__name__ for c in Base.__subclasses__()], [c.__name__ for c in A.__subclasses__()])
del B
D.__bases__ = (A,)
print([c.__name__ for c in A.__subclasses__()], [c.__name__ for c in D.__mro__])


class Order:
    def __init_subclass__(cls):
        print("2 init_subclass", cls.__dict__["n"].name)


class Meta(type):
    def __new__(m, *a):
        print("0 before")
        c = super().__new__(m, *a)
        print("3 after")
        return c

    def __init__(c, *a):
        print("4 init")


class P(Order, metaclass=Meta):
    n = Name()
    print("body")


class ImplicitClassmethods:
    def __init_subclass__(cls):
        pass

    def __class_getitem__(cls, k):
        pass

    def __new__(cls):
        pass


print([type(ImplicitClassmethods.__dict__[k]).__name__ for k in ("__init_subclass__", "__class_getitem__", "__new__")])
