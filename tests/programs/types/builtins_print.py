"""print: sep, end, file, flush, objects with odd __str__, a replaced sys.stdout, errors."""

import sys

print()
print("a", 1, None, [2], sep="-")
print("a", "b", sep="")
print("a", end="|")
print("b", end="\n\n")
print(sep="x")
print("x", "y", sep=None, end=None)
print(*range(5), sep=", ")
print("é€😀", "\t|")
print("multi\nline", "second")


class Writer:
    def __init__(self):
        self.parts = []
        self.flushed = 0

    def write(self, text):
        self.parts.append(text)
        return len(text)

    def flush(self):
        self.flushed += 1


w = Writer()
print("a", 2, sep=":", file=w)
print("b", file=w, flush=True)
print(file=w)
print(w.parts, w.flushed)


class BadStr:
    def __str__(self):
        raise ValueError("cannot")


class NotStr:
    def __str__(self):
        return 5


class NoWrite:
    pass


def attempt(*args, **kwargs):
    try:
        print(*args, **kwargs)
    except Exception as e:
        print(type(e).__name__, e)


attempt("x", BadStr())
attempt(NotStr())
attempt("x", sep=5)
attempt("x", end=5)
attempt("x", file=NoWrite())
attempt("x", file=5)
attempt("x", foo=1)
attempt("x", file=None)
attempt("x", flush=BadStr() is None)
saved = sys.stdout
sys.stdout = w
try:
    print("redirected", 1)
finally:
    sys.stdout = saved
print(w.parts[-4:])
sys.stdout = None
print("goes nowhere")
sys.stdout = saved
del sys.stdout
try:
    print("lost")
except RuntimeError as e:
    sys.stdout = saved
    print(type(e).__name__, e)
print(sys.stdout.write("counted\n"), sys.stdout.writable(), sys.stdout.readable(), sys.stdout.encoding, sys.stdout.errors)
try:
    print("\ud800")
except UnicodeEncodeError as e:
    print(e)
print("\udc80x" == "\udc80x", ascii("\ud800"))
try:
    sys.stdout.write(5)
except TypeError as e:
    print(e)
