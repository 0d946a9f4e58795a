# Calls from generators and coroutines, whose operands lie elsewhere than those of functions, at sites that are hot.
import sys
import traceback


def add(a, b):
    return a + b


def scaled(x, factor=2, offset=1):
    return x * factor + offset


def count(n):
    return n if n == 0 else 1 + count(n - 1)


def fails(x):
    return 1 / x


class Box:
    def __init__(self, v):
        self.v = v

    def get(self):
        return self.v

    def more(self, by, twice=False):
        return self.v + by + (by if twice else 0)


def calls(n):
    box = Box(3)
    bound, bound_more = box.get, box.more
    for i in range(n):
        yield add(i, 1), scaled(i), scaled(i, 3), box.get(), box.more(i), box.more(i, True), bound(), bound_more(i)
        yield add(add(i, count(i % 5)), scaled(add(1, i))), [add(x, i) for x in (1, 2)], Box(i).get()


print(list(calls(60))[-2:])
print(sum(add(x, scaled(x)) for x in range(50)), max((Box(x).more(1) for x in range(40))))


async def fib(n):
    return n if n < 2 else add(await fib(n - 1), await fib(n - 2))


def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value


print(run(fib(14)))


# The same site in the frame of a function and of a generator: code that is both.
def changing(n):
    global add
    saved = add
    for i in range(n):
        if i == n // 2:
            add = lambda a, b: ("changed", a, b)
        if i == n - 1:
            add = lambda a, b=0, *c: ("other", a, b, c)
        yield add(i, 1)
    add = saved


print(list(changing(40))[18:22], list(changing(40))[-1])


def raising(n):
    for i in reversed(range(n)):
        yield fails(i)


try:
    print(sum(raising(30)))
except ZeroDivisionError as e:
    traceback.print_exception(e, file=sys.stdout)


def deep(n):
    yield count(n)


for n in (10, 200, 100000):
    try:
        print(next(deep(n)))
    except RecursionError as e:
        print(e)


def nested(n):
    if n:
        for x in nested(n - 1):
            yield add(x, 1)
    yield scaled(n)


print(sum(nested(60)), list(nested(3)))


def thrown():
    while True:
        try:
            yield add(1, 2)
        except KeyError as e:
            yield scaled(len(e.args), offset=add(2, 3))


g = thrown()
for _ in range(20):
    last = next(g), g.throw(KeyError("a", "b"))
print(last)
g.close()
