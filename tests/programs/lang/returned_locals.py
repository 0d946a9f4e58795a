"""What a function returns is often what a local is the only one to hold: it leaves without dying, and whatever else the frame holds dies
in order."""

import sys


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("freed", self.name)


def alone():
    a = Noisy("a")
    return a


def first_of_two():
    a = Noisy("a")
    b = Noisy("b")
    return a


def second_of_two():
    a = Noisy("a")
    b = Noisy("b")
    return b


def twice():
    a = Noisy("a")
    b = a
    return a


def held_elsewhere(where):
    a = Noisy("a")
    where.append(a)
    return a


def parameter(a):
    return a


def many():
    a, b, c, d, e, f, g, h, i, j = [Noisy(n) for n in "abcdefghij"]
    return e


def seen():
    a = Noisy("a")
    frame = sys._getframe()
    return a


def closure():
    a = Noisy("cell")

    def get():
        return a

    return get


def caught():
    try:
        a = Noisy("a")
        return a
    finally:
        print("finally")


for f in (alone, first_of_two, second_of_two, twice, many, seen, closure, caught):
    for _ in range(3):
        print(f.__name__)
        r = f()
        print(sys.getrefcount(r))
        del r
kept = []
for _ in range(3):
    print(sys.getrefcount(held_elsewhere(kept)))
    kept.clear()
for _ in range(3):
    print(parameter(Noisy("temporary")).name)
for _ in range(3):
    alone()
    f = alone().name
print([first_of_two().name for _ in range(2)])
