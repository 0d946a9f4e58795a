"""Generator attributes: gi_frame, gi_running, gi_suspended, gi_code, gi_yieldfrom, names, f_lineno."""

import sys


def gen(a):
    b = 2
    yield g.gi_running, g.gi_suspended
    c = 3
    yield sorted(sys._getframe().f_locals)
    yield sys._getframe().f_back.f_code.co_name
    return c


g = gen(1)
print(g.gi_running, g.gi_suspended, g.gi_frame.f_lineno, g.gi_frame.f_locals, g.gi_code.co_name, g.gi_yieldfrom)
print(next(g), g.gi_running, g.gi_suspended)
print(g.gi_frame.f_lineno - gen.__code__.co_firstlineno, g.gi_frame.f_locals, g.gi_frame.f_back)
print(next(g), g.gi_frame.f_lineno - gen.__code__.co_firstlineno, sorted(g.gi_frame.f_locals.items()))


def caller():
    return next(g)


print(caller(), g.gi_frame is g.gi_frame, g.gi_frame.f_code is gen.__code__)
frame = g.gi_frame
try:
    next(g)
except StopIteration as e:
    print(e.value)
print(g.gi_frame, g.gi_running, g.gi_suspended, g.gi_code is gen.__code__)
print(frame.f_locals, frame.f_back)
print(g.__name__, g.__qualname__)
g.__name__ = "renamed"
g.__qualname__ = "a.b.c"
print(g.__name__, g.__qualname__, repr(g).split(" at ")[0])
for bad in (5, None):
    try:
        g.__name__ = bad
    except TypeError as e:
        print(e)
try:
    g.gi_running = 1
except AttributeError as e:
    print(e)
try:
    g.new = 1
except AttributeError as e:
    print(e)


def delegating():
    yield from sub


sub = iter([1, 2])
d = delegating()
print(d.gi_yieldfrom)
next(d)
print(d.gi_yieldfrom is sub)
list(d)
print(d.gi_yieldfrom)


def writes():
    x = 1
    yield x
    yield x


w = writes()
next(w)
w.gi_frame.f_locals["x"] = "written"
print(next(w))
try:
    w.gi_frame.clear()
except RuntimeError as e:
    print(e)
print(list(w), w.gi_frame)


def cleared():
    try:
        yield 1
    finally:
        print("never")


c = cleared()
f = c.gi_frame
f.clear()
print(c.gi_frame, f.f_locals, list(c))


def running():
    try:
        sys._getframe().clear()
    except RuntimeError as e:
        print(e)
    yield


next(running())


def raiser():
    yield 1
    raise ValueError("x")


r = raiser()
next(r)
try:
    next(r)
except ValueError as e:
    tb = e.__traceback__
    print(tb.tb_frame.f_code.co_name, tb.tb_next.tb_frame.f_code.co_name, tb.tb_next.tb_lineno - raiser.__code__.co_firstlineno)
print(r.gi_frame, next(r, "empty"))
print((x for x in ()).__name__, (x for x in ()).__qualname__, [x for x in dir(r) if x.startswith("gi_")])


class C:
    def m(self):
        yield

    def n(self):
        return (i for i in range(2))


print(C().m().__qualname__, C().n().__qualname__, type(C().m()) is type(C().n()), C().n().gi_frame.f_locals.keys())
print(gen.__code__.co_flags & 0x20, (lambda: (yield)).__code__.co_flags & 0x20, raiser.__code__.co_flags & 0x80)
