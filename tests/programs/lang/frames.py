"""sys._getframe and frame attributes: f_back, f_lineno, f_code, f_globals, f_builtins, f_lasti, clear."""

import sys


def attempt(f, *a):
    try:
        return f(*a)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def stack(f=None):
    f = f or sys._getframe(1)
    out = []
    while f:
        out.append((f.f_code.co_name, f.f_lineno - f.f_code.co_firstlineno))
        f = f.f_back
    return out[:-1]


def a():
    return b()


def b():
    return [stack()][0], sys._getframe(0).f_code.co_name, sys._getframe(1).f_code.co_name, sys._getframe(2).f_code.co_name


print(a())
f = sys._getframe()
print(f.f_code.co_name, f.f_back, f.f_globals is globals(), f.f_builtins is __builtins__.__dict__, f.f_trace, f.f_trace_lines, f.f_trace_opcodes)
print(attempt(sys._getframe, 100), attempt(sys._getframe, "x"), sys._getframe(-1) is f, attempt(sys._getframe, 1, 2))


class C:
    here = stack(sys._getframe())
    name = sys._getframe().f_code.co_name

    def m(self):
        return stack()

    @property
    def p(self):
        return stack()

    def __getattr__(self, n):
        return stack()

    def __add__(self, o):
        return stack()

    def __call__(self):
        return stack()

    def __len__(self):
        self.s = stack()
        return 1

    def __iter__(self):
        yield stack()

    def __init__(self):
        self.made = stack()

    def __eq__(self, o):
        self.s = stack()
        return True

    def __enter__(self):
        return stack()

    def __exit__(self, *a):
        self.left = stack()


c = C()
print(C.here, C.name, c.m(), c.p, c.x, c + 1, c(), c.made, next(iter(c)), sep="\n")
len(c), print(c.s)
c in [5], print(c.s)
with c as entered:
    print(entered)
print(c.left)
print((lambda: stack())(), [stack() for _ in "a"], list(stack() for _ in "a"), {1: stack() for _ in "a"}[1], sorted([1], key=lambda x: stack() and x), list(map(lambda x: stack(), "a")), eval("stack()"), sep="\n")
exec("print(stack())")


def gen():
    yield stack()
    yield from inner()


def inner():
    yield stack()


def drive(g):
    return next(g)


g = gen()
print(drive(g), next(g), g.gi_frame.f_back, g.gi_frame.f_lineno - gen.__code__.co_firstlineno)


def multiline():
    return [
        sys._getframe().f_lineno,
        sys._getframe().f_lineno,
        (
            sys._getframe()
            .f_lineno
        ),
        sys._getframe(
        ).f_lineno,
    ]


print([n - multiline.__code__.co_firstlineno for n in multiline()])


def lines():
    f = sys._getframe()
    out = [f.f_lineno]
    for i in range(2):
        out.append(f.f_lineno)
    try:
        out.append(f.f_lineno)
        raise ValueError
    except ValueError:
        out.append(f.f_lineno)
    finally:
        out.append(f.f_lineno)
    return [n - f.f_code.co_firstlineno for n in out], f


nums, dead = lines()
print(nums, dead.f_lineno - dead.f_code.co_firstlineno, dead.f_back is sys._getframe(), dead.f_lasti > 0, dead.f_lasti % 2)
for name, value in (("f_lineno", 5), ("f_lineno", "x"), ("f_code", 5), ("f_globals", {}), ("f_back", None), ("f_trace_lines", 0), ("f_trace", None), ("f_locals", {}), ("f_lasti", 0)):
    print(name, attempt(setattr, dead, name, value))
print(attempt(delattr, dead, "f_lineno"), attempt(dead.clear), attempt(sys._getframe().clear), dead.f_locals)
print(type(dead).__name__, repr(dead).split(", ")[-2:], attempt(type(dead)), hasattr(dead, "__dict__"))


def recursive(n):
    return stack()[:3] if n == 0 else recursive(n - 1)


print(recursive(5))


def same_frame():
    f = sys._getframe()

    def g():
        return sys._getframe().f_back is f and sys._getframe(1) is f

    return g(), sys._getframe() is f, [sys._getframe() is f for _ in "a"]


print(same_frame())


def globals_of():
    ns = {"sys": sys, "__builtins__": {"len": len, "own": 1}}
    f = type(globals_of)(same_frame.__code__.replace(co_code=same_frame.__code__.co_code), ns)
    exec("def f():\n    return sys._getframe()", ns)
    fr = ns["f"]()
    return fr.f_globals is ns, fr.f_builtins is ns["__builtins__"], ns["f"].__builtins__ is ns["__builtins__"]


print(globals_of())
deco_line = []


def deco(f):
    deco_line.append(sys._getframe(1).f_lineno)
    return f


first = sys._getframe().f_lineno
@deco
@deco
def decorated():
    pass


print([n - first for n in deco_line], decorated.__code__.co_firstlineno - first)
