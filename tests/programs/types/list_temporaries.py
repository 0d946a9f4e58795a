# Lists that nothing else refers to: sums of them, and slices that they are assigned to.
import sys


class Noisy:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name

    def __del__(self):
        print("~" + self.name, end=" ")


def make(*names):
    return [Noisy(n) for n in names]


def sums():
    a, b = make("a"), make("b")
    r = a + b
    print(r, a, b)
    r = make("c") + b
    print(r, b)
    r = a + make("d")
    print(r, a)
    r = make("e") + make("f", "g") + a + make("h")
    print(r, a)
    r = make() + make("i") + [] + make()
    print(r)
    r = [] + [] + []
    print(r, len(r))
    x = make("j")
    y = x + []
    z = [] + x
    print(x is y, y is z, x == y == z)
    print("end", end=" ")


for _ in range(3):
    sums()
    print()


def sizes():
    a = [1]
    return [
        sys.getsizeof(r) - sys.getsizeof([])
        for r in (a + a, [1] * 3 + [2], [1] + [2] + [3], [x for x in range(10)] + [1], list(range(5)) + a + a, a + [x for x in range(3)])
    ]


for _ in range(3):
    print(sizes())


def move_to_front(l, c):
    l[:] = l[c:c + 1] + l[0:c] + l[c + 1:]


l = list(range(10))
for c in (0, 3, 9, 5, 5, 1) * 3:
    move_to_front(l, c)
print(l, sys.getsizeof(l) - sys.getsizeof([]))


def slices():
    l = make("a", "b", "c", "d")
    l[:] = make("A", "B", "C", "D")
    print(l)
    l[1:3] = make("E", "F")
    print(l)
    l[1:3] = make("G")
    print(l)
    l[1:2] = make("H", "I", "J")
    print(l)
    l[::2] = make("K", "L", "M")
    print(l)
    k = make("N", "O", "P", "Q", "R")
    l[:] = k
    print(l, k, l is k)
    l[:] = l
    print(l)
    l[::-1] = l
    print(l)
    l[:] = (x for x in k[:2])
    print(l)
    l[:] = ()
    print(l)
    l[5:] = make("S")
    l[-3:] = make("T", "U")
    print(l)
    try:
        l[::2] = make("V", "W", "X")
    except ValueError as e:
        print(e)
    try:
        l[:] = 3
    except TypeError as e:
        print(e)
    print("end", end=" ")


for _ in range(3):
    slices()
    print()


class Index:
    def __init__(self, l, i):
        self.l, self.i = l, i

    def __index__(self):
        self.l.pop()
        return self.i


for _ in range(3):
    l = list(range(6))
    l[Index(l, 1):Index(l, 4)] = [7, 8, 9]
    print(l)
    l = list(range(6))
    l[0:6] = [l.pop() for _ in range(4)]
    print(l)


class L(list):
    def __add__(self, other):
        return "added"


for _ in range(3):
    print(L([1]) + [2], [1] + L([2]), type([1] + L([2])).__name__)
    try:
        [1] + (2,)
    except TypeError as e:
        print(e)
    k = [1]
    k += [2] + [3]
    m = k
    m += k
    print(k, m is k)
    n = [k] + [k]
    print(n[0] is n[1], len(n))
