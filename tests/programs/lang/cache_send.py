"""yield from, await, for-over-generator and super() sites that see changing kinds of receivers."""


def delegate(x):
    r = yield from x
    return r


def drain(g, *sends):
    out = []
    try:
        out.append(next(g))
        for s in sends:
            out.append(g.send(s))
        while True:
            out.append(next(g))
    except StopIteration as e:
        out.append(("stop", e.value))
    except Exception as e:
        out.append(type(e).__name__ + ": " + str(e))
    return out


def gen(n):
    total = 0
    for i in range(n):
        got = yield i
        total += got or 0
    return total


class It:
    def __init__(self, n, value=None):
        self.n, self.value = n, value

    def __iter__(self):
        return self

    def __next__(self):
        self.n -= 1
        if self.n < 0:
            raise StopIteration(self.value) if self.value is not None else StopIteration
        return self.n


class Sender(It):
    def send(self, v):
        return ("sent", v)


class Fails(It):
    def __next__(self):
        raise KeyError("next")


def kinds():
    return [gen(3), [1, 2], (3,), "ab", range(2), {1: 2}, It(2), It(1, "value"), Sender(2), Fails(1), gen(0), [], delegate(gen(2)), (x for x in "xy"), iter([7]), delegate(delegate([9])), 5, None, zip("a", [1]), map(str, [1])]


for _ in range(6):
    out = [drain(delegate(k)) for k in kinds()]
print(*out, sep="\n")
print([drain(delegate(k), 10, 20) for k in (gen(4), Sender(3), [1, 2, 3], delegate(gen(3)), It(3))])


class Awaitable:
    def __init__(self, *values, result=None):
        self.values, self.result = values, result

    def __await__(self):
        for v in self.values:
            yield v
        return self.result


class AwaitIter:
    def __await__(self):
        return It(2, "from iterator")


async def coroutine(x):
    return x


async def nested(x):
    return await x


async def site(x):
    return await x


def run(c):
    out = []
    try:
        while True:
            out.append(c.send(None))
    except StopIteration as e:
        out.append(("result", e.value))
    except Exception as e:
        out.append(type(e).__name__ + ": " + str(e))
    return out


for _ in range(6):
    out = [run(site(k)) for k in (coroutine(1), Awaitable("a", "b", result=2), AwaitIter(), nested(coroutine(3)), nested(Awaitable("c", result=4)), Awaitable(result=5), 6, coroutine(7))]
print(out)


def loop(g):
    t = []
    for x in g:
        t.append(x)
        if x == "stop":
            break
    return t


def failing(n):
    for i in range(n):
        yield i
    raise LookupError("generator failed")


for _ in range(6):
    out = []
    for g in (gen(3), (x for x in "ab"), [1], gen(0), ("stop", "never"), (c for c in ("a", "stop", "b")), failing(2), range(2)):
        try:
            out.append(loop(g))
        except LookupError as e:
            out.append(str(e))
print(out)
shared = gen(10)
print(loop(x for x in shared if x < 3), list(shared))


class A:
    def m(self):
        return "A"

    p = property(lambda self: "A.p")
    v = "A.v"


class B(A):
    pass


class C(B):
    def m(self):
        return "C" + super().m()

    @property
    def p(self):
        return "C." + super().p

    def get(self):
        return super().v

    @classmethod
    def k(cls):
        return super().v, super().m.__qualname__


class D(C):
    def m(self):
        return "D" + super().m()


c, d = C(), D()
log = []
for i in range(40):
    if i == 8:
        B.m = lambda self: "B"
    if i == 12:
        B.p = property(lambda self: "B.p")
    if i == 16:
        del B.m
        B.v = "B.v"
    if i == 20:
        c.m = lambda: "instance: not seen by super"
        c.v = "instance"
    if i == 24:
        A.m = staticmethod(lambda: "static A")
    if i == 28:
        B.m = classmethod(lambda cls: cls.__name__)
    if i == 32:
        B.__bases__ = (type("Other", (), {"m": lambda self: "Other", "v": "Other.v"}),)
        del B.m
    if i == 36:
        d.__class__ = C
    log.append((c.m(), d.m(), c.p, d.get(), D.k()[0]))
for i in range(0, 40, 4):
    print(i, log[i], log[i] == log[i + 3])
