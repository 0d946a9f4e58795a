"""contextlib as the core must run it: contextmanager, ExitStack, suppress, closing, nullcontext, redirect_stdout."""

import io
from contextlib import ExitStack, closing, contextmanager, nullcontext, redirect_stdout, suppress

log = []


@contextmanager
def managed(name, swallow=False):
    log.append("enter " + name)
    try:
        yield name.upper()
    except ValueError as e:
        log.append(f"{name} saw {e}")
        if not swallow:
            raise
    finally:
        log.append("exit " + name)


def show():
    print(log)
    log.clear()


with managed("a") as a, managed("b") as b:
    log.append(a + b)
show()
with managed("s", swallow=True):
    raise ValueError("one")
show()
try:
    with managed("r"):
        raise ValueError("two")
except ValueError as e:
    print("out", e, e.__traceback__ is not None)
show()
try:
    with managed("k"):
        raise KeyError("other")
except KeyError as e:
    print("out", e)
show()


@contextmanager
def silent():
    if False:
        yield


@contextmanager
def twice():
    yield 1
    yield 2


for make in (silent, twice):
    try:
        with make() as x:
            print("inside", x)
    except RuntimeError as e:
        print(e)
try:
    with twice():
        raise ValueError("v")
except (RuntimeError, ValueError) as e:
    print(type(e).__name__, e)


@managed("deco")
def decorated(x):
    log.append("body")
    return x


print(decorated(5))
show()
with suppress(KeyError, IndexError) as s:
    {}["k"]
print(s)
try:
    with suppress(KeyError):
        [][1]
except IndexError as e:
    print(e)
with ExitStack() as stack:
    names = [stack.enter_context(managed(n)) for n in "xyz"]
    stack.callback(log.append, "callback")
    stack.push(lambda *exc: log.append(exc[0]))
    print(names)
show()
try:
    with ExitStack() as stack:
        stack.enter_context(managed("p", swallow=True))
        stack.enter_context(managed("q"))
        raise ValueError("deep")
finally:
    show()
stack = ExitStack()
stack.callback(log.append, 1)
kept = stack.pop_all()
stack.close()
show()
kept.close()
show()


class Closes:
    def close(self):
        log.append("closed")


with closing(Closes()) as c, nullcontext(7) as n:
    print(type(c).__name__, n)
show()
out = io.StringIO()
with redirect_stdout(out):
    print("captured")
print(repr(out.getvalue()))
try:
    with 5:
        pass
except TypeError as e:
    print(e)
try:
    with ExitStack() as stack:
        stack.enter_context(5)
except TypeError as e:
    print(e)
