"""Which statements get carets and which don't: raise, return, assert, for, with, import, unpack, await, yield, comprehensions."""
import sys


def show(f, *args):
    try:
        f(*args)
    except Exception:
        sys.excepthook(*sys.exc_info())


def raises():
    raise ValueError("whole line: no carets")


def raise_from():
    raise ValueError("v") from 5


def asserts(x):
    assert x == 1, "message"


def assert_long(x):
    assert (x and
            x == 1)


def loops(x):
    for a, b in x:
        pass


def loop_header(x):
    for i in range(x.nothing):
        pass


def with_cm(x):
    with x as y:
        pass


def unpack(x):
    a, b = x


def unpack_star(x):
    a, *b, c = x


def star_call(x):
    print(*x)


def star_star_call(x):
    print(**x)


def comprehension(x):
    return [1 / i for i in x if i < 5]


def dict_comprehension(x):
    return {k: 1 / v for k, v in x.items()}


def genexp(x):
    return sum(1 / i for i in x)


def lambdas(x):
    return (lambda y: y + x)("a")


def conditional(x):
    return 1 if x.flag else 2


def boolean(x):
    return x and x.flag or x.other


def while_loop(x):
    while x < "a":
        pass


def if_statement(x):
    if x.missing:
        pass
    elif x:
        pass


def returns_name():
    return undefined_name


def names_in_call():
    print(1, undefined_name, 2)


def deletes():
    del undefined_name


def unbound():
    x = x + 1


def fstring(x):
    return f"value: {x.missing!r:>10} {x}"


def fstring_spec(x):
    return f"{x:bad}"


def decorated():
    @undefined_decorator
    def f():
        pass


def default():
    def f(a, b=undefined_default):
        pass


def class_body():
    class C(undefined_base):
        pass


def class_statement():
    class C:
        x = 1
        y = x.nothing


def imports():
    from sys import no_such_thing


def yields():
    def g():
        yield 1 + (yield undefined_name)

    next(g())


def coroutine():
    async def c(x):
        await x

    c(5).send(None)


def one_line(x): return x.missing


def semicolons(x):
    a = 1; b = x.missing; c = 2


def walrus(x):
    return (y := x.missing) + 1


def dict_display(x):
    return {"a": 1, "b": x.missing, **x}


def set_display():
    return {1, [], 2}


def tabs(x):
	return	x.missing + 1


for f, args in (
    (raises, ()), (raise_from, ()), (asserts, (2,)), (assert_long, (2,)), (loops, ([5],)), (loops, (5,)), (loop_header, (5,)), (with_cm, (5,)), (unpack, ([1],)), (unpack_star, ([1],)),
    (star_call, (5,)), (star_star_call, (5,)), (comprehension, ([1, 0],)), (dict_comprehension, ({1: 0},)), (genexp, ([0],)), (lambdas, (1,)), (conditional, (5,)), (boolean, (5,)),
    (while_loop, (1,)), (if_statement, (5,)), (returns_name, ()), (names_in_call, ()), (deletes, ()), (unbound, ()), (fstring, (5,)), (fstring_spec, (5,)), (decorated, ()), (default, ()),
    (class_body, ()), (class_statement, ()), (imports, ()), (yields, ()), (coroutine, ()), (one_line, (5,)), (semicolons, (5,)), (walrus, (5,)), (dict_display, (5,)), (set_display, ()), (tabs, (5,)),
):
    show(f, *args)
