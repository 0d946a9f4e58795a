"""sys.exit with an object whose __str__ fails."""
import sys


class Bad:
    def __str__(self):
        raise ValueError("no str")


sys.exit(Bad())
