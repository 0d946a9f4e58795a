"""Assigning __class__: allowed and refused layouts, and that call sites notice."""


def attempt(f, *a):
    try:
        return f(*a)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


class A:
    kind = "A"

    def who(self):
        return "A.who", self.x


class B:
    kind = "B"

    def who(self):
        return "B.who", self.x

    def __len__(self):
        return 7

    def __call__(self):
        return "called"


class S1:
    __slots__ = ("x",)
    kind = "S1"


class S2:
    __slots__ = ("x",)
    kind = "S2"


class S3:
    __slots__ = ("y",)


class Empty:
    __slots__ = ()


class L(list):
    pass


class L2(list):
    pass


def probe(o):
    return o.who(), o.kind, o.x


a = A()
a.x = 1
for i in range(30):
    if i == 10:
        a.__class__ = B
    if i == 20:
        a.__class__ = A
        a.x = "back"
    r = probe(a)
    if i in (0, 9, 10, 19, 20, 29):
        print(r, type(a).__name__, isinstance(a, B), attempt(len, a))
a.__class__ = B
print(a(), bool(a), a.__dict__, len(a))

s = S1()
s.x = 5
s.__class__ = S2
print(s.kind, s.x)
l = L([1])
l.attr = 1
l.__class__ = L2
print(l, l.attr, type(l).__name__)


def assign(o, c):
    o.__class__ = c
    return type(o).__name__


print(attempt(assign, s, S3))
print(attempt(assign, a, S1))
print(attempt(assign, s, A))
print(attempt(assign, a, list))
print(attempt(assign, l, list))
print(attempt(assign, a, L))
print(attempt(assign, 5, A))
print(attempt(assign, [], L))
print(attempt(assign, a, 5))
print(attempt(assign, a, None))
print(attempt(assign, Empty(), A))
print(attempt(assign, A(), Empty))
print(attempt(assign, object(), A))
print(attempt(assign, A(), object))
print(attempt(assign, len, A))
print(attempt(assign, A, B))
print(attempt(assign, ValueError(), KeyError))
print(attempt(delattr, a, "__class__"))


class Meta(type):
    def who(cls):
        return "Meta"


class Meta2(type):
    def who(cls):
        return "Meta2"


class M(metaclass=Meta):
    pass


print(M.who())
M.__class__ = Meta2
print(M.who(), type(M).__name__)
print(attempt(assign, M, type), attempt(assign, M, int), attempt(lambda: M.who()))


class Sub(A):
    pass


class Ex(ValueError):
    pass


class Ex2(ValueError):
    pass


e = Ex("v")
e.__class__ = Ex2
try:
    raise e
except Ex:
    print("never")
except Ex2 as x:
    print("Ex2", x)
x = Sub()
x.x = 0
x.__class__ = A
print(probe(x), type(x) is A)


class FakeClass:
    __class__ = int


print(isinstance(FakeClass(), int), type(FakeClass()).__name__, FakeClass().__class__, issubclass(FakeClass, int))


class InInit:
    def __init__(self):
        self.__class__ = Changed
        self.v = 1


class Changed:
    def get(self):
        return self.v


print([InInit().get() for _ in range(20)][-1], type(InInit()).__name__)


def f():
    return "f"


class Module(type(__import__("sys"))):
    @property
    def prop(self):
        return "module property"


m = type(__import__("sys"))("m")
m.__class__ = Module
print(m.prop)


class Last:
    def __del__(self):
        pass


class Changes:
    def __del__(self):
        self.__class__ = Last


for _ in range(100):
    Changes()
everything = [Changes() for _ in range(100)]
del everything
print(type(Changes()), Changes.__mro__)
