"""Calls by name of functions whose parameters may all be given by position: names in their places, one elsewhere, several elsewhere, wrong
ones, from frames and generators, while function, defaults and code change."""

import sys


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("freed", self.name)


def f(a, b=2, c=3, d=4):
    e = (a, b, c, d)
    return e


def only(a, /, b, c=5):
    return a, b, c


class C:
    def m(self, x, y=10, z=20):
        return x, y, z


def attempt(call):
    for _ in range(3):
        try:
            print(call())
        except TypeError as e:
            print(type(e).__name__, e)


def calls():
    o = C()
    for _ in range(4):
        print(f(1, b=7), f(1, c=7), f(1, d=7), f(a=1), f(1, 5, d=9), f(1, 5, 6, d=9))
        print(f(a=1, b=2, c=3, d=0), f(1, b=3, d=5), f(1, d=3, b=5), f(d=1, a=2))
        print(o.m(1, z=2), o.m(1, y=2), o.m(x=1), C.m(o, x=3), C.m(self=o, x=4))
        print(only(1, b=2), only(1, 2, c=3), only(1, c=2, b=3))


def in_generator():
    for i in range(4):
        yield f(i, c=i)
        yield f(i, b=i)
        yield C().m(i, z=i)


def changing():
    def g(a, b=1, c=2):
        return a, b, c

    def h(a, c=30, b=40):
        return a, b, c

    for i in range(6):
        print(g(0, c=i))
        if i == 1:
            g.__defaults__ = (100, 200)
        if i == 2:
            g.__defaults__ = (300,)
        if i == 3:
            g.__code__ = h.__code__
            g.__defaults__ = (5, 6)
        if i == 4:
            g = lambda *args, **names: (args, names)


def lifetimes():
    def take(a, b=None, c=None):
        return a.name

    default = Noisy("default")

    def keep(a, b=default, c=default):
        return c.name

    del default
    for _ in range(3):
        print(take(Noisy("first"), c=Noisy("last")))
        print(keep(Noisy("one"), c=Noisy("two")), keep(1, b=Noisy("three")))
        count = sys.getrefcount(keep.__defaults__[0])
        keep(1, c=Noisy("four"))
        keep(1, b=2)
        print(sys.getrefcount(keep.__defaults__[0]) - count)
    print("end")


def deep(n, *, limit=0):
    return n


def recurse(n, up=0, down=0):
    return recurse(n + 1, down=up)


calls()
print(list(in_generator()))
try:
    changing()
except TypeError as e:
    print(e)
lifetimes()
attempt(lambda: f(1, e=2))
attempt(lambda: f(1, a=2))
attempt(lambda: f(1, 2, b=3))
attempt(lambda: f(b=3))
attempt(lambda: f(1, 2, 3, 4, d=5))
attempt(lambda: only(a=1, b=2))
attempt(lambda: only(1, c=2))
attempt(lambda: deep(1, limit=3))
attempt(lambda: C().m(1, self=3))
try:
    recurse(0)
except RecursionError as e:
    print(e)
names = {"".join(["do", "wn"]): 3}
print(f(1, **{"".join(["", "c"]): 8}))
