"""The traceback module over our tracebacks: format_exc, extract_tb, print_exception, FrameSummary, limits, chains."""

import sys
import traceback


def low(x):
    return 1 / x


def high():
    y = [low(0)]
    return y


def show(text):
    for line in text.splitlines():
        print("|", line)


try:
    high()
except ZeroDivisionError as e:
    show(traceback.format_exc())
    tb = e.__traceback__
    for frame in traceback.extract_tb(tb):
        print(frame.name, frame.lineno, repr(frame.line), frame.colno, frame.end_colno, frame.end_lineno, frame.filename.rsplit("/", 1)[-1])
    print(traceback.format_exception_only(e))
    print(traceback.format_exception_only(type(e), e))
    show("".join(traceback.format_exception(e, limit=1)))
    show("".join(traceback.format_exception(e, limit=-1)))
    show("".join(traceback.format_tb(tb)))
    print([(f.f_code.co_name, n) for f, n in traceback.walk_tb(tb)])


def stack():
    return traceback.extract_stack()


print([(s.name, s.lineno) for s in stack()])
try:
    try:
        {}["k"]
    except KeyError as e:
        raise ValueError("second") from e
except ValueError as e:
    e.add_note("a note")
    te = traceback.TracebackException.from_exception(e, capture_locals=False)
    show("".join(te.format()))
    show("".join(te.format(chain=False)))
    print(te.exc_type_str, te.__cause__.exc_type_str, te.__notes__)
    traceback.print_exception(e, file=sys.stdout)


def recurse(n):
    if n:
        recurse(n - 1)
    raise IndexError("deep")


try:
    recurse(10)
except IndexError:
    show(traceback.format_exc())


def with_locals(a):
    b = a + "x"
    raise ValueError


try:
    with_locals("v")
except ValueError as e:
    te = traceback.TracebackException.from_exception(e, capture_locals=True)
    print(te.stack[-1].name, te.stack[-1].locals)
try:
    compile("x = = 1\n", "given.py", "exec")
except SyntaxError as e:
    show("".join(traceback.format_exception_only(e)))
print(traceback.format_exc())
print(traceback.format_list([("f.py", 1, "name", "text"), ("g.py", 2, "other", None)]))
for e in (ValueError(), KeyError("k"), SystemExit(3), Exception("a", 1)):
    print(traceback.format_exception_only(e))
traceback.print_exc(file=sys.stdout)
