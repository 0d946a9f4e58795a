"""In the place of a module of CPython's that its tests look into the interpreter with: a test that uses it is skipped."""

import unittest


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def absent(*args, **kwargs):
        raise unittest.SkipTest(f"needs {__name__}.{name}")

    return absent
