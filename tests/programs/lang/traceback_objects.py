"""Traceback objects: tb_next, tb_frame, tb_lineno, tb_lasti, with_traceback, growth on re-raise, construction."""

import sys


def attempt(f, *a, **k):
    try:
        return f(*a, **k)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def walk(tb):
    out = []
    while tb:
        out.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
        tb = tb.tb_next
    return out


def low():
    raise ValueError("low")


def mid():
    x = 1
    low()


def high():
    try:
        mid()
    except ValueError as e:
        return e


e = high()
print(walk(e.__traceback__))


def reraise(e):
    raise e


def again(e):
    try:
        reraise(e)
    except ValueError as x:
        return walk(x.__traceback__)


print(again(e))
print(again(e))
e.__traceback__ = None
print(again(e))


def bare():
    try:
        low()
    except ValueError:
        raise


def in_finally():
    try:
        low()
    finally:
        x = 1
        y = 2


def from_else():
    try:
        pass
    except ValueError:
        pass
    else:
        low()


def in_with():
    class CM:
        def __enter__(self):
            pass

        def __exit__(self, *a):
            return False

    with CM():
        x = 1
        low()


def in_loop():
    for i in range(3):
        if i == 1:
            low()


def multi_line():
    return (1 +
            low() +
            2)


def in_comprehension():
    return [low() for _ in range(1)]


def in_genexp():
    return list(low() for _ in range(1))


def in_lambda():
    (lambda: low())()


def gen():
    yield 1
    low()


def in_generator():
    for _ in gen():
        pass


def in_class():
    class C:
        x = 1
        low()


def by_operator():
    class C:
        def __add__(self, o):
            low()

    C() + 1


def by_builtin():
    sorted([1, 2], key=lambda x: low())


def by_getattr():
    class C:
        @property
        def p(self):
            low()

    C().p


def by_init():
    class C:
        def __init__(self):
            low()

    C()


def by_del():
    x = [1]
    del x[5]


def by_import():
    import no_such_module_at_all


def assertion():
    assert (1 ==
            2), "message"


def unbound():
    if 0:
        q = 1
    return q


def long_chain(n=5):
    if n == 0:
        low()
    long_chain(n - 1)


def decorated():
    def deco(f):
        low()

    @deco
    def f():
        pass


def default_argument():
    def f(a=1,
          b=low()):
        pass


for f in (bare, in_finally, from_else, in_with, in_loop, multi_line, in_comprehension, in_genexp, in_lambda, in_generator, in_class, by_operator, by_builtin, by_getattr, by_init, by_del, by_import, assertion, unbound, long_chain, decorated, default_argument):
    try:
        f()
    except Exception as x:
        print(f.__name__, [w for w in walk(x.__traceback__)[1:] if not w[0].startswith("_")], x.__traceback__.tb_frame is sys._getframe(), x.__traceback__.tb_lasti > 0)
tb = e.__traceback__ or high().__traceback__
print(type(tb).__name__, dir(tb), tb.tb_next.tb_frame.f_locals if tb.tb_next else "")
T = type(tb)
made = T(None, sys._getframe(), 10, 33)
print(made.tb_next, made.tb_lasti, made.tb_lineno, made.tb_frame is sys._getframe())
made.tb_next = tb
print(made.tb_next is tb, attempt(setattr, made, "tb_next", 5), attempt(setattr, tb, "tb_next", made), attempt(setattr, made, "tb_lineno", 3), attempt(setattr, made, "tb_frame", 3), attempt(delattr, made, "tb_next"), sep="\n")
made.tb_next = None
print(attempt(T, 5, sys._getframe(), 1, 1), attempt(T, None, 5, 1, 1), attempt(T), attempt(T, tb_next=None, tb_frame=sys._getframe(), tb_lasti=0, tb_lineno=7).tb_lineno, sep="\n")
try:
    raise KeyError("with given traceback").with_traceback(made)
except KeyError as k:
    print(k.__traceback__ is made, k.__traceback__.tb_next is made)
try:
    raise ValueError from e
except ValueError as x:
    print(walk(x.__cause__.__traceback__)[:1])


def handler_frame():
    try:
        low()
    except ValueError as e:
        tb = e.__traceback__
        line = tb.tb_lineno
        x = 1
        return tb.tb_lineno == line, tb.tb_frame.f_lineno > line


print(handler_frame())
