"""Locals rebound, deleted or overwritten from outside while their old value is still an operand."""

import sys


class T:
    live = []

    def __init__(self, name):
        self.name = name
        T.live.append(name)

    def __del__(self):
        T.live.remove(self.name)

    def __repr__(self):
        return f"T({self.name})"

    def __add__(self, other):
        return f"{self.name}+{other}"

    def __getitem__(self, k):
        return f"{self.name}[{k}]"

    def __call__(self, *a):
        return f"{self.name}{a}"

    def __lt__(self, o):
        return f"{self.name}<{o}"

    @property
    def attr(self):
        return f"{self.name}.attr"

    def method(self, *a):
        return f"{self.name}.method{a}"


def overwrite(name, value=None):
    sys._getframe(1).f_locals[name] = value
    return "w"


def walrus(x):
    return [x, (x := "new"), x], x


def walrus_call(x):
    return (x, (x := T("second")), x, (x := None), x)


def in_operator(x):
    return x + (x := "other")


def overwritten_operator(x):
    return x + overwrite("x")


def overwritten_subscript(x):
    return x[overwrite("x")]


def overwritten_call(x):
    return x(overwrite("x"), 1)


def overwritten_method(x):
    return x.method(overwrite("x"), x)


def overwritten_compare(x):
    return x < overwrite("x", 5), x


def overwritten_list(x):
    return [x, overwrite("x", "changed"), x]


def overwritten_tuple_pair(x, y):
    return (x, y, overwrite("x"), overwrite("y"), x, y)


def overwritten_store(d, x):
    d[overwrite("d", {})] = x
    return d


def overwritten_argument(x):
    return pair(x, overwrite("x"))


def pair(a, b):
    return a.name, b


def overwritten_format(x):
    return f"{x!r} {overwrite('x')} {x!r}"


def overwritten_unpack(x, y):
    x, y = y, x
    a, b = (x, overwrite("x"))
    return a, b, x, y


def overwritten_chain(x):
    return x.attr + overwrite("x") + str(x)


def overwritten_ternary(x):
    return x if overwrite("x") else x


def overwritten_and(x):
    return x and overwrite("x") and x


def loop(x):
    out = []
    for i in (x, overwrite("x"), x):
        out.append(i)
        overwrite("i")
        out.append(i)
    return out


def iterated(l):
    out = []
    for i in l:
        out.append(i)
        overwrite("l", None)
        sys._getframe().f_locals["l"] = "gone"
    return out, l


def with_statement(x):
    class CM:
        def __enter__(self):
            sys._getframe(1).f_locals["x"] = "inside"
            sys._getframe(1).f_locals["cm"] = None
            return x

        def __exit__(self, *a):
            pass

    cm = CM()
    with cm as got:
        return got, x, cm


def deleting(x):
    def key():
        nonlocal x
        del x
        return 0

    return x[key()]


def generator(x):
    y = x + (yield x)
    yield y
    yield x, (yield "nested"), x


def many(x):
    return (x, x, x, overwrite("x", T("replacement")), x, x.name, overwrite("x"), x)


def returned(x):
    try:
        return x
    finally:
        overwrite("x")
        x = None


def recursion(x, n):
    if n:
        return recursion(x, n - 1) + recursion((x), 0)
    overwrite("x")
    return 1


def exception(x):
    try:
        x[1] + undefined_name + overwrite("x")
    except NameError:
        overwrite("x", "after")
        return x


for f, args in (
    (walrus, "a"), (walrus_call, "a"), (in_operator, "a"), (overwritten_operator, "a"), (overwritten_subscript, "a"), (overwritten_call, "a"), (overwritten_method, "a"), (overwritten_compare, "a"),
    (overwritten_list, "a"), (overwritten_tuple_pair, "ab"), (overwritten_argument, "a"), (overwritten_format, "a"), (overwritten_unpack, "ab"), (overwritten_chain, "a"), (overwritten_ternary, "a"),
    (overwritten_and, "a"), (loop, "a"), (with_statement, "a"), (deleting, "a"), (many, "a"), (returned, "a"), (exception, "a"),
):
    for _ in range(3):
        r = repr(f(*[T(n) for n in args]))
    print(f.__name__, r, T.live)
print(overwritten_store({}, T("v")), T.live)
print(iterated([T("l0"), T("l1")]), T.live)
print(recursion(T("r"), 5), T.live)
g = generator(T("g"))
print(next(g))
g.gi_frame.f_locals["x"] = T("written")
print(g.send("sent"))
print(next(g))
g.gi_frame.f_locals["x"] = None
print(g.send(1))
print(T.live)
del g
print(T.live)


def locals_holder():
    a, b, c = T("a"), T("b"), T("c")
    f = sys._getframe()
    f.f_locals["a"] = 1
    f.f_locals["b"] = a
    return a, b, c.name, list(T.live)


print(locals_holder(), T.live)


def returns_frame():
    a = T("in frame")
    return sys._getframe()


f = returns_frame()
print(T.live, f.f_locals["a"].name)
f.f_locals["a"] = None
print(T.live)
del f
f = returns_frame()
del f
print(T.live)
