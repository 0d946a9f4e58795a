"""__class__ and super() cells: set after the body, wrong metaclasses, nested functions, comprehension use."""


class A:
    def who(self):
        return __class__.__name__

    @staticmethod
    def static():
        return __class__

    @classmethod
    def cls(cls):
        return __class__, cls

    prop = property(lambda self: __class__)

    def nested(self):
        def f():
            return [__class__ for _ in range(2)]

        return f()

    lam = lambda self: super().__init__


class B(A):
    pass


print(B().who(), B.static().__name__, [c.__name__ for c in B.cls()], B().prop.__name__, B().nested())
print(A.who.__closure__[0].cell_contents is A, A.who.__code__.co_freevars)


class Base:
    def hello(self):
        return "base hello"

    x = "base x"


class Derived(Base):
    x = "derived x"

    def hello(self):
        return "derived " + super().hello()

    def explicit(self):
        return super(Derived, self).hello()

    def attr(self):
        return super().x

    def in_comprehension(self):
        return [super(Derived, self).x for _ in range(2)] + [super().hello() for _ in "a"]

    def in_genexp(self):
        try:
            return list(super().x for _ in range(1))
        except TypeError as e:
            return str(e)

    def in_lambda(self):
        try:
            return (lambda: super().x)()
        except RuntimeError as e:
            return str(e)

    def in_nested(self):
        def f(me):
            return super().hello()

        return f(self)


d = Derived()
print(d.hello(), d.explicit(), d.attr(), d.in_comprehension(), d.in_genexp(), d.in_lambda(), d.in_nested(), sep="\n")


class Early(type):
    def __new__(meta, name, bases, ns):
        print("cell in namespace:", "__classcell__" in ns)
        return super().__new__(meta, name, bases, ns)


class UsesEarly(metaclass=Early):
    def f(self):
        return __class__


print(UsesEarly().f())


class Drops(type):
    def __new__(meta, name, bases, ns):
        ns.pop("__classcell__", None)
        return super().__new__(meta, name, bases, ns)


try:

    class UsesDrops(metaclass=Drops):
        def f(self):
            return __class__

except RuntimeError as e:
    print("RuntimeError", str(e)[:70])


class Other(type):
    def __new__(meta, name, bases, ns):
        cell = ns["__classcell__"]
        super().__new__(meta, "First", bases, dict(ns))
        return type.__new__(meta, "Second", bases, {**ns, "__classcell__": cell})


try:

    class UsesOther(metaclass=Other):
        def f(self):
            return __class__

    print(UsesOther.f(None))
except TypeError as e:
    print("TypeError", e)

try:
    type("Bad", (), {"__classcell__": 5})
except TypeError as e:
    print("TypeError", e)


class InBody:
    try:
        __class__
    except NameError as e:
        print("NameError", e)

    def f(self):
        return __class__


def function_with_parameter(__class__):
    return __class__


print(function_with_parameter(3))


class Shadow:
    def f(self):
        __class__ = "local"
        return __class__

    __class__ = property(lambda self: dict)


print(Shadow().f(), Shadow().__class__, type(Shadow()).__name__, isinstance(Shadow(), dict))
