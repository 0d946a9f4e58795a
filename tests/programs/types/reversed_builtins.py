"""reversed() of ranges and lists, at places that see others too, and functions that die with all they can hold."""

import sys


class Own(list):
    def __reversed__(self):
        return iter("own")


class Plain(list):
    pass


class Sequence:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        return i * 10


class Sub(reversed):
    pass


def backwards(x):
    try:
        it = reversed(x)
        return type(it).__name__, list(it)
    except TypeError as e:
        return str(e)


for x in (
    range(5), range(0), range(5, 0), range(5, 0, -2), range(-3, 10, 4), range(10**30, 10**30 + 3), range(2**61, 2**61 + 3), range(1),
    range(-2**61, 2**61, 2**61), range(0, 2**62, 2**61), range(-(2**61), -(2**61) - 3, -1), [1, 2, 3], [], Own([1]), Plain([1, 2]), (1, 2), "ab", {1: 2}, {1}, Sequence(), 5,
):
    for _ in range(2):
        print(backwards(x))
for x in (range(5), range(0), range(7, 2, -2), [1, 2]):
    it = reversed(x)
    print(it.__reduce__(), it.__length_hint__(), next(it, None), it.__reduce__(), list(Sub(tuple(x))))
for args, kw in (((), {}), (([], []), {}), (([],), {"x": 1})):
    try:
        reversed(*args, **kw)
    except TypeError as e:
        print(e)
l = [1, 2, 3]
it = reversed(l)
next(it)
l.append(4)
print(list(it), sys.getrefcount(l) < 10)


class Noted:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


def functions():
    cell = Noted("cell")

    def plain():
        return cell

    def full(a=Noted("default"), *, b=Noted("keyword")) -> None:
        return cell

    full.attribute = Noted("attribute")
    generic = lambda: 0
    generic.__annotations__ = {"x": Noted("annotation")}
    recoded = lambda: cell
    recoded()
    recoded.__code__ = plain.__code__
    doc = lambda: None
    doc.__doc__ = Noted("doc")
    doc.__module__ = Noted("module")
    return plain() is full()


for _ in range(2):
    print(functions())


def parametrised[T](x: T) -> T:
    def inner[U](y: U = x) -> U:
        return y

    return inner


print(parametrised(3)(), parametrised(3).__defaults__, parametrised.__type_params__)
