"""Generators: next, send, throw, close, return values, states, errors."""


def log(*a):
    print("   ", *a)


def simple():
    log("start")
    x = yield 1
    log("got", x)
    y = yield 2
    log("got", y)
    return "done"


g = simple()
print(next(g))
print(g.send("a"))
try:
    g.send("b")
except StopIteration as e:
    print("StopIteration", e.value, e.args)
try:
    next(g)
except StopIteration as e:
    print("again", e.value, e.args)
print(next(g, "default"))

g = simple()
try:
    g.send(1)
except TypeError as e:
    print(e)
print(g.send(None))
g.close()
g.close()
print(list(g))


def catching():
    while True:
        try:
            x = yield
            log("value", x)
        except ValueError as e:
            log("caught", e)
            yield "from except"
        finally:
            log("finally")


g = catching()
next(g)
print(g.send(1))
print(g.throw(ValueError("v")))
print(next(g))
try:
    g.throw(KeyError("k"))
except KeyError as e:
    print("out", e)
print(list(g))
g = catching()
try:
    g.throw(ValueError("before start"))
except ValueError as e:
    print(e)
print(list(g))
g = catching()
next(g)
print(g.close())


def closing(answer):
    try:
        yield 1
    except GeneratorExit:
        log("GeneratorExit")
        if answer == "yield":
            yield 2
        if answer == "return":
            return "closed value"
        if answer == "raise":
            raise ValueError("on close")
        raise


for answer in ("yield", "return", "raise", "propagate"):
    g = closing(answer)
    next(g)
    try:
        print(answer, g.close())
    except Exception as e:
        print(answer, type(e).__name__, e)
g = closing("x")
print(g.close(), list(g))


def stops():
    yield 1
    raise StopIteration("inside")


g = stops()
next(g)
try:
    next(g)
except RuntimeError as e:
    print(e, "|", repr(e.__cause__), "|", e.__cause__ is e.__context__)


def next_inside():
    yield next(iter([]))


try:
    list(next_inside())
except RuntimeError as e:
    print(e)


def reenter():
    yield next(me)


me = reenter()
try:
    next(me)
except ValueError as e:
    print(e)
for value in (None, 1, (), (1,), (1, 2), ValueError("x")):

    def returns():
        return value
        yield

    try:
        next(returns())
    except StopIteration as e:
        print(repr(e.value), e.args)

g = (i for i in range(3))
print(type(g).__name__, next(g), list(g), iter(g) is g)
try:
    g.throw(5)
except TypeError as e:
    print(e)
try:
    g.throw(ValueError)
except ValueError as e:
    print("ValueError", e.args)


def never():
    return
    yield


print(list(never()), [*never()], tuple(never()), sum(never()), dict(never()))


def infinite(a, b):
    while True:
        yield a
        a, b = b, a + b


from itertools import islice

print(list(islice(infinite(0, 1), 15)), dict(zip("ab", infinite(5, 6))))


def loops():
    for i in range(3):
        for j in range(3):
            if j == i:
                break
            yield i, j
        else:
            yield "else", i
    while i:
        i -= 1
        if i == 1:
            continue
        yield "while", i


print(list(loops()))
print([x for x in (y * 2 for y in (z + 1 for z in range(4) if z != 2))])
a, b, *c = (i for i in range(5))
print(a, b, c, max(i for i in (3, 1)), 3 in infinite(0, 1), "".join(c for c in "gen"))
