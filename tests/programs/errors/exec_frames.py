"""Frames from exec and eval have no source lines."""


def f():
    exec("def g(x):\n    return 1 / x\n\ng(0)\n")


f()
