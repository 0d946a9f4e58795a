"""cause, context and from None in one chain; a cause that was never raised."""
import sys


def show(f):
    try:
        f()
    except BaseException:
        sys.excepthook(*sys.exc_info())


def from_none():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("clean") from None


def not_raised_cause():
    raise ValueError("v") from KeyError("never raised")


def class_cause():
    raise ValueError from KeyError


def both():
    try:
        1 / 0
    except ZeroDivisionError:
        try:
            [][1]
        except IndexError as e:
            raise KeyError("k") from e


def cause_hides_context():
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError("k") from ValueError("other")


def cycle():
    a, b = ValueError("a"), KeyError("b")
    a.__cause__ = b
    b.__cause__ = a
    raise a


def context_cycle():
    a, b = ValueError("a"), KeyError("b")
    a.__context__ = b
    b.__context__ = a
    raise a


def self_cause():
    e = ValueError("self")
    raise e from e


def in_finally():
    try:
        raise ValueError("try")
    finally:
        raise KeyError("finally")


def long_chain():
    e = None
    for i in range(4):
        try:
            try:
                if e:
                    raise e
                raise ValueError("innermost")
            except Exception:
                raise ValueError(f"level {i}")
        except ValueError as x:
            e = x
    raise e


for f in (from_none, not_raised_cause, class_cause, both, cause_hides_context, cycle, context_cycle, self_cause, in_finally, long_chain):
    show(f)
