"""Notes under the exception line: several, multi-line, on causes, bad __notes__."""
import sys


def show(e):
    try:
        raise e
    except BaseException:
        sys.excepthook(*sys.exc_info())


e = ValueError("with notes")
e.add_note("first note")
e.add_note("second\nover two lines")
e.add_note("")
e.add_note("é€😀")
show(e)
e = ValueError("not a list")
e.__notes__ = "a string"
show(e)
e = ValueError("odd items")
e.__notes__ = [1, None, "text"]
show(e)
e = ValueError("not iterable")
e.__notes__ = 5
show(e)
e = ValueError("tuple")
e.__notes__ = ("one", "two")
show(e)


class BadStr:
    def __str__(self):
        raise ZeroDivisionError

    def __repr__(self):
        return "BadStr()"


e = ValueError("bad str in notes")
e.__notes__ = [BadStr()]
show(e)
cause = KeyError("cause")
cause.add_note("note of the cause")
last = ValueError("last")
last.add_note("note of the last")
raise last from cause
