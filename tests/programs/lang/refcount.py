"""What a program can see of reference counts and identity: sharing, interning, promptness through frames."""

import sys


class T:
    live = 0

    def __init__(self):
        T.live += 1

    def __del__(self):
        T.live -= 1


def loop(n):
    peak = 0
    for _ in range(n):
        x = T()
        peak = max(peak, T.live)
    return peak


print(loop(1000), T.live)


def passing(n):
    def g(x):
        return x

    peak = 0
    for _ in range(n):
        g(g(T()))
        peak = max(peak, T.live)
    return peak


print(passing(100), T.live)
l = [T() for _ in range(100)]
print(T.live)
l2 = l[:50]
del l[:]
print(T.live)
l2 = [x for x in l2 if x is l2[0]]
x = None
print(T.live)
l2 = None
print(T.live)


def early_return(n):
    a = T()
    if n:
        return T.live
    b = T()
    return T.live


print(early_return(1), early_return(0), T.live)


def exceptions(n):
    for _ in range(n):
        try:
            t = T()
            raise ValueError(t)
        except ValueError as e:
            pass
    return T.live


print(exceptions(50), T.live)


def deep(n):
    t = T()
    return T.live if n == 0 else deep(n - 1)


print(deep(100), T.live)


def generators(n):
    def g():
        t = T()
        yield t
        yield t

    for _ in range(n):
        next(g())
    return T.live


print(generators(20), T.live)
d = {}
for i in range(100):
    d[i % 10] = T()
print(T.live, len(d))
d.popitem()
d.pop(0)
print(T.live)
d = None
print(T.live)


class Slotted:
    __slots__ = ("a", "b")


s = Slotted()
s.a = s.b = T()
s.a = None
print(T.live)
s.b = T()
print(T.live)
del s
print(T.live)
fs = [(lambda t: lambda: t)(T()) for _ in range(5)]
print(T.live)
fs.pop()
print(T.live)
fs = None
print(T.live)
big = 10**30
print(big is big, (lambda: big)() is big, [big][0] is big, (big,)[0] is big, {1: big}[1] is big)
a = [1]
print(a.copy() is a, a[:] is a, a + [] is a, (1, 2)[:] == (1, 2), tuple(t := (1, 2)) is t, t[:] is t, "abc"[:] == "abc", list(a) is a, dict(x := {}) is x, frozenset(y := frozenset([1])) is y)
print(None is None, True is (1 == 1), tuple() is tuple([]), str() is "".join([]), ... is Ellipsis, NotImplemented is NotImplemented, int is type(5))
i1, i2 = 256, int("256")
print(i1 is i2, int("-5") is -i1 + 251, chr(97) is "xa"[1], sys.intern("xy" + "z" * 3) is sys.intern("xyzzz"))


def sysref():
    x = object()
    n = sys.getrefcount(x)
    y = [x, x]
    return sys.getrefcount(x) - n


print(sysref())
it = iter([T(), T(), T()])
next(it)
print(T.live)
next(it)
print(T.live)
del it
print(T.live)
m = map(lambda t: 1, [T()])
print(list(m), T.live)
del m
print(T.live)
z = zip([T()], [T()])
next(z)
print(T.live)
del z
print(T.live)
f = sys._getframe()
print(f.f_locals is not None, T.live)
