"""Generators with try/finally and with: close, abandonment, exceptions crossing yields, context."""

import sys


def log(*a):
    print("   ", *a)


def fin(name):
    try:
        log("enter", name)
        yield 1
        log("resumed", name)
        yield 2
    finally:
        log("finally", name)


for x in fin("exhausted"):
    print(x)
for x in fin("broken"):
    print(x)
    break
print("after break")
g = fin("deleted")
next(g)
del g
print("after del")
g = fin("never started")
del g
print("never started: nothing")
g = fin("replaced")
next(g)
g = None
print("after replace")


def yields_in_finally():
    try:
        yield 1
    finally:
        yield 2
        log("end of finally")


g = yields_in_finally()
print(list(g))
g = yields_in_finally()
next(g)
try:
    g.close()
except RuntimeError as e:
    print(e)
g = yields_in_finally()
next(g)
print(g.throw(ValueError("pending")))
try:
    next(g)
except ValueError as e:
    print("then", e)



class CM:
    def __enter__(self):
        log("enter")
        return self

    def __exit__(self, *exc):
        log("exit", exc[0].__name__ if exc[0] else None)


def with_cm():
    with CM():
        yield 1
        yield 2


print(list(with_cm()))
g = with_cm()
next(g)
g.close()
g = with_cm()
next(g)
try:
    g.throw(KeyError("k"))
except KeyError as e:
    print("out", e)


def context():
    try:
        raise KeyError("outer")
    except KeyError:
        x = yield sys.exception()
        log("inside", repr(sys.exception()))
        yield sys.exception()
    log("after except", sys.exception())
    yield sys.exception()


g = context()
print(repr(next(g)), sys.exception())
try:
    raise ValueError("caller")
except ValueError:
    print(repr(next(g)), repr(sys.exception()))
    print(repr(next(g)), repr(sys.exception()))


def raising():
    try:
        yield 1
    except ValueError:
        raise TypeError("new")


g = raising()
next(g)
try:
    g.throw(ValueError("thrown"))
except TypeError as e:
    print(repr(e), repr(e.__context__), e.__cause__)


def seen_from_caller():
    yield sys.exception()
    try:
        raise IndexError("in generator")
    except IndexError as e:
        yield repr(e.__context__)
    raise OSError("last")


g = seen_from_caller()
try:
    raise ValueError("caller 2")
except ValueError:
    print(repr(next(g)))
    print(next(g))
    try:
        next(g)
    except OSError as e:
        print(repr(e), repr(e.__context__))


def nested():
    for x in fin("inner"):
        yield x


g = nested()
next(g)
del g
print("inner was closed with the outer")


def swallow():
    while True:
        try:
            yield
        except GeneratorExit:
            log("leaving")
            return
        except BaseException as e:
            log("swallowed", type(e).__name__)


g = swallow()
next(g)
g.throw(KeyboardInterrupt)
g.throw(SystemExit(3))
g.throw(ValueError)
del g
print("end")
