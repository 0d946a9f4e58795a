"""property, classmethod, staticmethod: uses, inheritance, errors, attributes, subclasses."""


def attempt(f, *a):
    try:
        return f(*a)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


class C:
    def __init__(self):
        self._v = 1

    @property
    def v(self):
        "doc of v"
        return self._v

    @v.setter
    def v(self, value):
        print("set", value)
        self._v = value

    @v.deleter
    def v(self):
        print("delete")
        self._v = None

    @property
    def ro(self):
        return "read only"

    wo = property(None, lambda self, v: print("write only", v))
    nothing = property()

    @classmethod
    def cm(cls, *a, **k):
        return cls.__name__, a, k

    @staticmethod
    def sm(*a, **k):
        return a, k


class D(C):
    @C.v.getter
    def v(self):
        return "D's " + str(super().v)

    @property
    def ro(self):
        return "overridden " + super().ro


c, d = C(), D()
c.v = 5
c.v += 1
print(c.v, d.v, d.ro, C.v.__doc__, type(C.v).__name__)
del c.v
print(c.v, attempt(lambda: c.wo), attempt(setattr, c, "ro", 1), attempt(delattr, c, "ro"), attempt(delattr, c, "wo"), attempt(lambda: c.nothing), sep="\n")
c.wo = 3
d.v = 7
print(d.v, C.v.fget.__name__, C.v.fset.__name__, C.ro.fset, C.v.__name__)
print(attempt(setattr, C.v, "fget", 1), attempt(lambda: property(lambda self: 1).__name__))
print(C.cm(1, k=2), D.cm(3), c.cm(), d.cm(), C.sm(1, k=2), d.sm())
print(C.__dict__["cm"].__func__.__name__, C.__dict__["sm"].__func__.__name__, C.__dict__["sm"](1), attempt(C.__dict__["cm"], 1))
print(C.cm.__self__ is C, D.cm.__self__ is D, C.cm.__func__ is C.__dict__["cm"].__func__, type(C.sm).__name__)
print(C.__dict__["cm"].__wrapped__.__name__, C.__dict__["sm"].__name__, C.__dict__["cm"].__isabstractmethod__)


class E:
    @property
    def bad(self):
        raise AttributeError("inner problem")

    @property
    def missing(self):
        return self.nope

    @property
    def value_error(self):
        raise ValueError("v")


print(attempt(lambda: E().bad), attempt(lambda: E().missing), attempt(lambda: E().value_error), hasattr(E(), "bad"), attempt(hasattr, E(), "value_error"))
p = property(lambda self: "got", doc="given doc")
print(p.__doc__, p.__get__(None, E) is p, p.__get__(5), attempt(p.__set__, 5, 1), attempt(p.__delete__, 5))


class Sub(property):
    """A subclass keeps the type through getter and setter."""

    extra = 1

    def __get__(self, obj, cls=None):
        return "sub " + str(super().__get__(obj, cls)) if obj is not None else self


class F:
    @Sub
    def x(self):
        "x doc"
        return 1

    @x.setter
    def x(self, v):
        print("F.x", v)


f = F()
f.x = 2
print(f.x, type(F.__dict__["x"]).__name__, F.x.extra, F.x.__doc__)


class G:
    @classmethod
    @property
    def chained(cls):
        return "no chaining since 3.13"

    @staticmethod
    @staticmethod
    def twice():
        return "twice"

    cm_of_builtin = classmethod(lambda cls: cls.__name__)
    sm_of_class = staticmethod(int)


print(type(G.chained).__name__, G.twice(), G.cm_of_builtin(), G().sm_of_class("7"))
cm = classmethod(5)
print(attempt(lambda: cm.__get__(None, int)()), attempt(lambda: staticmethod(5).__get__(None)))
for t in (classmethod, staticmethod):
    w = t(C.sm)
    w.attr = 1
    print(w.__dict__.get("attr"), w.__doc__, t.__name__)


class Counter:
    n = 0

    @property
    def next(self):
        Counter.n += 1
        return Counter.n


k = Counter()
print([k.next for _ in range(5)], sum(k.next for _ in range(5)))
Counter.next = property(lambda self: "replaced")
print(k.next)
Counter.next = 5
k.next = 6
print(k.next, Counter.next)
