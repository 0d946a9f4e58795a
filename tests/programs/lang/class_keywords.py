"""Instances made with defaults and keywords of an `__init__` written in Python."""

import sys


class Point:
    def __init__(self, x, y=2, z=3):
        self.at = (x, y, z)

    def __repr__(self):
        return f"Point{self.at}"


class Nothing:
    def __init__(self, a=1):
        if a == 5:
            raise ValueError(a)
        self.a = a


class Strict:
    def __init__(self, a, /, b, *, c=3):
        self.all = a, b, c


class Child(Point):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)


class Returns:
    def __init__(self, a=None):
        return a


class Gone:
    def __init__(self, name, other=None):
        self.name = name

    def __del__(self):
        print("gone", self.name)


def attempt(function):
    try:
        print(function())
    except (TypeError, ValueError, RecursionError) as e:
        print(type(e).__name__, e)


def main():
    shared = []
    before = sys.getrefcount(shared)
    for i in range(4):
        print(Point(i), Point(i, y=5), Point(i, z=7), Point(y=1, x=i), Point(z=1, y=2, x=3), Point(1, 2, 3))
        print(Nothing().a, Nothing(a=i).a, Strict(1, b=2).all, Strict(1, 2, c=i).all, Child(i, z=9))
        Point(shared, z=shared)
        Point(z=shared, x=shared)
        Nothing(a=shared)
        for wrong in (
            lambda: Point(),
            lambda: Point(y=1),
            lambda: Point(1, x=2),
            lambda: Point(1, w=2),
            lambda: Point(1, y=shared, w=shared),
            lambda: Point(1, 2, 3, 4),
            lambda: Point(1, 2, 3, z=4),
            lambda: Nothing(a=5),
            lambda: Nothing(b=shared),
            lambda: Strict(a=1, b=2),
            lambda: Strict(1, b=2, d=shared),
            lambda: Returns(a=3).a,
            lambda: type(Returns()).__name__,
        ):
            attempt(wrong)
    print(sys.getrefcount(shared) - before)
    Gone("a", other=Gone("b"))
    Gone(other=Gone("c"), name="d")
    Gone("e", other=1)
    attempt(lambda: Gone("f", another=Gone("g")))

    def made():
        for i in range(3):
            yield Point(i, z=i), Point(y=i, x=0), Nothing()

    print([row[:2] for row in made()])
    Point.__init__.__defaults__ = (8, 9)
    print(Point(1), Point(1, z=4))
    Point.__init__.__defaults__ = (7, 8, 9)
    print(Point(), Point(z=4), Point(y=1))
    Point.__init__.__defaults__ = (6, 7, 8, 9)
    print(Point(), Point(z=4), Point(y=1, x=5))
    Point.__init__.__defaults__ = None
    attempt(lambda: Point(1, z=4))


def plain(a, b=2, c=3):
    return a, b, c


def functions():
    for i in range(3):
        print(plain(i, c=1), plain(i, b=1), plain(a=i), plain(c=1, a=2), plain(a=1, b=2, c=3), plain(c=1, b=2, a=3))
        attempt(lambda: plain(b=1))
        attempt(lambda: plain(1, a=2))
        attempt(lambda: plain(1, 2, b=3))
        attempt(lambda: plain(1, d=3))
    plain.__defaults__ = (4, 5, 6, 7)
    print(plain(c=1), plain(a=1), plain(b=3))
    plain.__defaults__ = None
    attempt(lambda: plain(1, c=2))
    print(plain(1, 2, c=3), plain(1, c=3, b=2))


main()
functions()
Point(1, 2, w=3)
