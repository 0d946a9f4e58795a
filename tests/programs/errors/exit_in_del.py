"""SystemExit in __del__ is reported, not obeyed."""
import sys


class C:
    def __del__(self):
        sys.exit(4)

    def __repr__(self):
        return "<C>"


c = C()
del c
print("still running")
