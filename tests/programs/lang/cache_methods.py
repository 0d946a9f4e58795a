"""Method calls whose target changes while the same site runs: every way a cached method goes stale."""


def site(o):
    return o.m()


def warm(o, n=20):
    for _ in range(n):
        r = site(o)
    return r


class Base:
    def m(self):
        return "Base.m"


class C(Base):
    pass


class D(C):
    pass


c, d = C(), D()
print(warm(c), warm(d))
C.m = lambda self: "C.m added to the class"
print(site(c), site(d))
print(warm(c), warm(d))
D.m = lambda self: "D.m added to the subclass"
print(site(c), site(d))
del C.m
print(site(c), site(d))
del D.m
print(site(c), site(d))
Base.m = lambda self: "Base.m replaced"
print(site(c), site(d))
warm(c)
c.m = lambda: "instance function"
print(site(c), site(d))
warm(c)
del c.m
print(site(c))
warm(c)
c.__dict__["m"] = lambda: "through __dict__"
print(site(c))
c.__dict__.clear()
print(site(c))
warm(c)
vars(c)["m"] = lambda: "through vars"
print(site(c))
del vars(c)["m"]
warm(c)
c.__dict__ = {"m": lambda: "new dict"}
print(site(c))
c.__dict__ = {}
print(site(c))
Base.m = staticmethod(lambda: "staticmethod")
print(site(c))
Base.m = classmethod(lambda cls: "classmethod of " + cls.__name__)
print(site(c), site(d))
Base.m = property(lambda self: lambda: "property")
print(site(c))


class Callable:
    def __call__(self, *a):
        return "callable object", len(a)


Base.m = Callable()
print(warm(c))
Callable.__get__ = lambda self, o, t: lambda: "it became a descriptor"
print(site(c))
del Callable.__get__
print(site(c))
Base.m = len.__class__ and "not callable"
try:
    site(c)
except TypeError as e:
    print(e)
Base.m = int
print(site(c))
Base.m = Base
print(type(site(c)).__name__)
Base.m = "text".upper
print(site(c))
del Base.m
try:
    site(c)
except AttributeError as e:
    print(e)
Base.__getattr__ = lambda self, name: lambda: "by __getattr__"
print(warm(c))
C.__getattribute__ = lambda self, name: lambda: "by __getattribute__"
print(site(c), site(d))
del C.__getattribute__
print(site(c))
del Base.__getattr__


# The target changes inside the loop, by the call itself.
class Loop:
    def m(self):
        self.n = self.__dict__.get("n", 0) + 1
        if self.n == 5:
            Loop.m = lambda self: "swapped on the class by its own call"
        return self.n


l = Loop()
print([site(l) for _ in range(8)])


class SelfShadow:
    n = 0

    def m(self):
        SelfShadow.n += 1
        if SelfShadow.n == 4:
            self.m = lambda: "shadowed itself"
        return SelfShadow.n


s = SelfShadow()
print([site(s) for _ in range(7)], site(SelfShadow()))


# __code__, __defaults__ and __kwdefaults__ replaced on a cached function.
class F:
    def m(self, a=1, *, k=2):
        return a, k


f = F()
warm(f)
F.m.__defaults__ = ("new default",)
print(site(f))
F.m.__kwdefaults__ = {"k": "new k"}
print(site(f))
F.m.__code__ = (lambda self, b="x": ("new code", b)).__code__
print(site(f))
F.m.__defaults__ = None
try:
    site(f)
except TypeError as e:
    print(e)
F.m.__code__ = (lambda self: "no arguments").__code__
print(warm(f))


# Bases change below a warmed site.
class X:
    def m(self):
        return "X"


class Y:
    def m(self):
        return "Y"


class Z(X):
    pass


class ZZ(Z):
    pass


z = ZZ()
warm(z)
Z.__bases__ = (Y,)
print(site(z))
X.m = lambda self: "never"
print(site(z))
Y.m = lambda self: "Y changed"
print(site(z))
z.__class__ = X
X.m = lambda self: "now X"
print(site(z))
for o in (z, ZZ(), Z(), l, s, f, X(), Y()) * 3:
    r = site(o)
print(r, [site(o) for o in (z, ZZ(), Z(), l, f)])
