"""isinstance and issubclass: tuples, unions, __instancecheck__, __subclasscheck__, __bases__ of odd objects, errors."""


def attempt(f, *a):
    try:
        return f(*a)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


class A:
    pass


class B(A):
    pass


class C(B, int):
    pass


print(isinstance(B(), A), isinstance(A(), B), isinstance(C(), int), isinstance(True, int), isinstance(1, bool), isinstance(A, type), isinstance(None, type(None)))
print(issubclass(B, A), issubclass(A, B), issubclass(bool, int), issubclass(A, A), issubclass(A, object), issubclass(type, type), issubclass(C, (str, int)))
print(isinstance(1, (str, int)), isinstance(1, ()), isinstance(1, (str, (bytes, (int,)))), isinstance(1, int | str), isinstance(None, int | None), issubclass(bool, str | int), isinstance("a", int | float))
print(attempt(isinstance, 1, 5), attempt(isinstance, 1, (str, 5)), attempt(isinstance, 1, (int, 5)), attempt(issubclass, 1, int), attempt(issubclass, int, "a"), attempt(issubclass, int, (5,)), sep="\n")
print(attempt(isinstance, 1, list[int]), attempt(issubclass, list, list[int]), attempt(isinstance, 1, int | list[int]), attempt(lambda: int | 5), sep="\n")


class Meta(type):
    def __instancecheck__(cls, obj):
        print("instancecheck", cls.__name__, obj)
        return obj == 5

    def __subclasscheck__(cls, sub):
        print("subclasscheck", cls.__name__, sub)
        return "truthy" if sub is int else []


class Checked(metaclass=Meta):
    pass


class Sub(Checked):
    pass


print(isinstance(5, Checked), isinstance(6, Checked), isinstance(5, (str, Checked)), isinstance(5, (int, Checked)))
print(issubclass(int, Checked), issubclass(str, Checked), issubclass(int, (str, Checked)))
x = Sub()
print(isinstance(x, Sub), isinstance(Checked(), Checked))


class Raises(type):
    def __instancecheck__(cls, obj):
        raise ValueError("no check")


class R(metaclass=Raises):
    pass


print(attempt(isinstance, 1, R), attempt(isinstance, R(), R))


class OnInstance:
    def __instancecheck__(self, obj):
        return obj == "yes"

    def __subclasscheck__(self, cls):
        return cls is int


o = OnInstance()
print(isinstance("yes", o), isinstance("no", o), issubclass(int, o), issubclass(str, o))


class FakeClass:
    def __init__(self, *bases):
        self.__bases__ = bases


base = FakeClass()
derived = FakeClass(FakeClass(base))
print(issubclass(derived, base), issubclass(base, derived), attempt(isinstance, 5, base))


class Proxy:
    def __init__(self, target):
        self.target = target

    @property
    def __class__(self):
        return self.target


print(isinstance(Proxy(int), int), isinstance(Proxy(B), A), isinstance(Proxy(A), B), isinstance(Proxy(5), int), isinstance(Proxy(A), Proxy), type(Proxy(A)).__name__)


class BadClass:
    @property
    def __class__(self):
        raise AttributeError


class WorseClass:
    @property
    def __class__(self):
        raise ValueError("worse")


print(isinstance(BadClass(), int), attempt(isinstance, WorseClass(), int))


class BadBases:
    __bases__ = 5


print(attempt(issubclass, BadBases(), A), attempt(issubclass, A, BadBases()))


# At one site, while the hooks change.
def check(o, c):
    return isinstance(o, c)


class M2(type):
    pass


class K(metaclass=M2):
    pass


k = K()
out = []
for i in range(12):
    if i == 4:
        M2.__instancecheck__ = lambda cls, o: o == 1
    if i == 8:
        del M2.__instancecheck__
    out.append((check(k, K), check(1, K)))
print(out)
print([check(v, t) for v in (1, "a", 1.5, True, None, [], k) for t in (int, str, float, object, type, K, list)])
print(type.__instancecheck__(Checked, x), type.__subclasscheck__(Checked, Sub), int.__instancecheck__(5), int.__subclasscheck__(bool))
nested = (int,)
for _ in range(50):
    nested = (nested, str)
print(isinstance(5, nested), isinstance(5.0, nested))
