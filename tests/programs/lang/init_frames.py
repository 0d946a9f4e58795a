"""Calls of classes whose `__init__` is a Python function: results, errors, changes on the way."""

import sys
import traceback


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


class Locals:
    def __init__(self, n):
        first = n + 1
        second = [first] * 2
        self.inner = lambda: (self, second)


class Wrong:
    def __init__(self, value):
        if value:
            return value


class Yielding:
    def __init__(self):
        yield 1


class Raising:
    def __init__(self, n):
        self.n = n
        if n % 2:
            raise ValueError(n)

    def __del__(self):
        print("dies", self.n)


class Nested:
    def __init__(self, depth):
        self.depth = depth
        self.child = Nested(depth - 1) if depth else None


class Endless:
    def __init__(self):
        self.other = Endless()


class Watching:
    def __init__(self, n):
        frame = sys._getframe()
        self.seen = frame.f_code.co_name, frame.f_back.f_code.co_name, sorted(frame.f_locals), n


class Slotted:
    __slots__ = ("a", "b")

    def __init__(self, a):
        self.a = a


class WithDict(dict):
    def __init__(self, a):
        self["a"] = a


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def make(cls, *args):
    return [cls(i, i + 1) for i in range(3)]


def wrong(value):
    return Wrong(value)


def raising(n):
    try:
        return Raising(n).n
    except ValueError as e:
        return [f.name for f in traceback.extract_tb(e.__traceback__)]


def generated(n):
    for i in range(n):
        p = Point(i, -i)
        yield p


def slotted(a):
    s = Slotted(a)
    return s.a, hasattr(s, "b")


for _ in range(4):
    print(make(Point), type(wrong(0)).__name__, attempt(wrong, 5), attempt(Yielding), sep=" | ")
    print([raising(i) for i in range(4)])
    print(list(generated(4)), slotted(4), WithDict(3))
    inner = Locals(5).inner()
    print(type(inner[0]).__name__, inner[1])
    n = Nested(30)
    while n.child:
        n = n.child
    print(n.depth, Watching(1).seen)
    del n, inner
print(attempt(Endless)[:30])


def point(i):
    return Point(i, i)


def changes():
    seen = []
    original = Point.__init__
    for i in range(30):
        if i == 5:
            Point.__init__ = lambda self, x, y: setattr(self, "x", "new") or setattr(self, "y", 0)
        if i == 10:
            Point.__init__ = original
        if i == 12:
            original.__code__ = (lambda self, x: None).__code__
        if i == 14:
            original.__code__ = (lambda self, x, y: self.__dict__.update(x=1, y=2)).__code__
        if i == 18:
            original.__code__ = (lambda self, x, y, z=3: self.__dict__.update(x=z, y=z)).__code__
            original.__defaults__ = (33,)
        if i == 21:
            Point.__new__ = lambda cls, x, y: "not a point"
        if i == 24:
            del Point.__new__
        seen.append(attempt(point, i))
    return seen


for value in changes():
    print(value)


class Meta(type):
    pass


class Made(metaclass=Meta):
    def __init__(self, n):
        self.n = n


def made(n):
    return Made(n)


for i in range(8):
    if i == 4:
        Meta.__call__ = lambda cls, n: ("called", cls.__name__, n)
    print(made(i) if i >= 4 else made(i).n, end=" ")
print()


class Temporary:
    def __init__(self, a, b):
        self.pair = a, b
        del self, a, b

    def __del__(self):
        print("gone", [type(v).__name__ for v in self.pair])


for i in range(3):
    Temporary([i], Temporary(i, 0))
