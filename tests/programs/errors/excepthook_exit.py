"""A hook that exits, and SystemExit does not reach the hook."""
import sys


def hook(t, v, tb):
    print("hook", t.__name__)
    sys.exit(7)


sys.excepthook = hook
1 / 0
