"""Rich comparison: reflection, NotImplemented, subclass priority, identity fallback, errors."""


class V:
    def __init__(self, n):
        self.n = n

    def _cmp(name):
        def cmp(self, other):
            print(f"{type(self).__name__}({self.n}).{name}", end=" ")
            return NotImplemented if not isinstance(other, V) else f"answer-{name}"

        return cmp

    for _n in "lt le eq ne gt ge".split():
        locals()[f"__{_n}__"] = _cmp(f"__{_n}__")
    del _n, _cmp
    __hash__ = None


class W(V):
    pass


class X(V):
    def __lt__(self, other):
        print("X.__lt__", end=" ")
        return "x-lt"

    def __gt__(self, other):
        print("X.__gt__", end=" ")
        return "x-gt"


def every(a, b):
    for sign, f in (
        ("<", lambda: a < b),
        ("<=", lambda: a <= b),
        ("==", lambda: a == b),
        ("!=", lambda: a != b),
        (">", lambda: a > b),
        (">=", lambda: a >= b),
    ):
        try:
            print(sign, f())
        except TypeError as e:
            print(sign, "TypeError:", e)


every(V(1), V(2))
every(V(1), 5)
every(5, V(1))
every(V(1), W(2))
every(V(1), X(2))
every(object(), V(3))
every(1, "a")
every(None, None)
every([], ())
every(1.5, None)
every({}, {})
every({1}, {1, 2})
every({1}, [1])
every(int, str)


class OnlyEq:
    def __eq__(self, other):
        print("eq", end=" ")
        return []


a, b = OnlyEq(), OnlyEq()
print(a == b, a != b)


class EqDeclines:
    def __eq__(self, other):
        return NotImplemented


e, f = EqDeclines(), EqDeclines()
print(e == f, e != f, e == e, e != e)


class OnlyNe:
    def __ne__(self, other):
        return "ne"


print(OnlyNe() != 1, OnlyNe() == 1, 1 != OnlyNe())


class Weird:
    def __eq__(self, other):
        raise ZeroDivisionError("eq failed")


w = Weird()
print(w in [w], [w] == [w], (w,) == (w,))
for f in (lambda: w in [1], lambda: [w] == [1], lambda: w != 1):
    try:
        print(f())
    except ZeroDivisionError as e:
        print("ZeroDivisionError", e)
try:
    w != w
except ZeroDivisionError as e:
    print("by way of __eq__:", e)


class Lt:
    def __init__(self, n):
        self.n = n

    def __lt__(self, o):
        return self.n < o.n


print(Lt(1) < Lt(2), Lt(1) > Lt(2), [x.n for x in sorted([Lt(3), Lt(1), Lt(2)])], max(Lt(1), Lt(5)).n if True else 0)
print([1, 2] < [1, 3], [1] < [1, 0], (1, "a") == (1, "a"), "a" < "B", b"a" < b"b", [1, [2]] == [1, [2.0]])
for f in (lambda: [1] < ["a"], lambda: (1, 2) < (1, "a"), lambda: [1] < (1,), lambda: max([1, "a"]), lambda: sorted([None, 1])):
    try:
        print(f())
    except TypeError as e:
        print("TypeError:", e)
print(True == 1, False < True, 1 == 1.0, 2**70 == float(2**70), 2**70 < 2**71, -(2**70) < 1.5, "a" == b"a")
