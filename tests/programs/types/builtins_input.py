"""input: prompt on standard output, lines from a replaced sys.stdin, the end of input."""

import io
import sys

sys.stdin = io.StringIO("first\nsecond line\n\nlast without newline")
print(repr(input()))
print(repr(input("prompt> ")))
print(repr(input()))
print(repr(input(5)))
try:
    input("more? ")
except EOFError as e:
    print(type(e).__name__, e)
try:
    input("a", "b")
except TypeError as e:
    print(e)
sys.stdin = None
try:
    input()
except RuntimeError as e:
    print(e)


class Reader:
    def __init__(self, *lines):
        self.lines = list(lines)

    def readline(self):
        return self.lines.pop(0)


sys.stdin = Reader("one\n", "two\n", 5, "")
print(input(), input("p:"))
try:
    input()
except TypeError as e:
    print(e)
try:
    input()
except EOFError as e:
    print(e)
