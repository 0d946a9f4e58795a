"""sys.stderr replaced by an object with write: tracebacks go there."""
import sys


class Capture:
    def __init__(self):
        self.text = ""

    def write(self, s):
        self.text += s

    def flush(self):
        pass


real, sys.stderr = sys.stderr, Capture()
try:
    1 / 0
except ZeroDivisionError:
    sys.excepthook(*sys.exc_info())
print(sys.stderr.text)
print("printed", file=sys.stderr)
print(sys.stderr.text.splitlines()[-1])
sys.stderr = None
try:
    [][0]
except IndexError:
    sys.excepthook(*sys.exc_info())
sys.stderr = real
raise ValueError("to the real one")
