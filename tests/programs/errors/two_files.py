"""Frames of two files in one traceback, through a comprehension, a lambda and a method."""
from _helpers.library import Lib

Lib().run(lambda i: 10 // (i - 2))
