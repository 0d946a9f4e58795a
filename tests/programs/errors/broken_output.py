"""An error from write of a replaced sys.stdout, and print to a closed one."""
import sys


class Broken:
    def write(self, s):
        raise OSError(5, "broken writer")

    def flush(self):
        pass


real, sys.stdout = sys.stdout, Broken()
try:
    print("x")
except OSError as e:
    real.write(f"{e}\n")
sys.stdout = None
print("print to None does nothing")
sys.stdout = real
del sys.stdout
try:
    print("no stdout")
except RuntimeError as e:
    real.write(f"{e}\n")
sys.stdout = object()
print("no write method")
