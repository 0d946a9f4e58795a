"""An uncaught exception three calls deep: header, frames, source lines, carets."""


def inner(d, key):
    return d[key] + 1


def middle(d):
    value = inner(d, "missing")
    return value


def outer():
    print("before")
    middle({"present": 1})
    print("never")


outer()
