"""The last line: empty messages, several arguments, multi-line, failing __str__, odd names and modules."""
import sys


def show(e):
    try:
        raise e
    except BaseException:
        sys.excepthook(*sys.exc_info())


class Custom(Exception):
    pass


class Outer:
    class Inner(Exception):
        pass


class BadStr(Exception):
    def __str__(self):
        raise ValueError("no str")


class NotStr(Exception):
    def __str__(self):
        return 5


class EmptyStr(Exception):
    def __str__(self):
        return ""


class NoModule(Exception):
    pass


NoModule.__module__ = None


class OtherModule(Exception):
    pass


OtherModule.__module__ = "some.package"


class BuiltinsModule(Exception):
    pass


BuiltinsModule.__module__ = "builtins"


def local():
    class Local(Exception):
        pass

    return Local("local class")


for e in (ValueError(), ValueError(""), ValueError("one"), ValueError("one", 2), ValueError(None), ValueError("two\nlines\n"), ValueError("  spaces  "), KeyError("key"), KeyError("two\nlines"), Custom("c"), Outer.Inner("i"),
          BadStr("b"), NotStr("n"), EmptyStr("e"), NoModule("m"), OtherModule("o"), BuiltinsModule("p"), local(), OSError(2, "No such file", "name"), StopIteration(5), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"),
          ValueError("é€😀"), ValueError("\x00\x1b"), AssertionError(), NotImplementedError, KeyboardInterrupt("by hand"), GeneratorExit(), MemoryError()):
    show(e)
