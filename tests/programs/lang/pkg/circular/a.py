print("a starts")
early = "early in a"
from . import b

late = "late in a"
print("a ends", b.seen)
