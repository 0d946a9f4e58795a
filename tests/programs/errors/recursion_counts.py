"""The repeated-frame line: 3 shown, then a count; singular and plural; different lines of one function."""
import sys


def down(n):
    if n == 0:
        raise ValueError("bottom")
    down(n - 1)


def two_lines(n):
    if n == 0:
        raise ValueError("bottom")
    if n % 2:
        two_lines(n - 1)
    else:
        two_lines(n - 1)


def blocks(n, m):
    if n:
        blocks(n - 1, m)
    elif m:
        blocks(n, m - 1)
    else:
        raise ValueError("end")


for f, args in ((down, (2,)), (down, (3,)), (down, (4,)), (down, (5,)), (down, (50,)), (two_lines, (9,)), (blocks, (6, 5)), (blocks, (3, 9))):
    try:
        f(*args)
    except ValueError:
        sys.excepthook(*sys.exc_info())
