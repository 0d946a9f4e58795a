"""`super()` in static and class methods, where what is found is called without self: `__new__`, static methods, natives; again and again,
while the classes change."""


class Base:
    @staticmethod
    def plain(*args):
        return "Base.plain", args

    @classmethod
    def of_class(cls, *args):
        return "Base.of_class", cls.__name__, args

    native = len

    def method(self, *args):
        return "Base.method", args


class Derived(Base):
    def __new__(cls, *args):
        made = super().__new__(cls)
        made.args = args
        return made

    @staticmethod
    def plain(cls, *args):
        return super(Derived, cls).plain(*args)

    @classmethod
    def of_class(cls, *args):
        return super().of_class(*args)

    @classmethod
    def counted(cls, x):
        return super().native(x)

    @classmethod
    def unbound(cls, x):
        return super().method(x)

    def instance_static(self, *args):
        return super().plain(*args)


class Meta(type):
    def __call__(cls, *args):
        return super().__call__(*args)

    def __new__(mcs, name, bases, body):
        return super().__new__(mcs, name, bases, body)

    def mro(cls):
        return super().mro()


class OfMeta(metaclass=Meta):
    def __init__(self, *args):
        self.args = args


class Point(tuple):
    def __new__(cls, *items):
        return super().__new__(cls, items)

    def __init__(self, *items):
        super().__init__()


for _ in range(4):
    d = Derived(1, 2)
    print(d.args, Derived.plain(Derived, 3), Derived.of_class(4), Derived.counted("abc"))
    print(Derived.unbound(5), d.instance_static(6), OfMeta(7).args, Point(8, 9))

static = Base.__dict__["plain"]
Base.plain = staticmethod(lambda *args: ("new plain", args))
print(Derived.plain(Derived, 3), d.instance_static(6))
Base.native = sum
print(Derived.counted([1, 2]))
Base.native = lambda x: ("lambda", x)
print(Derived.counted(3))


def made(cls, *args):
    print("Base.__new__")
    return object.__new__(cls)


Base.__new__ = made
print(Derived(1).args)
del Base.__new__
print(Derived(2).args)
del Base.plain
try:
    Derived.plain(Derived)
except AttributeError as e:
    print(e)

changing = staticmethod(lambda: "first")
Base.plain = changing
print(Derived.plain(Derived))
print(Derived.plain(Derived))
changing.__init__(lambda: "second")
print(Derived.plain(Derived))
try:
    super(Derived, int).plain
except TypeError as e:
    print(e)


class Left(Base):
    @classmethod
    def of_class(cls, *args):
        return "Left", super().of_class(*args)


class Both(Left, Derived):
    @classmethod
    def of_class(cls, *args):
        return "Both", super().of_class(*args)


for _ in range(3):
    print(Both.of_class(1), Left.of_class(2), Both(3).args)
