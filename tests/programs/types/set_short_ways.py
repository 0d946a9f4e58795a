"""Operators, comparisons, truth and iteration of sets at places that see several kinds of them."""

sets = [set(), {1, 2}, {2, 3}, {"a", "b"}, frozenset(), frozenset({1, 2}), frozenset({2, 3, 4}), {(1, 2), (3, "x")}]


class Sub(set):
    pass


class Own(set):
    def __and__(self, other):
        return "own and"

    def __rand__(self, other):
        return "own rand"

    def __ror__(self, other):
        return "own ror"

    def __iand__(self, other):
        return "own iand"

    def __le__(self, other):
        return "own le"

    def __ge__(self, other):
        return "own ge"

    def __bool__(self):
        return False

    def __iter__(self):
        return iter("own")

    def __contains__(self, x):
        return True


def shown(x):
    if isinstance(x, (set, frozenset)):
        return type(x).__name__ + str(sorted(map(str, set.__iter__(x) if isinstance(x, set) else x)))
    return x


def tried(f, a, b):
    try:
        return shown(f(a, b))
    except TypeError as e:
        return str(e)


def iand(a, b):
    a &= b
    return a


def ior(a, b):
    a |= b
    return a


def isub(a, b):
    a -= b
    return a


def ixor(a, b):
    a ^= b
    return a


for f in (
    lambda a, b: a & b, lambda a, b: a | b, lambda a, b: a - b, lambda a, b: a ^ b, lambda a, b: a <= b, lambda a, b: a < b,
    lambda a, b: a >= b, lambda a, b: a > b, lambda a, b: a == b, lambda a, b: a != b, iand, ior, isub, ixor,
):
    for a in sets + [Sub({1}), Own({1, 2}), [1]]:
        print([tried(f, a.copy() if type(a) is set else a, b) for b in sets + [Sub({1, 2}), Own({1}), [1]]])

s = {1, 2}
t = s
t |= {3}
print(t is s, sorted(s))
f = g = frozenset({1})
f |= {2}
print(f is g, sorted(f), g)


def truth(x):
    return "yes" if x else "no"


for x in (set(), {1}, frozenset(), frozenset("a"), Sub(), Sub({1}), Own({1}), (), (0,), b"", b"0", {}, {0: 0}, None, 3):
    print(truth(x), end=" ")
print()


def walk(x):
    return sorted(str(i) for i in x) and [str(i) for i in x].__len__()


def plain(x):
    out = []
    for i in x:
        out.append(i)
    return sorted(map(str, out))


for x in sets + [Sub({1, 2}), Own({1, 2}), set(range(100)), frozenset(range(70))]:
    print(len(plain(x)), walk(x), plain(x)[:4])


def change(s):
    for x in s:
        s.add(x + 100)


for s in ({1, 2, 3}, set(range(50))):
    try:
        change(s)
    except RuntimeError as e:
        print(e, len(s))

it = iter({1})
for x in it:
    print(x)
for x in it:
    print("more")
print(list(it), it.__length_hint__())
it = iter({1, 2, 3})
for x in it:
    break
print(it.__length_hint__(), len(list(it)))


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 1

    def __eq__(self, other):
        return self.n == getattr(other, "n", None)

    def __repr__(self):
        return f"Key({self.n})"


keys = {Key(1), Key(2)}


def among(x, s):
    return x in s


for x in (1, 2, "a", "z", "".join(["a", ""]), 2.0, True, Key(1), Key(3), (1, 2), frozenset({1})):
    print([among(x, s) for s in sets + [keys, Sub({1}), Own(), {0, 8, 16, 24}, {frozenset({1})}] for _ in range(2)])
print(among({1}, {frozenset({1})}))
try:
    among([], {1})
except TypeError as e:
    print(e)


class Noted(tuple):
    __slots__ = ()

    def __del__(self):
        print("gone", tuple(self))


def values(n):
    for i in range(n):
        yield (i % 3, str(i % 2))


def noted():
    yield Noted((1,))
    yield Noted((1,))
    yield Noted((2,))


for _ in range(3):
    print(sorted(set(values(20))), len(set(i % 7 for i in range(100))), sorted(set(c + "x" for c in "hello")))
s = set(noted())
print(len(s))
s.clear()
print(len(set(Key(i % 4) for i in range(20))))


class Closing:
    def __hash__(self):
        try:
            g.close()
        except ValueError as e:
            print(e)
        return 3


def closing():
    yield 1
    yield Closing()
    yield 2


g = closing()
print(len(set(g)))
try:
    set([] if i == 3 else i for i in range(5))
except TypeError as e:
    print(e)
