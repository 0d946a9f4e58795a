"""sys.excepthook replaced: called for the uncaught exception, exit status 1."""
import sys


def hook(t, v, tb):
    print("hook:", t.__name__, v, tb.tb_lineno)


sys.excepthook = hook
raise ValueError("for the hook")
