"""Attributes, str and repr of the builtin exceptions."""


def show(e, *names):
    print(type(e).__name__, "|", str(e), "|", repr(e), "|", e.args, *[(n, getattr(e, n)) for n in names])


show(Exception())
show(Exception(1))
show(Exception(1, "two"))
show(Exception("quote ' and \" here"))
show(BaseException([1]))
show(KeyError())
show(KeyError("k"))
show(KeyError(1, 2))
show(KeyError(("t",)))
show(KeyError(None))
show(IndexError("i"))
show(StopIteration(), "value")
show(StopIteration(5), "value")
show(StopIteration(1, 2), "value")
show(StopAsyncIteration(5))
show(SystemExit(), "code")
show(SystemExit(3), "code")
show(SystemExit("message"), "code")
show(SystemExit(1, 2), "code")
show(GeneratorExit("x"))
show(KeyboardInterrupt())
show(OSError(), "errno", "strerror", "filename", "filename2")
show(OSError("just text"), "errno", "strerror", "filename")
show(OSError(2, "No such file"), "errno", "strerror", "filename")
show(OSError(2, "No such file", "name.txt"), "errno", "strerror", "filename")
show(OSError(2, "No such file", "a", None, "b"), "filename", "filename2")
show(OSError(99999, "unknown"), "errno")
show(OSError("a", "b"), "errno", "strerror")
show(OSError(1, 2, 3, 4, 5, 6), "errno")
for n in (1, 2, 3, 4, 9, 10, 11, 13, 17, 20, 21, 32, 103, 104, 110, 111, 114, 115, 5):
    print(n, type(OSError(n, "x")).__name__, type(OSError(n, "x", "f")).__mro__[1].__name__)


class MyOS(OSError):
    pass


print(type(MyOS(2, "x")).__name__, type(FileNotFoundError(13, "x")).__name__, IOError is OSError, EnvironmentError is OSError)
show(BlockingIOError(11, "again", 7), "characters_written")
show(ImportError("m", name="mod", path="p"), "msg", "name", "path")
show(ImportError(), "msg", "name", "path")
show(ModuleNotFoundError("m", name="n"), "name")
show(AttributeError("a", name="attr", obj=5), "name", "obj")
show(AttributeError("a"), "name", "obj")
show(NameError("n", name="x"), "name")
show(UnboundLocalError("u"), "name")
show(SyntaxError("bad"), "msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset")
show(SyntaxError("bad", ("file.py", 3, 5, "some text\n")), "msg", "filename", "lineno", "offset", "text")
show(SyntaxError("bad", ("file.py", 3, 5, "some text\n", 3, 9)), "end_lineno", "end_offset")
show(SyntaxError(), "msg")
show(IndentationError("ind", ("f", 1, 2, "x")), "lineno")
show(TabError("tab"))
show(UnicodeDecodeError("utf-8", b"\xff\xfeab", 0, 1, "bad byte"), "encoding", "object", "start", "end", "reason")
show(UnicodeDecodeError("utf-8", b"\xff\xfeab", 0, 2, "bad bytes"))
show(UnicodeEncodeError("ascii", "h\xe9llo", 1, 2, "not ascii"), "encoding", "object", "start", "end", "reason")
show(UnicodeEncodeError("ascii", "h\u20ac\U0001f600", 1, 2, "x"))
show(UnicodeEncodeError("ascii", "h\U0001f600", 1, 2, "x"))
show(UnicodeEncodeError("ascii", "abc", 0, 3, "range"))
show(UnicodeTranslateError("abc", 0, 1, "x"), "object", "start", "end", "reason")
for f in (lambda: UnicodeDecodeError("utf-8"), lambda: UnicodeDecodeError(1, b"", 0, 1, ""), lambda: UnicodeEncodeError("a", b"", 0, 1, ""),
          lambda: ImportError("m", foo=1), lambda: AttributeError("a", bar=1), lambda: NameError(x=1), lambda: SyntaxError("a", 5),
          lambda: SyntaxError("a", (1,)), lambda: StopIteration(x=1), lambda: OSError(x=1), lambda: KeyError(x=1)):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)
e = UnicodeDecodeError("ascii", b"abc", 1, 2, "r")
e.start, e.end, e.reason = -5, 100, "changed"
print(e.start, e.end, str(e))
e = OSError(2, "x", "f")
e.errno, e.filename = 5, "g"
print(str(e), e.args)
e = ValueError("a")
e.args = ("b", 1)
e.extra = 5
print(str(e), repr(e), e.__dict__, e.extra)


class Custom(Exception):
    def __init__(self, a, b):
        self.a, self.b = a, b

    def __str__(self):
        return f"<{self.a}, {self.b}>"


show(Custom(1, 2), "a", "b")


class NoInit(Exception):
    def __init__(self, *, k):
        super().__init__("k is", k)


show(NoInit(k=5))
e = ValueError(1)
e.__setstate__({"x": 5})
print(e.x, e.__reduce__(), OSError(2, "t", "f").__reduce__(), ValueError("a") == ValueError("a"), ValueError.__init__(e, "again"), e.args)
