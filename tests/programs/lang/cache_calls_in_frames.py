"""Frames pushed from functions, generators and coroutines: exact arguments, defaults, keywords in and out of order, with
much and little on the operand stack."""


def plain(a, b):
    return a, b


def defaults(a, b=2, c=3, d=4, e=5, f=6, g=7, h=8):
    return a, b, c, d, e, f, g, h


def positional(a, b, /, c=3, *, d=4):
    return a, b, c, d


class Class:
    def __init__(self, x, y=1, z=2, u=3, v=4, w=5):
        self.all = (x, y, z, u, v, w)

    def method(self, x, y=1, z=2, u=3, v=4, w=5):
        return (x, y, z, u, v, w)

    @property
    def prop(self):
        local = self.all
        return local

    def __getitem__(self, i):
        return ("item", i)


def calls(o):
    first = (
        plain(1, 2), defaults(1), defaults(1, 2), defaults(1, 2, 3), defaults(a=1, b=3), defaults(1, h=9), defaults(1, b=0, c=0),
        defaults(b=1, a=2), defaults(1, c=5, b=4), positional(1, 2, c=5), positional(1, 2, d=5), positional(1, 2),
        o.method(1), o.method(1, 2, w=3), o.method(x=1, y=2), o.method(y=1, x=2), o.prop, o[3], Class(1).all, Class(1, w=9).all,
    )
    return first


def in_generator(o):
    # The results so far lie on the generator's own operand stack while the next call runs.
    yield (
        plain(1, 2), defaults(1), defaults(1, 2), defaults(1, 2, 3), defaults(a=1, b=3), defaults(1, h=9), defaults(1, b=0, c=0),
        defaults(b=1, a=2), defaults(1, c=5, b=4), positional(1, 2, c=5), positional(1, 2, d=5), positional(1, 2),
        o.method(1), o.method(1, 2, w=3), o.method(x=1, y=2), o.method(y=1, x=2), o.prop, o[3], Class(1).all, Class(1, w=9).all,
    )


async def in_coroutine(o):
    return (
        plain(1, 2), defaults(1), defaults(1, 2), defaults(1, 2, 3), defaults(a=1, b=3), defaults(1, h=9), defaults(1, b=0, c=0),
        defaults(b=1, a=2), defaults(1, c=5, b=4), positional(1, 2, c=5), positional(1, 2, d=5), positional(1, 2),
        o.method(1), o.method(1, 2, w=3), o.method(x=1, y=2), o.method(y=1, x=2), o.prop, o[3], Class(1).all, Class(1, w=9).all,
    )


async def awaits(o, depth):
    if depth:
        return await awaits(o, depth - 1)
    return await in_coroutine(o)


def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as e:
        return e.value


o = Class(0)
expected = calls(o)
for i in range(60):
    assert calls(o) == expected, i
    assert next(in_generator(o)) == expected, i
    assert run(in_coroutine(o)) == expected, i
    assert run(awaits(o, 3)) == expected, i
print(expected)


# Wrong calls keep their messages, whatever the site has seen before.
def wrong(o):
    out = []
    for f in (
        lambda: defaults(1, a=1), lambda: defaults(b=1), lambda: plain(1), lambda: plain(1, b=2, c=3), lambda: plain(b=1),
        lambda: positional(1, b=2), lambda: positional(1, 2, 3, 4), lambda: o.method(), lambda: o.method(1, x=2),
    ):
        try:
            f()
        except TypeError as e:
            out.append(str(e))
    return out


for _ in range(20):
    wrong(o)
print(*wrong(o), sep="\n")


# Recursion through generators ends with RecursionError, and the frames below are whole.
def nested(n):
    if n:
        yield from nested(n - 1)
    yield defaults(n)


def deep(n):
    def inner(k):
        return inner(k + 1)

    try:
        inner(0)
    except RecursionError as e:
        yield str(e)
    yield defaults(n)


print(sum(r[0] for r in nested(200)), list(deep(1)))


# A value that dies on the way out of a call, in a generator too.
class Dies:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("dead", self.n)


def takes(x, y=None):
    return x.n


def uses():
    yield takes(Dies(1))
    yield takes(Dies(2), y=Dies(3))
    yield "end"


print(list(uses()))


class NotAwaitable:
    pass


async def wrong_await(x):
    await x


class Awaitable:
    def __await__(self):
        yield "paused"
        return "done"


async def right_await(x):
    return await x


for value in (1, NotAwaitable(), None):
    try:
        run(wrong_await(value))
    except TypeError as e:
        print(e)
c = right_await(Awaitable())
print(c.send(None))
try:
    c.send(None)
except StopIteration as e:
    print(e.value)
twice = in_coroutine(o)
run(twice)
try:
    run(wrong_await(twice))
except RuntimeError as e:
    print(e)
inner = right_await(Awaitable())
outer = right_await(inner)
print(outer.send(None))
other = right_await(inner)
try:
    other.send(None)
except RuntimeError as e:
    print(e)
outer.close(), other.close()
