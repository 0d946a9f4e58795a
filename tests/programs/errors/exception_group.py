"""Uncaught exception groups: the plain display with its boxes, nested, with notes and causes."""
import sys


def show(e):
    try:
        raise e
    except BaseException:
        sys.excepthook(*sys.exc_info())


def raised(e):
    try:
        raise e
    except Exception as x:
        return x


show(ExceptionGroup("two", [ValueError("a"), KeyError("b")]))
show(ExceptionGroup("nested", [raised(ValueError("raised")), ExceptionGroup("inner", [raised(TypeError("t")), OSError(2, "x")])]))
g = ExceptionGroup("with note", [ValueError("v")])
g.add_note("note of the group")
g.exceptions[0].add_note("note of the member")
show(g)
try:
    try:
        raise ExceptionGroup("cause", [ValueError("c")])
    except ExceptionGroup as e:
        raise KeyError("after") from e
except KeyError:
    sys.excepthook(*sys.exc_info())
print(repr(g), str(g), g.message, g.exceptions, isinstance(g, Exception), isinstance(BaseExceptionGroup("b", [KeyboardInterrupt()]), Exception))
print(g.subgroup(KeyError), g.split(ValueError), g.derive([KeyError(1)]))
for args in ((), ("m",), ("m", []), ("m", [5]), (5, [ValueError()]), ("m", ValueError()), ("m", [KeyboardInterrupt()])):
    try:
        ExceptionGroup(*args)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
raise ExceptionGroup("last", [ValueError(i) for i in range(20)])
