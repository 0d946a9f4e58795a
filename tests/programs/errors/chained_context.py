"""An implicit chain: During handling of the above exception, another exception occurred."""


def first():
    return {}["key"]


def second():
    try:
        first()
    except KeyError:
        int("not a number")


try:
    second()
except ValueError as e:
    raise RuntimeError("last")
