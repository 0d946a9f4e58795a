"""An explicit chain: The above exception was the direct cause of the following exception."""


class AppError(Exception):
    pass


def load(name):
    try:
        return open_it(name)
    except LookupError as e:
        raise AppError(f"cannot load {name!r}") from e


def open_it(name):
    return [][5]


load("thing")
