"""A traceback through yield from, a generator expression and throw."""


def inner():
    try:
        yield 1
    except KeyError as e:
        raise ValueError("translated") from e


def outer():
    yield from inner()


g = (x for x in outer())
h = outer()
next(h)
h.throw(KeyError("thrown in"))
