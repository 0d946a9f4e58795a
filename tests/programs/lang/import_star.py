"""from module import *: __all__, underscores, submodules in __all__, errors, into namespaces."""


def names(src):
    ns = {}
    try:
        exec(src, ns)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    del ns["__builtins__"]
    return sorted(ns)


print(names("from pkg.star import *"))
print(names("from pkg.star.no_all import *"))
print(names("from pkg.star.bad_all import *"))
print(names("from pkg.star.wrong_all import *"))
print(names("from pkg.star.tuple_all import *"))
print(names("from pkg.dynamic import *"))
print(names("def f():\n    from pkg import *"))
print(names("class C:\n    from pkg import *"))
print(names("from no_such_module import *"))
from pkg.star import *

print(listed, submodule.__name__)
try:
    not_listed
except NameError as e:
    print(e)
import sys

fake = type(sys)("fake")
fake.__dict__.update(a=1, _b=2, c=3)
sys.modules["fake"] = fake
print(names("from fake import *"))
fake.__all__ = ["_b"]
print(names("from fake import *"))
fake.__all__ = ["missing"]
print(names("from fake import *"))
fake.__all__ = 5
print(names("from fake import *"))
fake.__all__ = "ac"
print(names("from fake import *"))
fake.__all__ = iter(["a"])
print(names("from fake import *"))
del fake.__all__
fake.__dict__[5] = "non-string key"
print(names("from fake import *"))
sys.modules["obj"] = type("Obj", (), {"x": 1, "__dict__": {"p": 1, "_q": 2}})()
print(names("from obj import *"))
sys.modules["none"] = None
print(names("from none import *"), names("import none"))


class NoDict:
    __slots__ = ("x",)


sys.modules["nodict"] = NoDict()
print(names("from nodict import *"))
