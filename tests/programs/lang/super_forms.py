"""super in every form: zero, one, two arguments, classmethods, attributes, errors, cooperative diamonds, changes."""


def attempt(f, *a):
    try:
        return f(*a)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


class A:
    attr = "A.attr"

    def __init__(self, **kw):
        print("A.__init__", kw)

    def m(self, x=0):
        return ["A", x]

    @classmethod
    def cm(cls):
        return ["A.cm", cls.__name__]

    @staticmethod
    def sm():
        return ["A.sm"]

    @property
    def p(self):
        return "A.p of " + type(self).__name__

    def __getitem__(self, i):
        return ("A item", i)

    def __len__(self):
        return 1


class B(A):
    attr = "B.attr"

    def __init__(self, b=None, **kw):
        print("B.__init__", b)
        super().__init__(**kw)

    def m(self, x=0):
        return ["B"] + super().m(x + 1)

    @classmethod
    def cm(cls):
        return ["B.cm"] + super().cm()

    @property
    def p(self):
        return "B.p+" + super().p

    def __getitem__(self, i):
        return ("B item", super().__getitem__(i))

    def no_item(self):
        return super()[0]

    def length(self):
        return len(super())


class C(A):
    def __init__(self, c=None, **kw):
        print("C.__init__", c)
        super().__init__(**kw)

    def m(self, x=0):
        return ["C"] + super().m(x + 10)

    @classmethod
    def cm(cls):
        return ["C.cm"] + super(C, cls).cm()


class D(B, C):
    def __init__(self):
        super().__init__(b=1, c=2, rest=3)

    def m(self, x=0):
        return ["D"] + super().m(x)

    def attrs(self):
        return super().attr, super(B, self).attr, super(D, D).attr

    def method_object(self):
        f = super().m
        return f(5), f.__self__ is self, f.__func__ is B.m

    def set(self):
        super().value = 5


d = D()
print(d.m(), D.cm(), d.cm(), d.p, d[3], d.attrs(), d.method_object(), sep="\n")
print(super(D, d).sm(), super(B, d).m(), super(C, d).m(), attempt(lambda: super(A, d).m()), super(B, D).cm())
print(attempt(d.no_item), attempt(d.length), attempt(d.set), attempt(lambda: super(D, d).nope), sep="\n")
s = super(D, d)
print(s.__thisclass__.__name__, s.__self__ is d, s.__self_class__.__name__, type(s).__name__, s.__class__.__name__)
print(repr(super(D, D)), repr(super(D)))
unbound = super(B)
print(unbound.__self__, unbound.__get__(d, D).m(1), unbound.__get__(None, D) is unbound, attempt(lambda: unbound.m))


class E(A):
    parent = None

    def m(self, x=0):
        return ["E"] + self.parent.m(x)


E.parent = super(E)
print(E().m())

print(attempt(super, D, A()), attempt(super, D, 5), attempt(super, 5, d), attempt(super, D, D, D), attempt(super, None), sep="\n")


def outside(self):
    return super().m()


print(attempt(outside, d), attempt(lambda: super()), sep="\n")


class F(A):
    def no_args():
        return super()

    def deleted(self):
        del self
        return super()

    def rebound(self):
        self = 5
        return super().m()

    def star(*args):
        return super().m()

    def cell(self):
        f = lambda: self
        return super().m(), f() is self

    def in_gen(self):
        yield super().m()

    async def in_coro(self):
        return super().m()

    def other_name(me):
        return super().m()

    def kwonly(*, self):
        return super().m()

    def defaults(self=None):
        return super().m()


f = F()
print(attempt(F.no_args), attempt(f.deleted), attempt(f.rebound), attempt(f.star), f.cell(), next(f.in_gen()), f.other_name(), attempt(F.defaults), sep="\n")
try:
    f.in_coro().send(None)
except StopIteration as e:
    print(e.value)


class Alias(A):
    def m(self):
        mine = super
        return attempt(lambda: mine().m()), attempt(mine, Alias, self) is not None

    def shadowed(self):
        super = lambda *a: A()
        return super().m("shadow")


print(Alias().m(), Alias().shadowed())


class New:
    def __new__(cls, *a):
        print("New.__new__", cls.__name__, a)
        return super().__new__(cls)

    def __init_subclass__(cls):
        print("hook", cls.__name__, super().__init_subclass__())


class Newer(New):
    def __new__(cls, *a):
        return super().__new__(cls, *a, "more")


print(type(Newer(1)).__name__)


# A super() site whose target changes.
class P:
    def m(self):
        return "P"


class Q:
    def m(self):
        return "Q"


class R(P):
    def m(self):
        return "R" + super().m()


r = R()
out = []
for i in range(15):
    if i == 3:
        P.m = lambda self: "P2"
    if i == 6:
        R.__bases__ = (Q,)
    if i == 9:
        Q.m = staticmethod(lambda: "static")
    if i == 12:
        Q.m = property(lambda self: lambda: "prop")
    out.append(r.m())
print(out)
del Q.m
print(attempt(r.m))


class S2(super):
    def __getattribute__(self, name):
        return "S2 " + name if name == "x" else super().__getattribute__(name)


print(S2(D, d).x, S2(D, d).attr)
