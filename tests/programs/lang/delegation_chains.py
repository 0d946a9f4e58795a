# Values on their way up and down chains of generators and coroutines that delegate.
import sys
import traceback


def leaf(n):
    for i in range(n):
        got = yield i
        if got is not None:
            print("leaf got", got)
    return ("leaf", n)


def level(depth, n):
    if depth == 0:
        r = yield from leaf(n)
    else:
        r = yield from level(depth - 1, n)
    return (depth, r)


def drain(depth, n):
    g = level(depth, n)
    out = []
    while True:
        try:
            out.append(next(g))
        except StopIteration as e:
            return out, e.value


for depth in range(5):
    print(drain(depth, 4))
for _ in range(20):
    assert list(level(6, 10)) == list(range(10))


# What is sent goes to the innermost.
g = level(3, 5)
print(next(g), g.send(None), g.send("a"), g.send("b"))


# What is thrown too, and it can be caught on the way.
def catching(depth):
    try:
        if depth:
            yield from catching(depth - 1)
        else:
            for i in range(10):
                yield i
    except KeyError as e:
        print("caught at", depth, e)
        yield ("instead", depth)
        if depth < 2:
            raise ValueError(depth) from e
    except ValueError as e:
        print("then at", depth, e, repr(e.__cause__))
        yield ("after", depth)
    finally:
        print("left", depth)


g = catching(3)
print(next(g), next(g), next(g))
print(g.throw(KeyError("k")))
for v in g:
    print(v)


# An inner one that somebody else moves on, ends, or runs.
def outer(inner):
    r = yield from inner
    print("inner returned", r)
    yield "more"


def outermost(inner):
    yield from outer(inner)


inner = leaf(6)
g = outermost(inner)
print([next(g), next(g), next(inner), next(g)])
inner.close()
print(list(g))

inner = leaf(6)
g = outermost(inner)
print(next(g), next(g))
for v in inner:
    pass
print(list(g))


def reentrant():
    yield 1
    try:
        next(chain)
    except ValueError as e:
        print("reentered:", e)
    yield 2


chain = outermost(reentrant())
print(list(chain))


# What an intermediate one waits for, and whether it runs.
def asking():
    yield 1
    print([x.gi_running for x in links], [x.gi_yieldfrom is None for x in links])
    yield 2


links = [asking()]
for _ in range(3):
    links.append(outer(links[-1]))
top = links[-1]
print(next(top))
print([x.gi_running for x in links], [x.gi_yieldfrom is y for x, y in zip(links[1:], links)])
print(next(top))
print([x.gi_suspended for x in links], [x.gi_frame.f_lineno - outer.__code__.co_firstlineno for x in links[1:]])
print(list(top))


# The stack of frames as seen from within.
def names():
    f, out = sys._getframe(1), []
    while f is not None:
        out.append(f.f_code.co_name)
        f = f.f_back
    return out


def looking():
    yield names()
    yield names()
    yield names()


g = outermost(looking())
print([v for v in g])


def failing():
    yield 1
    yield 2
    1 / 0


g = outermost(outer(failing()))
print(next(g), next(g))
try:
    next(g)
except ZeroDivisionError:
    print(traceback.format_exc())


# What stands on the stack beside the delegation, and the exception being handled at each level.
def handling(depth):
    try:
        raise KeyError(depth)
    except KeyError:
        if depth:
            r = [depth, (yield from handling(depth - 1)), sys.exception()]
        else:
            yield sys.exception()
            yield sys.exception()
            r = sys.exception()
    return r, sys.exception()


g = handling(3)
try:
    raise IndexError("outside")
except IndexError:
    print(next(g), sys.exception())
print(next(g), sys.exception())
try:
    next(g)
except StopIteration as e:
    print(e.value)


# Coroutines.
class Wait:
    def __init__(self, v):
        self.v = v

    def __await__(self):
        return (yield self.v)


async def bottom(n):
    total = 0
    for i in range(n):
        total += await Wait(i)
    return total


async def middle(depth, n):
    if depth == 0:
        return await bottom(n)
    return 1 + await middle(depth - 1, n)


def run(coro):
    sent, seen = None, []
    while True:
        try:
            v = coro.send(sent)
        except StopIteration as e:
            return seen, e.value
        seen.append(v)
        sent = v * 10


print(run(middle(4, 5)))
for _ in range(10):
    assert run(middle(7, 9))[0] == list(range(9))


# A delegation to what is no generator, in between.
class Iterator:
    def __init__(self, it):
        self.it = it

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.it)


def over(it):
    yield from it


g = over(over(Iterator(over(over(leaf(4))))))
print(list(g))
print(list(over(over([1, 2, 3]))))


# Deep.
def deep(n):
    if n:
        yield from deep(n - 1)
    else:
        yield "bottom"
        yield "again"


print(list(deep(900)))
g = deep(900)
print(next(g), next(g), list(g))


# As operand of a loop, a call, an unpacking.
def many():
    yield from (yield from pair())
    a, b = yield from pair()
    return a + b


def pair():
    yield "p"
    return (1, 2)


print(list(many()))
for v in many():
    for w in outermost(iter(many())):
        print(v, w, end="; ")
print()
