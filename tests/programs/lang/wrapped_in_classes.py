"""classmethods and staticmethods called through classes, often enough to be specialized, and what may change meanwhile."""


class Base:
    made = 0

    @classmethod
    def make(cls, n):
        cls.made += n
        return cls.__name__, cls.made

    @staticmethod
    def twice(x):
        return x * 2

    longest = staticmethod(max)


class Derived(Base):
    pass


def calls(cls, n):
    out = None
    for i in range(n):
        out = cls.make(1), cls.twice(i), cls.longest(i, 3)
    return out


print(calls(Base, 60))
print(calls(Derived, 60))
print(calls(Base, 60), Derived.made)

# The wrapped function is exchanged while the class stays as it is.
wrapper = Base.__dict__["twice"]
wrapper.__init__(lambda x: x * 3)
print(calls(Base, 3))
wrapper.__init__(str)
print(calls(Base, 3))
Base.__dict__["make"].__init__(lambda cls, n: ("new", cls.__name__, n))
print(calls(Derived, 3))

# What a classmethod wraps need not be a function.
class Callable:
    def __call__(self, *args):
        return "called", args

    def __get__(self, instance, owner=None):
        return "got", instance, owner


Base.make = classmethod(Callable())
try:
    print(calls(Derived, 3))
except TypeError as e:
    print("TypeError", e)
Base.make = classmethod(len)
try:
    print(calls(Derived, 3))
except TypeError as e:
    print("TypeError", e)


class Meta(type):
    @property
    def shown(cls):
        return lambda: "of the metaclass"

    def hidden(cls):
        return "never"


class WithMeta(metaclass=Meta):
    @classmethod
    def shown(cls):
        return "of the class"

    @classmethod
    def hidden(cls):
        return "seen " + cls.__name__


print({WithMeta.shown() for _ in range(40)}, {WithMeta.hidden() for _ in range(40)})


class Loud(classmethod):
    def __get__(self, instance, owner=None):
        return lambda: ("loud", instance, owner.__name__)


class Bound(staticmethod):
    def __get__(self, instance, owner=None):
        return lambda: ("bound", instance, owner.__name__)


class Special:
    loud = Loud(lambda cls: 1)
    bound = Bound(lambda: 2)
    empty = staticmethod.__new__(staticmethod)


print({Special.loud() for _ in range(40)}, {Special.bound() for _ in range(40)})
try:
    Special.empty()
except TypeError as e:
    print("TypeError", e)
print(Special.__dict__["empty"])


def temporary(n):
    """The class dies with the call."""
    for i in range(n):
        class C:
            @classmethod
            def name(cls):
                return cls.__qualname__

            @staticmethod
            def plain():
                return i
        last = C.name(), C.plain()
    return last


print(temporary(50))


def generator(n):
    for _ in range(n):
        yield Derived.twice(7), Base.longest(1, 2)


print(set(generator(50)))
Base.twice = staticmethod(lambda x: [x])
print(calls(Base, 0), Base.twice(4), [Derived.twice(i) for i in range(3)])
