"""An exception through several finally blocks and with exits that print, up to the top."""


class CM:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("enter", self.name)

    def __exit__(self, t, v, tb):
        print("exit", self.name, t.__name__)


def inner():
    with CM("inner"):
        try:
            raise LookupError("deep")
        finally:
            print("inner finally")


def outer():
    try:
        with CM("outer"):
            inner()
    finally:
        print("outer finally")
        replaced()


def replaced():
    raise ValueError("from finally")


outer()
