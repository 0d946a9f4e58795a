"""__getattr__, __getattribute__, __setattr__, __delattr__, __dir__, getattr and hasattr with errors."""


def attempt(f, *a):
    try:
        return f(*a)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"


class A:
    cls_attr = "class"

    def __init__(self):
        self.inst = "instance"

    def __getattr__(self, name):
        if name.startswith("dyn"):
            return "dynamic " + name
        raise AttributeError("A has no " + name)


a = A()
print(a.cls_attr, a.inst, a.dyn1, attempt(lambda: a.other), hasattr(a, "other"), getattr(a, "other", 5), hasattr(a, "dyn2"))


class B:
    def __init__(self):
        self.x = 1

    def __getattribute__(self, name):
        print("getattribute", name)
        return super().__getattribute__(name)

    def __getattr__(self, name):
        print("getattr", name)
        return 42

    def method(self):
        return "method"


b = B()
print(b.x, b.nope, b.method(), len(b.__dict__))


class Hides:
    visible = 1

    def __getattribute__(self, name):
        raise AttributeError(f"hidden {name}")


print(attempt(lambda: Hides().visible), hasattr(Hides(), "visible"), Hides.visible)


class Both(Hides):
    def __getattr__(self, name):
        return "fallback " + name


print(Both().visible, Both().__class__, type(Both()).__name__)


class Fails:
    def __getattr__(self, name):
        raise KeyError(name)

    def __getattribute__(self, name):
        if name == "value":
            raise ValueError("v")
        return object.__getattribute__(self, name)


print(attempt(lambda: Fails().x), attempt(hasattr, Fails(), "x"), attempt(getattr, Fails(), "x", 1), attempt(lambda: Fails().value))


class Set:
    def __setattr__(self, name, value):
        print("setattr", name, value)
        super().__setattr__("_" + name, value)

    def __delattr__(self, name):
        print("delattr", name)
        super().__delattr__("_" + name)


s = Set()
s.a = 1
s.b = s.c = 2
del s.a
print(s.__dict__, attempt(delattr, s, "a"))
s._b += 1
print(s.__dict__)


class Frozen:
    def __setattr__(self, name, value):
        raise AttributeError("frozen")

    def __delattr__(self, name):
        raise TypeError("no deletion")


print(attempt(setattr, Frozen(), "x", 1), attempt(delattr, Frozen(), "x"))
f = Frozen()
object.__setattr__(f, "x", 5)
f.__dict__["y"] = 6
print(f.x, f.y)


class InstanceHooks:
    pass


i = InstanceHooks()
i.__getattr__ = lambda name: "never"
i.__setattr__ = lambda *a: print("never")
i.z = 1
print(i.z, attempt(lambda: i.q))


class Meta(type):
    def __getattr__(cls, name):
        return f"meta getattr {name}"

    def __setattr__(cls, name, value):
        print("meta setattr", name)
        super().__setattr__(name, value)

    def __delattr__(cls, name):
        print("meta delattr", name)
        super().__delattr__(name)


class M(metaclass=Meta):
    known = 1


M.new = 2
del M.new
print(M.known, M.unknown, attempt(lambda: M().unknown))
print(attempt(getattr, a, 5), attempt(getattr, a, "a b"), attempt(setattr, a, b"x", 1), attempt(hasattr, a, None))
print(attempt(lambda: a.__class__.__name__), attempt(object.__getattribute__, a, "dyn1"), attempt(object.__getattribute__, 5, 5))


class Added:
    pass


def read(o):
    return o.thing


o = Added()
print([attempt(read, o) for _ in range(3)][-1])
Added.__getattr__ = lambda self, name: "getattr added later"
print([attempt(read, o) for _ in range(10)][-1])
Added.thing = "class attribute added"
print([attempt(read, o) for _ in range(10)][-1])
Added.__getattribute__ = lambda self, name: "getattribute added"
print([attempt(read, o) for _ in range(10)][-1])
del Added.__getattribute__
print(attempt(read, o))
del Added.thing
print(attempt(read, o))
del Added.__getattr__
print(attempt(read, o))


class Dir:
    def __dir__(self):
        return ["z", "a", "m"]


print(dir(Dir()), [n for n in dir(a) if not n.startswith("__")], attempt(dir, type("X", (), {"__dir__": lambda s: 5})()))
e = attempt
try:
    a.gone
except AttributeError as err:
    print(err.name, err.obj is a)
try:
    A.gone
except AttributeError as err:
    print(err.name, err.obj is A, err)
try:
    (5).gone
except AttributeError as err:
    print(err.name, err.obj, err)
