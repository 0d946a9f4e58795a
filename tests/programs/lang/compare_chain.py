"""Chained comparisons: each operand once, short circuit, `is`, `in`, results that are not bool."""


def v(x):
    print("v", x, end=" ")
    return x


print(v(1) < v(2) < v(3))
print(v(1) < v(0) < v(3))
print(v(1) < v(2) > v(0) == v(0) != v(5) >= v(5))
print(v(3) > v(2) > v(2) > v(1))
print(not v(1) < v(2) < v(0))
x = 5
print(1 < x < 10, 1 < x and x < 10, 10 > x <= 5, 5 == x == 5.0 == 5)


class R:
    def __init__(self, name, truth):
        self.name = name
        self.truth = truth

    def __lt__(self, other):
        return R(f"({self.name}<{other.name})", self.truth)

    def __bool__(self):
        print("bool", self.name, end=" ")
        return self.truth


print((R("a", True) < R("b", True) < R("c", False)).name)
print((R("a", False) < R("b", True) < R("c", False)).name)
if R("a", True) < R("b", True) < R("c", True):
    print("yes")
while R("a", True) < R("b", False) < R("c", True):
    print("loop")
    break
else:
    print("else")

print(1 in [1] == True, (1 in [1]) == True, 1 in [1, 2] in [[1, 2]], 1 not in [2] is not None)
a = []
b = []
print(a is b, a is a is a, a is not b, None is None is not False, a == b is b)
print(3 in [1, 2, 3] != [], "a" in "abc" in ["abc"])


class Contains:
    def __contains__(self, item):
        return item

    def __repr__(self):
        return "C"


print([] in Contains(), 5 in Contains(), 0 not in Contains(), "x" not in Contains())


class Boom:
    def __bool__(self):
        raise ValueError("no truth")

    def __lt__(self, o):
        return self


for f in (lambda: Boom() < 1 < 2, lambda: not Boom(), lambda: 1 if Boom() < 2 else 3, lambda: Boom() and 1, lambda: Boom() or 1):
    try:
        f()
    except ValueError as e:
        print(e)
r = Boom() < 1
print(type(r).__name__)


def assignments():
    lo, hi = 0, 10
    n = 0
    while lo <= n < hi:
        n += 3
    return n, lo <= n < hi, lo < n >= hi


print(assignments())
print([i for i in range(20) if 3 < i < 9 != 7], [i for i in range(5) if not 1 < i < 3])
