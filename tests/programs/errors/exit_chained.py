"""SystemExit raised while an exception is handled: no traceback."""
import sys

try:
    1 / 0
except ZeroDivisionError:
    sys.exit(5)
