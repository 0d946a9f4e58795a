"""Parameters that get their defaults: from functions and generators, bound methods, deep recursion, defaults that are replaced meanwhile."""
import sys


class Noted:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name

    def __del__(self):
        print("gone", self.name)


def three(a, b=Noted("b"), c=Noted("c")):
    local = (a, b, c)
    return local


class Box:
    def __init__(self, value=1, other=2.5):
        self.value, self.other = value, other

    def both(self, x, y=10**30, z="z"):
        return self.value, x, y, z


def from_generator(function, method):
    for i in range(4):
        yield function(i), function(i, -i), function(i, -i, None), method(i), method(i, y=i), method(i, i, i)
    yield Box(), Box(7).both(1), Box(7, 8).both(1, 2)


print(three(1), three(1, 2), three(1, 2, 3))
for row in from_generator(three, Box("bound").both):
    print(row if type(row[0]) is tuple else [(row[0].value, row[0].other), *row[1:]])
print([three(i) for i in range(3)], [Box().both(i) for i in range(2)])
for wrong in (lambda: three(), lambda: three(1, 2, 3, 4), lambda: Box().both(), lambda: Box().both(1, 2, 3, 4)):
    for _ in range(3):
        try:
            wrong()
        except TypeError as e:
            print(e)


def count(n, step=1, seen=()):
    return seen if n <= 0 else count(n - step, step) + (n,)


def counting(n, limit=3):
    if n:
        yield n
        yield from counting(n - 1)
    else:
        yield count(limit)


# Far enough for frames in more than one piece of the stack.
sys.setrecursionlimit(20000)
print(len(count(9000)), len(list(counting(300))))


def depth(n, more=0):
    return depth(n + 1)


try:
    depth(0)
except RecursionError as e:
    print(e)


def replace(a, b=Noted("old")):
    replace.__defaults__ = (Noted(f"new {a}"),)
    return a, b


for i in range(3):
    print(replace(i))
before = sys.getrefcount(three.__defaults__[0])
for i in range(100):
    three(i)
print(sys.getrefcount(three.__defaults__[0]) - before)
three.__defaults__ = None
for _ in range(2):
    try:
        three(1)
    except TypeError as e:
        print(e)
three.__defaults__ = (5,)
print(three(1, 2))
print("end")
