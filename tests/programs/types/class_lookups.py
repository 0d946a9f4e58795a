"""getattr() of classes, asked again and again while classes change."""


class Base:
    a = 1

    def f(self):
        return "f"


class Derived(Base):
    pass


class Meta(type):
    m = "of the metaclass"

    @property
    def data(cls):
        return "data of " + cls.__name__


class WithMeta(Base, metaclass=Meta):
    data = "own"


class Plain:
    def __init__(self, v):
        self.v = v


def ask(*classes):
    return [getattr(c, n, None) for c in classes for n in ("a", "f", "m", "data", "__doc__", "missing", "plain")]


def show(values):
    print([v if not callable(v) else v.__qualname__ for v in values])


for _ in range(3):
    show(ask(Base, Derived, WithMeta))
Derived.a = 2
show(ask(Base, Derived))
Base.a = 3
show(ask(Base, Derived, WithMeta))
del Derived.a
show(ask(Base, Derived))
Base.f = lambda self: "g"
show(ask(Base, Derived, WithMeta))
Base.m = "of the base"
WithMeta.m = "own m"
show(ask(Derived, WithMeta))
Meta.a = property(lambda cls: "computed")
show(ask(Derived, WithMeta))
del Meta.a, WithMeta.m
show(ask(Derived, WithMeta))
Base.plain = p = Plain(5)
print([getattr(Derived, "plain").v for _ in range(3)])
Plain.__get__ = lambda self, obj, cls: ("got", obj, cls.__name__)
print([getattr(Derived, "plain") for _ in range(3)], getattr(Derived(), "plain")[0], Derived.plain)
del Plain.__get__
print(getattr(Derived, "plain") is p)


class Other:
    a = "other"


Derived.__bases__ = (Other,)
show(ask(Derived))
for n in range(1000):
    c = type("C", (Base,), {"a": n})
    assert getattr(c, "a") == n and getattr(c, "f")(None) == "g"
    c.a = -n
    assert getattr(c, "a") == -n
    del c.a
    assert getattr(c, "a") == 3
print([getattr(t, "__repr__").__qualname__ for t in (int, str, dict, Base, Meta, type)])
print(getattr(int, "__call__")("7") if False else getattr(int, "__add__")(1, 2), getattr(type, "mro")(Other))
