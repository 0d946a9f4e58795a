"""Truth: builtin values, __bool__, __len__, and/or/not in expressions and conditions, errors."""


class L:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        print("len", end=" ")
        return self.n


class B:
    def __init__(self, b):
        self.b = b

    def __bool__(self):
        print("bool", end=" ")
        return self.b

    def __len__(self):
        print("never")
        return 0


class Plain:
    pass


values = [None, True, False, 0, 1, -1, 2**70, 0.0, -0.0, 1e-300, float("nan"), "", "a", b"", b"a", [], [0], (), (0,), {}, {0: 0},
          set(), {0}, frozenset(), range(0), range(1), ..., NotImplemented.__class__, len, int, iter([])]
print([1 if v else 0 for v in values])
print([not v for v in values])
print([bool(v) for v in values])
for v in (L(0), L(1), B(True), B(False), Plain()):
    print("T" if v else "F", end=" ")
    print("F" if not v else "T", end=" ")
    print(bool(v), not v)


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__ + ":", e)


class BadBool:
    def __bool__(self):
        return 1


class BadLen:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


class NoneBool:
    __bool__ = None


attempt(lambda: bool(BadBool()))
attempt(lambda: not BadBool())
attempt(lambda: 1 if BadBool() else 2)
attempt(lambda: bool(BadLen(-1)))
attempt(lambda: bool(BadLen("x")))
attempt(lambda: bool(BadLen(2**70)))
attempt(lambda: len(BadLen(2**70)))
attempt(lambda: len(BadLen(1.5)))
attempt(lambda: len(BadLen(True)))
attempt(lambda: bool(NoneBool()))
attempt(lambda: len(Plain()))
attempt(lambda: bool(NotImplemented))
attempt(lambda: not NotImplemented)


def side(name, value):
    print(name, end=" ")
    return value


for a in (0, 1):
    for b in ("", "b"):
        print("and", side("a", a) and side("b", b))
        print("or", side("a", a) or side("b", b))
        print("mix", (side("a", a) or side("b", b)) and side("c", [1]))
        print("mix2", side("a", a) and side("b", b) or side("c", []))
        print("not", not (side("a", a) and not side("b", b)))
        print("cond", side("x", 1) if side("a", a) else side("y", 2) if side("b", b) else side("z", 3))
        if side("a", a) and (side("b", b) or side("c", 0)):
            print("then")
        elif not side("a", a) or side("b", b):
            print("elif")
        else:
            print("else")
        n = 0
        while not (side("a", a) and side("b", b)) and n < 2:
            n += 1
        print(n)

if None:
    print("no")
if not None and None is None:
    print("None checks")
x = None
print("is" if x is None else "isn't", "isn't" if x is not None else "is")
print([v for v in values[:12] if v is not None if v], [v is None for v in values[:3]])
