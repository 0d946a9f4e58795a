"""Expressions over several lines: which lines are shown, and the carets under each."""
import sys


def show(f, *args):
    try:
        f(*args)
    except Exception:
        sys.excepthook(*sys.exc_info())


def call(x):
    return print(
        1,
        x.missing,
        3,
    )


def whole_call(x):
    return x(
        1,
        2,
    )


def binary(x):
    return (
        1
        + 2
        + x
        + 4
    )


def long_expression(x):
    return (
        x
        +
        1
        +
        2
        +
        3
        +
        4
        +
        "five"
    )


def method_chain(x):
    return (
        x
        .strip()
        .split(",")
        .missing
        .never()
    )


def subscript(x):
    return x[
        0
    ][
        "key"
    ]


def display(x):
    return [
        1,
        [2, 3],
        x["missing"],
        4,
    ]


def nested(x):
    return max(
        min(
            1,
            2,
        ),
        x.a(
            3,
        ),
    )


def strings(x):
    return ("text "
            "more "
            + x)


def comparison(x):
    return (1
            < x
            < 3)


def raise_multi():
    raise ValueError(
        "over",
        "lines",
    )


def backslash(x):
    return 1 + \
        x + \
        2


def triple(x):
    return """
    text
    """ + x


def fstring(x):
    return f"""
    {x}
    {x.missing}
    """


def condition(x):
    if (
        x
        and x.missing
    ):
        pass


def comprehension(x):
    return [
        y.missing
        for y in x
        if y
    ]


def dictionary(x):
    return {
        "a": 1,
        "b": x
        .missing,
    }


def many_lines(x):
    return x(
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8,
        9,
        10,
    )


def indented_less(x):
    return (
x +
    1
                )


for f, args in (
    (call, (5,)), (whole_call, (5,)), (binary, ("a",)), (long_expression, (1,)), (method_chain, ("a",)), (subscript, ([[]],)), (display, ({},)), (nested, (5,)), (strings, (1,)),
    (comparison, ("a",)), (raise_multi, ()), (backslash, ("a",)), (triple, (1,)), (fstring, (5,)), (condition, (5,)), (comprehension, ([1],)), (dictionary, (5,)), (many_lines, (5,)),
    (indented_less, ("a",)),
):
    show(f, *args)
