"""How generators and coroutines begin and end: what their frames held, when it dies, what is left to be seen."""

import gc
import inspect
import sys
import types


class Item:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("dies", self.name)


def counting(n, item=None):
    for i in range(n):
        yield i
    return item


def dying():
    item = Item("local")
    yield item.name
    return "done"


def returns_local():
    item = Item("returned")
    yield 1
    return item


async def adding(n):
    if n <= 1:
        return n
    return await adding(n - 1) + await adding(n - 2)


async def handling():
    try:
        raise KeyError("inside")
    except KeyError:
        return sys.exception().args


def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as e:
        return e.value


def delegating():
    value = yield from counting(2, "inner")
    yield value
    yield (yield from returns_local()).name


def finished():
    g = counting(1)
    list(g)
    return g.gi_frame, g.gi_running, g.gi_code.co_name, g.gi_yieldfrom, inspect.getgeneratorstate(g)


def looked_at():
    def inner():
        frame = sys._getframe()
        item = Item("seen")
        yield frame
        return frame

    g = inner()
    frame = next(g)
    try:
        next(g)
    except StopIteration as e:
        print("same", e.value is frame, sorted(frame.f_locals))
    print("cleared", g.gi_frame)


def names():
    def made():
        yield 1

    g = made()
    made.__name__ = "other"
    made.__qualname__ = "elsewhere"
    h = made()
    print(g.__name__, g.__qualname__, h.__name__, h.__qualname__)


def many_locals(a, b, c, d, e, f):
    g, h, i, j = a + 1, b + 1, c + 1, d + 1
    k, l, m, n = e + 1, f + 1, g + 1, h + 1
    yield a, b, c, d, e, f
    yield g, h, i, j, k, l, m, n


def closure(n):
    def cell():
        nonlocal n
        while n:
            n -= 1
            yield n
        return n

    return cell()


def changed_code():
    def one():
        yield "one"

    def two():
        yield "two"
        return "end"

    g = one()
    one.__code__ = two.__code__
    return list(g), list(one())


def last_function():
    g = (lambda: (yield "temporary"))()
    gc.collect()
    return list(g), g.gi_code.co_name


@types.coroutine
def switch():
    got = yield "switch"
    return got


async def waiting():
    item = Item("awaiting")
    got = await switch()
    return got, item.name


def sending():
    c = waiting()
    print(c.send(None))
    try:
        c.send("sent")
    except StopIteration as e:
        print(e.value)
    print(c.cr_frame, c.cr_running)


for _ in range(4):
    print(list(counting(3)), list(dying()), list(delegating()), finished())
    print(run(adding(9)), run(handling()), sys.exception())
    looked_at()
    names()
    print(list(many_locals(*range(6))), list(closure(3)), changed_code(), last_function())
    sending()
    unfinished = dying()
    print(next(unfinished))
    del unfinished

sys.set_coroutine_origin_tracking_depth(2)
c = adding(1)
print([entry[2] for entry in c.cr_origin])
sys.set_coroutine_origin_tracking_depth(0)
print(run(c))
