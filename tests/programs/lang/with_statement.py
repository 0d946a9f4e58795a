"""with: order, values, several managers, suppression, exits by return/break/continue, targets."""


class CM:
    def __init__(self, name, suppress=False):
        self.name, self.suppress = name, suppress

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, t, v, tb):
        print("exit", self.name, t and t.__name__, v, tb and tb.tb_lineno > 0)
        return self.suppress


with CM("a"):
    print("body")
with CM("a") as a, CM("b") as b:
    print(a, b)
with (
    CM("p") as p,
    CM("q"),
):
    print(p)
try:
    with CM("raise"):
        raise ValueError("v")
except ValueError as e:
    print("out", e)
with CM("suppress", True):
    raise ValueError("v")
with CM("outer", True), CM("inner"):
    raise KeyError("k")
with CM("outer"), CM("inner", True):
    raise KeyError("k")
print("after")


def returns():
    with CM("return"):
        return "value"


def suppressed_return():
    with CM("s", True):
        raise ValueError
        return "never"
    return "after with"


def nested_return():
    for i in range(3):
        with CM("n1"), CM("n2"):
            try:
                return i
            finally:
                print("finally")


def loops():
    for i in range(4):
        with CM(f"loop{i}"):
            if i == 0:
                continue
            if i == 2:
                break
        print("end", i)
    else:
        print("never")
    while True:
        with CM("while"):
            break


print(returns(), suppressed_return(), nested_return(), loops())


class Obj:
    pass


o = Obj()
l = [0, 1]
with CM("x") as o.attr, CM("y") as l[0]:
    pass
print(o.attr, l)


class Tuple(CM):
    def __enter__(self):
        return 1, (2, [3, 4])


with Tuple("t") as (a, (b, [*c])):
    print(a, b, c)
try:
    with Tuple("u", False) as (a, b, c):
        print("never")
except ValueError as e:
    print("out", e)
with Tuple("u", True) as (a, b, c):
    print("never")
print("suppressed the unpacking")


class Truthy:
    def __init__(self, v):
        self.v = v

    def __enter__(self):
        return self

    def __exit__(self, *a):
        return self.v


for v in (1, "yes", [0]):
    with Truthy(v):
        1 / 0
for v in (0, "", None, []):
    try:
        with Truthy(v):
            1 / 0
    except ZeroDivisionError:
        print("not suppressed", v)


class BadTruth:
    def __bool__(self):
        raise TypeError("no truth value")


try:
    with Truthy(BadTruth()):
        1 / 0
except TypeError as e:
    print(e, repr(e.__context__))
with Truthy(BadTruth()):
    print("truth not asked for")


def gen():
    with CM("gen") as g:
        yield g
        yield g


for g in gen():
    print(g)
with CM("lookup on type") as c:
    pass
x = CM("inst")
x.__enter__ = lambda: print("never")
x.__exit__ = lambda *a: print("never")
with x:
    pass
