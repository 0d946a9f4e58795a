"""sys.tracebacklimit cuts the frames shown."""
import sys


def f(n):
    if n:
        g(n)
    else:
        raise ValueError("deep")


def g(n):
    f(n - 1)


for limit in (3, 1, 0, -1, None, 1000):
    sys.tracebacklimit = limit
    try:
        f(3)
    except ValueError:
        sys.excepthook(*sys.exc_info())
sys.tracebacklimit = 2
f(2)
