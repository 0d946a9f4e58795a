"""contextlib: contextmanager over generators, ExitStack, suppress, closing, redirect_stdout, errors."""

import contextlib
import sys
from contextlib import ExitStack, contextmanager, closing, nullcontext, redirect_stdout, suppress


@contextmanager
def managed(name, swallow=False):
    "doc of managed"
    print("enter", name)
    try:
        yield name.upper()
    except ValueError as e:
        print("caught", e)
        if not swallow:
            raise
    finally:
        print("exit", name)


with managed("a") as a, managed("b") as b:
    print(a, b)
with managed("s", swallow=True):
    raise ValueError("swallowed")
print("after")
try:
    with managed("r"):
        raise ValueError("re-raised")
except ValueError as e:
    print("out", e, e.__context__)


@managed("decorator")
def f(x):
    print("in f", x)
    return x * 2


print(f(2), f(3), managed.__name__, managed.__doc__)


@contextmanager
def never_yields():
    if 0:
        yield


@contextmanager
def yields_twice():
    yield 1
    yield 2


@contextmanager
def replaces():
    try:
        yield
    except KeyError:
        raise TypeError("replaced")


@contextmanager
def stops():
    yield
    raise StopIteration("from manager")


for m in (never_yields, yields_twice, replaces, stops):
    for error in (None, KeyError("body"), StopIteration("body stop")):
        try:
            with m():
                if error:
                    raise error
        except BaseException as e:
            print(m.__name__, repr(error), "->", repr(e), "context", repr(e.__context__), "cause", repr(e.__cause__))
        else:
            print(m.__name__, repr(error), "fine")
with ExitStack() as stack:
    names = [stack.enter_context(managed(n)) for n in "xyz"]
    stack.callback(print, "callback", 1, end="!\n")
    stack.push(lambda t, v, tb: print("pushed", t))
    print(names)
try:
    with ExitStack() as stack:
        stack.enter_context(managed("outer"))
        stack.push(lambda t, v, tb: (print("saw", repr(v)), t is KeyError)[1])
        stack.callback(lambda: 1 / 0)
        raise KeyError("k")
except ZeroDivisionError as e:
    print(repr(e), repr(e.__context__))
with ExitStack() as stack:
    stack.enter_context(managed("kept open"))
    later = stack.pop_all()
print("not closed yet")
later.close()
with suppress(KeyError, IndexError):
    {}["missing"]
    print("never")
with suppress(ZeroDivisionError), suppress(ValueError):
    int("x")
try:
    with suppress(KeyError):
        raise IndexError("passes")
except IndexError as e:
    print(e)


class Thing:
    closed = False

    def close(self):
        self.closed = True


with closing(Thing()) as t:
    print(t.closed)
print(t.closed)
with nullcontext(5) as n:
    print(n)


class Writer:
    def __init__(self):
        self.parts = []

    def write(self, s):
        self.parts.append(s)

    def flush(self):
        pass


w = Writer()
with redirect_stdout(w):
    print("captured", 1)
    with redirect_stdout(sys.__stdout__):
        print("not captured")
print(w.parts)


class Deco(contextlib.ContextDecorator):
    def __enter__(self):
        print("deco enter")

    def __exit__(self, *a):
        print("deco exit", a[0])
        return True


@Deco()
def g():
    print("g")
    raise ValueError


print(g())


class Abstract(contextlib.AbstractContextManager):
    def __exit__(self, *a):
        print("abstract exit")


with Abstract() as x:
    print(type(x).__name__, isinstance(x, contextlib.AbstractContextManager), isinstance(Thing(), contextlib.AbstractContextManager))
try:
    contextlib.AbstractContextManager()
except TypeError as e:
    print(e)
