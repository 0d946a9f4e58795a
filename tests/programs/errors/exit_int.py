"""sys.exit(int) through finally blocks."""
import sys

try:
    print("before")
    sys.exit(3)
finally:
    print("finally runs")
