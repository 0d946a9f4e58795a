"""Re-raised exceptions: which lines stand in the traceback after raise, raise e, with_traceback."""
import sys


def show(f):
    try:
        f()
    except Exception:
        sys.excepthook(*sys.exc_info())


def low():
    raise ValueError("low")


def bare():
    try:
        low()
    except ValueError:
        print("handled")
        raise


def by_name():
    try:
        low()
    except ValueError as e:
        raise e


def stripped():
    try:
        low()
    except ValueError as e:
        raise e.with_traceback(None)


def in_finally():
    try:
        low()
    finally:
        print("finally")


def later():
    try:
        low()
    except ValueError as e:
        saved = e
    raise saved


def from_with():
    class CM:
        def __enter__(self):
            pass

        def __exit__(self, *a):
            print("exit")

    with CM():
        low()


def from_loop():
    for i in range(2):
        try:
            if i:
                low()
        except KeyError:
            pass


for f in (bare, by_name, stripped, in_finally, later, from_with, from_loop):
    show(f)
