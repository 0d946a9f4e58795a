"""SyntaxError raised by hand with details, and without."""
import sys


def show(e):
    try:
        raise e
    except SyntaxError:
        sys.excepthook(*sys.exc_info())


show(SyntaxError("plain message"))
show(SyntaxError("with details", ("given.py", 7, 5, "    some text here\n")))
show(SyntaxError("with end", ("given.py", 7, 5, "some text here\n", 7, 9)))
show(SyntaxError("no text", ("given.py", 7, 5, None)))
show(SyntaxError("offset 0", ("given.py", 7, 0, "text\n")))
show(SyntaxError("offset beyond", ("given.py", 7, 50, "text\n")))
show(SyntaxError("no line", ("given.py", None, None, None)))
show(SyntaxError("no file", (None, 3, 2, "text")))
show(SyntaxError(None))
show(IndentationError("indent", ("given.py", 2, 3, "  x\n")))
raise SyntaxError("last", ("given.py", 1, 1, "x y\n", 1, 4))
