"""async for and async with in coroutines: custom protocols, exits, suppression, comprehensions, errors."""


def log(*a):
    print("   ", *a)


class Suspend:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        return (yield self.value)


class Count:
    def __init__(self, n, fail_at=None):
        self.n, self.i, self.fail_at = n, 0, fail_at

    def __aiter__(self):
        return self

    async def __anext__(self):
        self.i += 1
        if self.i == self.fail_at:
            raise ValueError("iteration failed")
        if self.i > self.n:
            raise StopAsyncIteration
        await Suspend(("next", self.i))
        return self.i


class CM:
    def __init__(self, name, suppress=False, fail=None):
        self.name, self.suppress, self.fail = name, suppress, fail

    async def __aenter__(self):
        await Suspend(("enter", self.name))
        if self.fail == "enter":
            raise KeyError("enter failed")
        return self.name

    async def __aexit__(self, t, v, tb):
        await Suspend(("exit", self.name, t and t.__name__))
        if self.fail == "exit":
            raise KeyError("exit failed")
        return self.suppress


def drive(coro):
    while True:
        try:
            log(coro.send(None))
        except StopIteration as e:
            return print("returned", e.value)
        except BaseException as e:
            return print("raised", type(e).__name__, e)


async def loop():
    out = []
    async for i in Count(5):
        if i == 2:
            continue
        if i == 4:
            break
        out.append(i)
    else:
        out.append("never")
    async for i in Count(1):
        out.append(("second", i))
    else:
        out.append("else")
    return out


async def loop_fails():
    async for i in Count(3, fail_at=2):
        log("item", i)


async def comprehensions():
    a = [i async for i in Count(2)]
    b = {i: j async for i in Count(1) for j in range(2)}
    c = {i async for i in Count(3) if i % 2}
    d = [[x async for x in Count(n)] for n in range(2)]
    return a, b, c, d


async def withs():
    async with CM("a") as a, CM("b") as b:
        log("body", a, b)
    async with CM("s", suppress=True):
        raise ValueError("suppressed")
    for i in range(2):
        async with CM("loop"):
            if i == 0:
                continue
            break
    async with CM("return"):
        return "from with"


async def with_fails(**kw):
    async with CM("f", **kw):
        raise ValueError("body")


async def bad_iter(x):
    async for _ in x:
        pass


async def bad_with(x):
    async with x:
        pass


class NoAnext:
    def __aiter__(self):
        return object()


class AnextNotAwaitable:
    def __aiter__(self):
        return self

    def __anext__(self):
        return 5


class ExitNotAwaitable:
    async def __aenter__(self):
        pass

    def __aexit__(self, *e):
        return 5


class EnterNotAwaitable(ExitNotAwaitable):
    def __aenter__(self):
        return 5


class SyncCM:
    def __enter__(self):
        pass

    def __exit__(self, *e):
        pass


async def sync_with(x):
    with x:
        pass


drive(loop())
drive(loop_fails())
drive(comprehensions())
drive(withs())
drive(with_fails())
drive(with_fails(suppress=True))
drive(with_fails(fail="enter"))
drive(with_fails(fail="exit"))
for x in (5, [1], NoAnext(), AnextNotAwaitable()):
    drive(bad_iter(x))
for x in (5, SyncCM(), ExitNotAwaitable(), EnterNotAwaitable()):
    drive(bad_with(x))
drive(sync_with(CM("x")))
