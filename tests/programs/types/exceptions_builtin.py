"""The exception hierarchy: bases, constructors, attributes, str and repr of each kind."""

import builtins

from _table import table

for name in sorted(dir(builtins)):
    kind = getattr(builtins, name)
    if isinstance(kind, type) and issubclass(kind, BaseException):
        print(name, [base.__name__ for base in kind.__mro__[1:]])
table(globals(), """
    Exception(), Exception(1), Exception(1, "a"), str(Exception()), str(Exception(1)), str(Exception(1, "a")), Exception("x").args, str(Exception(None)), repr(Exception([1]))
    KeyError("k"), str(KeyError("k")), str(KeyError("a", "b")), str(KeyError()), str(KeyError(5)), str(LookupError("k"))
    StopIteration().value, StopIteration(5).value, StopIteration(1, 2).value, StopIteration(1, 2).args, str(StopIteration(3))
    SystemExit().code, SystemExit(5).code, SystemExit(1, 2).code, str(SystemExit("m"))
    OSError(), OSError(1), OSError(2, "msg"), OSError(2, "msg").errno, OSError(2, "msg").strerror, str(OSError(2, "msg")), str(OSError(2, "msg", "file")), OSError(2, "msg", "file").filename, type(OSError(2, "m")).__name__, type(OSError(13, "m")).__name__, type(OSError(17, "m")).__name__, type(OSError(9999, "m")).__name__, str(OSError("one")), OSError(2, "m", "f").args
    OSError(2, "m", "a", None, "b").filename2, str(OSError(2, "m", "a", None, "b")), FileNotFoundError(2, "x").errno, FileNotFoundError("only").errno, IOError is OSError, EnvironmentError is OSError, OSError(1, 2, 3, 4, 5, 6).args
    BlockingIOError(11, "m", 5).characters_written
    BlockingIOError(11, "m").characters_written
    ImportError("m", name="n", path="p").name, ImportError("m", path="p").path, str(ImportError("m", name="n")), ImportError("m").msg, ModuleNotFoundError("q", name="z").name, ImportError().msg, ImportError("a", "b").msg
    ImportError("m", foo=1)
    NameError("m", name="n").name, NameError("m").name, AttributeError("m", name="n", obj=5).obj, AttributeError("m").name, str(AttributeError("m", name="q")), UnboundLocalError("u").args
    NameError("m", obj=5)
    AttributeError(foo=1)
    SyntaxError("m"), str(SyntaxError("m")), SyntaxError("m", ("f", 1, 2, "text")).lineno, str(SyntaxError("m", ("f", 1, 2, "text"))), SyntaxError("m", ("f", 1, 2, "text", 3, 4)).end_lineno, SyntaxError("m", ("dir/f.py", 1, 2, None)).filename, SyntaxError().msg, str(SyntaxError("m", ("f", None, 1, "t")))
    SyntaxError("m", 5)
    SyntaxError("m", (1, 2))
    SyntaxError("m", ("f", 1, 2, "t", 3))
    UnicodeDecodeError("c", b"abc", 1, 2, "why"), str(UnicodeDecodeError("c", b"abc", 1, 2, "why")), str(UnicodeDecodeError("c", b"abc", 0, 3, "why")), UnicodeDecodeError("c", b"abc", 1, 2, "why").object
    UnicodeEncodeError("c", "a\\xe9", 1, 2, "why"), str(UnicodeEncodeError("c", "a\\xe9", 1, 2, "why")), str(UnicodeEncodeError("c", "a\\u20ac\\U0001f600", 2, 3, "w")), str(UnicodeEncodeError("c", "abc", 0, 2, "w")), str(UnicodeTranslateError("a\\u20ac", 1, 2, "why"))
    UnicodeDecodeError()
    UnicodeDecodeError(1, 2, 3, 4, 5)
    UnicodeEncodeError("c", b"x", 0, 1, "w")
    ValueError(x=1)
    Exception.__new__(Exception, 1).args, BaseException.__init__(Exception(), 5), Exception("a") == Exception("a"), hash(Exception("a")) != 0
    Exception(1).with_traceback(None)
    Exception(1).with_traceback(5)
    Exception.with_traceback(5)
    Exception("a").__traceback__, Exception("a").__cause__, Exception("a").__context__, Exception("a").__suppress_context__
    MemoryError(), RecursionError("r"), NotImplementedError(), AssertionError("a", 1), ZeroDivisionError("z"), OverflowError(), FloatingPointError(), BufferError(), EOFError(), KeyboardInterrupt(), GeneratorExit(), StopAsyncIteration(5).value if hasattr(StopAsyncIteration, "value") else "no value", Warning("w"), UserWarning(), EncodingWarning(), PythonFinalizationError()
    """)


class Custom(ValueError):
    def __init__(self, code, *, extra=None):
        super().__init__(f"code {code}")
        self.code = code
        self.extra = extra


class Shown(Exception):
    def __str__(self):
        return "shown"


class NoInit(Exception):
    def __init__(self, a):
        pass


e = Custom(5, extra=[1])
print(e, repr(e), e.args, e.code, e.extra, e.__dict__)
e.args = (1, 2)
print(e, repr(e), e.args)
e.args = "ab"
print(e.args)
for attribute, value in (("args", 5), ("__cause__", 5), ("__context__", 5), ("__traceback__", 5), ("__suppress_context__", "x"), ("__cause__", None), ("__context__", KeyError(1))):
    try:
        setattr(e, attribute, value)
        print(attribute, "set", repr(getattr(e, attribute)))
    except TypeError as error:
        print(error)
try:
    del e.args
except TypeError as error:
    print(error)
print(Shown(1), repr(Shown(1)), NoInit(7).args, repr(NoInit(7)))
e.add_note("first")
e.add_note("second")
print(e.__notes__)
try:
    e.add_note(5)
except TypeError as error:
    print(error)
print(e.__reduce__()[1:], KeyError("k").__reduce__()[1], OSError(2, "a", "b").__reduce__()[1])
for thrown in (5, "text", int, None, Exception, NoInit, object()):
    try:
        raise thrown
    except BaseException as error:
        print(type(error).__name__, str(error)[:60])
for cause in (None, KeyError, KeyError("c"), 5):
    try:
        raise ValueError("v") from cause
    except (ValueError, TypeError) as error:
        print(repr(error), repr(error.__cause__), error.__suppress_context__)
