"""User-defined binary operators: order of tries, NotImplemented, reflection, subclasses."""


class Left:
    def __init__(self, answer):
        self.answer = answer

    def _op(name):
        def op(self, other):
            print(f"Left.{name}", end=" ")
            return self.answer

        return op

    for _n in "add sub mul matmul truediv floordiv mod pow lshift rshift and or xor".split():
        locals()[f"__{_n}__"] = _op(f"__{_n}__")
    del _n, _op


class Right:
    def _op(name):
        def op(self, other):
            print(f"Right.{name}", end=" ")
            return "right"

        return op

    for _n in "radd rsub rmul rmatmul rtruediv rfloordiv rmod rpow rlshift rrshift rand ror rxor".split():
        locals()[f"__{_n}__"] = _op(f"__{_n}__")
    del _n, _op


def every(a, b):
    yield "+", lambda: a + b
    yield "-", lambda: a - b
    yield "*", lambda: a * b
    yield "@", lambda: a @ b
    yield "/", lambda: a / b
    yield "//", lambda: a // b
    yield "%", lambda: a % b
    yield "**", lambda: a**b
    yield "<<", lambda: a << b
    yield ">>", lambda: a >> b
    yield "&", lambda: a & b
    yield "|", lambda: a | b
    yield "^", lambda: a ^ b


def report(title, a, b):
    print("---", title)
    for sign, f in every(a, b):
        try:
            print(sign, f())
        except TypeError as e:
            print(sign, "TypeError:", e)


report("left answers", Left("left"), Right())
report("left declines", Left(NotImplemented), Right())
report("both decline", Left(NotImplemented), 1)
report("int and Right", 1, Right())
report("str and Right", "s", Right())
report("list and Right", [], Right())
report("float and Right", 1.5, Right())
report("two plain objects", Right(), Right())


class Base:
    def __add__(self, other):
        return "Base.add"

    def __radd__(self, other):
        return "Base.radd"


class Same(Base):
    pass


class Overrides(Base):
    def __radd__(self, other):
        return "Overrides.radd"


class Declines(Base):
    def __radd__(self, other):
        print("(declined)", end=" ")
        return NotImplemented


print(Base() + Same(), Base() + Overrides(), Overrides() + Base(), Base() + Declines())


class IntSub(int):
    def __radd__(self, other):
        return f"IntSub.radd({other})"

    def __sub__(self, other):
        return f"IntSub.sub({other})"


print(1 + IntSub(2), IntSub(2) + 1, IntSub(5) - 1, 5 - IntSub(1), type(IntSub(2) * IntSub(3)))


class Unary:
    def __neg__(self):
        return "neg"

    def __pos__(self):
        return "pos"

    def __invert__(self):
        return "invert"

    def __abs__(self):
        return "abs"

    def __divmod__(self, o):
        return ("divmod", o)

    def __rdivmod__(self, o):
        return ("rdivmod", o)

    def __pow__(self, e, m=None):
        return ("pow", e, m)

    def __rpow__(self, b, m=None):
        return ("rpow", b, m)

    def __round__(self, n=None):
        return ("round", n)


u = Unary()
print(-u, +u, ~u, abs(u), divmod(u, 1), divmod(1, u), u**2, 2**u, pow(u, 2, 3), round(u), round(u, 2))
try:
    print(pow(2, u, 5))
except TypeError as e:
    print(e)


class Instance:
    """Operators are looked up on the type: an instance attribute does not count."""


i = Instance()
i.__add__ = lambda other: "never"
i.__neg__ = lambda: "never"
for f in (lambda: i + 1, lambda: -i):
    try:
        f()
    except TypeError as e:
        print(e)


class BlockedRadd:
    __radd__ = None


class Blocked:
    __add__ = None


for f in (lambda: 1 + BlockedRadd(), lambda: Blocked() + 1):
    try:
        f()
    except TypeError as e:
        print(e)
