"""Comprehensions whose variables are cells, inside them or in the function around, between handlers that read them."""

import sys


def log(*a):
    print(*a)


def cell_around():
    try:
        log([(lambda: c)() for a in (1, 2)])
    except NameError as error:
        log(error)
    a = 60
    log(list(a for i in "x"))


def cell_inside():
    try:
        log([(lambda: d)() for d in (1, 2)])
        raise NameError("after")
    except NameError as error:
        try:
            d += 23
        except UnboundLocalError as inner:
            log(inner, "|", inner.__context__)


def raises_inside(stop):
    x = "outside"
    keep = lambda: x
    try:
        log([1 // (stop - x) + (lambda: x)() for x in range(4)])
    except ZeroDivisionError as error:
        log(error, x, keep())
    x = "changed"
    log(keep())
    try:
        log([(x, (lambda: x)(), [x for x in "ab"]) for x in range(2) if x < stop])
    finally:
        log(x, keep())


def deep(n):
    try:
        return [[(lambda: (i, j, n))() for j in range(i)] for i in range(n)]
    except TypeError as error:
        return type(error), [i for i in "ok"]
    finally:
        log(sorted(locals()))


cell_around()
cell_inside()
for stop in (0, 2, 9):
    raises_inside(stop)
log(deep(3), deep("x"))

c = 1
try:
    log([(lambda: a)() for a in (1, 2)])
finally:
    log(locals() is globals(), sys._getframe().f_locals is globals(), "a" in globals())
log([(sorted(k for k in locals() if len(k) == 1), locals() is globals(), type(sys._getframe().f_locals).__name__) for a in (1,)])


class K:
    values = [(lambda: a)() for a in (1, 2)]
    z = 1
    log(sorted(locals()), sorted(sys._getframe().f_locals))
    log([sorted(k for k in locals() if len(k) == 1) for a in (1,)])


def loops(x, trace):
    """Jumps out of nested finally clauses, where the tables cover instructions that cannot raise."""
    for i in range(3):
        try:
            try:
                try:
                    if x == 3 and i % 2:
                        raise TypeError(69)
                except ValueError:
                    try:
                        try:
                            try:
                                pass
                            finally:
                                trace.append("a")
                            try:
                                if i % 2 == 1:
                                    continue
                            finally:
                                trace.append("b")
                        finally:
                            trace.append("c")
                    finally:
                        trace.append("d")
                        pass
                finally:
                    if x > 53:
                        raise IndexError(69)
            finally:
                pass
        finally:
            trace.append(i)
    return "end"


for x in (1, 3, 99):
    trace = []
    try:
        log(loops(x, trace), trace)
    except Exception as error:
        log(repr(error), trace)
