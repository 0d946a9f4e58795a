print("b starts")
from . import a
from .a import early

try:
    from .a import late
except ImportError as e:
    print(type(e).__name__, str(e).split(" (/")[0].replace(chr(92), "/").rsplit(" (", 1)[0], e.name)
seen = (early, hasattr(a, "late"))
try:
    a.late
except AttributeError as e:
    print(type(e).__name__, str(e).split(" from ")[0])
print("b ends")
