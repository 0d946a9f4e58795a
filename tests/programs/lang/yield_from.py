"""yield from: values, send, throw and close delegated, return values, non-generators, deep chains."""


def log(*a):
    print("   ", *a)


def inner():
    try:
        a = yield 1
        log("inner got", a)
        b = yield 2
        log("inner got", b)
        return "inner value"
    except ValueError as e:
        log("inner caught", e)
        yield "handled"
        return "after error"
    finally:
        log("inner finally")


def outer():
    r = yield from inner()
    log("outer got", r)
    s = yield from [10, 20]
    log("list gives", s)
    return r


g = outer()
print(next(g), g.send("a"), g.send("b"), next(g))
try:
    next(g)
except StopIteration as e:
    print(e.value)
g = outer()
next(g)
print(g.throw(ValueError("thrown")))
print(next(g))
g.close()
g = outer()
next(g)
g.close()
print(list(g))
g = outer()
next(g)
try:
    g.throw(KeyError("not handled"))
except KeyError as e:
    print("out", e)
g = outer()
print([next(g) for _ in range(2)])
g.send(None)
try:
    g.send("to a list iterator")
except AttributeError as e:
    print(e)
g = outer()
[next(g) for _ in range(3)]
try:
    g.throw(ValueError("list iterators cannot throw"))
except ValueError as e:
    print(e)


class It:
    def __init__(self, **methods):
        self.__dict__.update(methods)
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration("it is over")
        return self.n


class Full(It):
    def send(self, v):
        return ("send", v)

    def throw(self, *a):
        log("throw", len(a), repr(a[0]))
        return "throw answer"

    def close(self):
        log("close called")


def delegate(it):
    r = yield from it
    log("result", r)
    return r


print(list(delegate(It())))
g = delegate(Full())
print(next(g), g.send(5), g.send(None), g.throw(ValueError("v")), g.throw(KeyError))
g.close()
g = delegate(It())
next(g)
try:
    g.throw(ValueError("no throw method"))
except ValueError as e:
    print(e)


class CloseRaises(It):
    def close(self):
        raise IndexError("close failed")


g = delegate(CloseRaises())
next(g)
try:
    g.close()
except IndexError as e:
    print("IndexError", e, repr(e.__context__))
for bad in (5, None, object):
    try:
        next(delegate(bad))
    except TypeError as e:
        print(e)


def deep(n):
    if n == 0:
        x = yield "bottom"
        return [x]
    r = yield from deep(n - 1)
    return r + [n]


g = deep(30)
print(next(g))
try:
    g.send("sent down")
except StopIteration as e:
    print(e.value)
g = deep(30)
next(g)
try:
    g.throw(ValueError("thrown down"))
except ValueError as e:
    n, tb = 0, e.__traceback__
    while tb:
        n, tb = n + 1, tb.tb_next
    print(e, n)


def tree(t):
    if isinstance(t, list):
        for x in t:
            yield from tree(x)
    else:
        yield t


print(list(tree([1, [2, [3, 4], []], [[5]]])))


def shared(g):
    yield from g


src = iter(range(6))
a, b = shared(src), shared(src)
print(next(a), next(b), next(a), list(b), list(a))


def cycle():
    yield from me


me = cycle()
try:
    next(me)
except ValueError as e:
    print(e)


def replaced():
    return (yield from (yield from first()))


def first():
    yield "first"
    return iter(["second", "third"])


print(list(replaced()), (lambda: (yield from "ab"))().__next__())
