"""Coroutines driven by hand: await, send, throw, close, custom __await__, errors, attributes."""


def log(*a):
    print("   ", *a)


class Suspend:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        got = yield self.value
        log("awaitable got", got)
        return ("result", got)


async def inner(x):
    try:
        r = await Suspend(x)
        log("inner", r)
        return r[1]
    except ValueError as e:
        log("inner caught", e)
        return "recovered"
    finally:
        log("inner finally")


async def outer():
    a = await inner("first")
    b = await inner("second")
    return a, b


def drive(coro, *sends):
    try:
        print(coro.send(None))
        for s in sends:
            print(coro.throw(s) if isinstance(s, BaseException) else coro.send(s))
    except StopIteration as e:
        print("returned", e.value)
    except BaseException as e:
        print("raised", type(e).__name__, e)


drive(outer(), 1, 2)
drive(outer(), ValueError("thrown"), 2)
drive(outer(), KeyError("not caught"))
c = outer()
c.send(None)
print(c.cr_running, c.cr_suspended, c.cr_await.__name__, c.cr_frame.f_code.co_name, c.cr_code.co_name, c.cr_origin)
c.close()
print(c.cr_frame, c.cr_await)
for f in (lambda: c.send(None), lambda: c.throw(ValueError("late")), c.close):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


async def empty():
    pass


async def value():
    return 42


async def bad(x):
    return await x


class NotIterator:
    def __await__(self):
        return 5


class ReturnsCoroutine:
    def __await__(self):
        co = value()
        self.co = co
        return co


class Plain:
    def __await__(self):
        return iter(["list item"])


drive(empty())
drive(value())
drive(bad(value()))
drive(bad(5))
drive(bad([1]))
drive(bad(NotIterator()))
rc = ReturnsCoroutine()
drive(bad(rc))
rc.co.close()
drive(bad(Plain()), None)
drive(bad((x for x in "ab")))
c = value()
drive(c)
drive(c)
drive(bad(c))
c = value()
try:
    c.send(1)
except TypeError as e:
    print(e)
for f in (lambda: iter(c), lambda: next(c), lambda: list(c), lambda: [*c]):
    try:
        f()
    except TypeError as e:
        print(e)
c.close()


async def same_twice():
    c = outer()
    c.send(None)
    try:
        await c
    except RuntimeError as e:
        print(e)
    finally:
        c.close()


drive(same_twice(), 1, 2)


async def stops():
    raise StopIteration("x")


drive(stops())
c = inner(1)
w = c.__await__()
print(type(w).__name__, next(w), iter(w) is w)
try:
    w.send("via wrapper")
except StopIteration as e:
    print(e.value)
c = inner(1)
w = c.__await__()
next(w)
print(w.close())


async def expressions():
    l = [await value(), await value() + 1]
    d = {await value(): await value()}
    s = f"{await value()}"
    n = (await value()) ** 2 if await value() else 0
    comp = [await value() for _ in range(2)]
    cond = [i for i in range(3) if await value() == 42]
    return l, d, s, n, comp, cond, -await value(), not await value(), lambda: 1


r = expressions()
try:
    r.send(None)
except StopIteration as e:
    print(e.value[:-1])
print(outer.__code__.co_flags & 0x80, type(outer).__name__, outer.__name__)


async def recursive(n):
    return 0 if n == 0 else 1 + await recursive(n - 1)


drive(recursive(50))


async def awaiting_in_try():
    for i in range(3):
        try:
            await Suspend(i)
            if i == 1:
                continue
        except KeyError:
            break
        else:
            log("else", i)
        finally:
            await Suspend(("finally", i))
    return "end"


drive(awaiting_in_try(), 0, 0, 0, KeyError("k"), 0)
