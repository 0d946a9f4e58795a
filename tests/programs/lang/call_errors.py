"""Argument errors of Python functions, with CPython's exact messages."""


def f0():
    pass


def f1(a):
    pass


def f2(a, b):
    pass


def f3(a, b, c):
    pass


def fd(a, b=1):
    pass


def fdd(a=1, b=2):
    pass


def fk(*, k):
    pass


def fk2(a, *, k, l, m=1):
    pass


def fk3(*, x, y, z):
    pass


def fp(a, b, /):
    pass


def fpk(a, /, b):
    pass


def fpd(a, b=1, /, *, c=2):
    pass


def fs(a, b, *c):
    pass


def fkw(a, **kw):
    pass


def fpkw(a, /, **kw):
    return a, kw


class C:
    def m(self, a):
        pass

    def none():
        pass

    @classmethod
    def cm(cls, a):
        pass

    @staticmethod
    def sm(a):
        pass

    def __call__(self, x):
        pass

    class Inner:
        def m(self):
            pass


def outer():
    def inner(a):
        pass

    return inner


five, none, abc, empty = 5, None, "abc", []
c = C()
inner = outer()
cases = """
f0(1)
f0(1, 2)
f0(x=1)
f0(*[1, 2, 3], y=1)
f1()
f1(1, 2)
f1(1, 2, 3)
f1(1, a=2)
f1(b=1)
f1(1, b=1)
f2()
f2(1)
f2(b=1)
f2(1, 2, 3)
f2(1, 2, 3, b=4)
f2(**{'a': 1, 'c': 2})
f3()
f3(1)
f3(c=1)
f3(1, 2, 3, 4)
fd()
fd(1, 2, 3)
fd(b=2)
fdd(1, 2, 3)
fdd(1, 2, 3, 4, c=5)
fk()
fk(1)
fk(1, 2)
fk(1, k=2)
fk(j=2)
fk2()
fk2(1)
fk2(1, k=1)
fk2(1, 2, k=1, l=2)
fk2(1, 2, 3, k=1, l=2, m=4)
fk3()
fk3(y=1)
fp(1, b=2)
fp(a=1, b=2)
fp(b=1)
fp(1)
fp(1, 2, 3)
fpk(a=1, b=2)
fpk(1, 2, b=3)
fpd(1, b=2)
fpd()
fpd(1, 2, 3)
fpd(1, 2, 3, c=4)
fs()
fs(1)
fs(1, 2, 3, a=4)
fkw()
fkw(1, 2)
fkw(1, a=2)
fpkw(a=1)
fpkw(1, a=2)
c.m()
c.m(1, 2)
c.m(1, a=2)
C.m()
C.m(c)
c.none()
C.none(1)
c.cm()
C.cm(1, 2)
c.sm()
c.sm(1, 2)
c()
c(1, 2)
c(y=1)
C(1)
C.Inner().m(1)
inner()
inner(1, 2)
(lambda x: x)()
(lambda x: x)(1, 2)
(lambda: 1)(x=2)
f1(*5)
f1(*None, 1)
f1(**5)
f1(**[1])
f1(**{1: 2})
f1(**{'a': 1}, **{'a': 2})
f1(a=1, **{'a': 2})
f1(1, **{'a': 2})
c.m(**{'a': 1}, **{'a': 1})
fkw(1, **{'x': 1}, **{'x': 2})
fkw(x=1, **{'x': 2})
f1(*[1], *5)
len(*5)
dict(**{'a': 1}, **{'a': 2})
five()
none()
abc()
five.x()
empty()
c.m.x()
f1.nope()
fd(1, c=2)
fdd(aa=2)
everything_missing(1)
f2(1, bb=2)
""".strip().splitlines()

for case in cases:
    try:
        print(case, "->", eval(case))
    except Exception as e:
        print(case, "->", type(e).__name__ + ":", e)
