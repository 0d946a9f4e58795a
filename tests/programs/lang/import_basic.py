"""import statements: packages, submodules, aliases, attributes, caching, locals, order of initialisation."""

import sys

print("pkg" in sys.modules)
import pkg

print(pkg.value, pkg.__name__, pkg.__package__, pkg.__spec__.name, hasattr(pkg, "module"), pkg.__doc__)
import pkg.module

print(pkg.module.public, hasattr(pkg, "module"))
import pkg.module as m

print(m is pkg.module, m is sys.modules["pkg.module"], m.bump(), m.bump())
import pkg.module as again

print(again.counter, again is m)
from pkg import module, value as v, module as m2
from pkg.module import bump, Klass, counter

print(module is m2, v, bump(), counter, m.counter, Klass.__module__)
from pkg.sub import leaf, renamed, where, leaf_name

print(leaf.name, renamed, where(), leaf_name)
import pkg.sub.deep as deep, pkg.sub.leaf

print(deep.answer, pkg.sub.leaf is leaf)


def local_import():
    import pkg.sub.leaf
    from pkg import value

    return pkg.__name__, value, sorted(locals())


print(local_import())


class InClass:
    import pkg.module as mod
    from pkg.sub import leaf_name as name


print(InClass.mod.public, InClass.name)
pkg.module.counter = 100
print(bump(), m.counter)
del sys.modules["pkg.module"]
import pkg.module as fresh

print(fresh is m, fresh.counter, pkg.module is fresh, m.counter)
sys.modules["invented"] = type(sys)("invented")
sys.modules["invented"].x = 5
import invented
from invented import x

print(invented.x, x)
sys.modules["not_a_module"] = 42
import not_a_module

print(not_a_module)
from pkg.namespace import inside

print(inside.where, pkg.namespace.__name__, hasattr(pkg.namespace, "__file__"), pkg.namespace.__spec__.origin, type(pkg.namespace.__path__).__name__)
from pkg import shadow

print(shadow.result)
print(__name__, __package__, __spec__, __file__.rsplit("/", 1)[1])
mod = __import__("pkg.sub.leaf")
print(mod.__name__, __import__("pkg.sub.leaf", fromlist=["name"]).__name__, __import__("pkg.sub", fromlist=["leaf"]).__name__, __import__("sub.leaf", {"__package__": "pkg", "__name__": "pkg"}, None, ["name"], 1).__name__, __import__("", {"__package__": "pkg.sub", "__name__": "pkg.sub"}, None, ["leaf"], 1).__name__)
m = type(sys)("made", "its doc")
m.y = 1
print(m.__name__, m.__doc__, m.__dict__["y"], m.__loader__, m.__spec__, m.__package__, repr(m), sorted(m.__dict__))
exec("import pkg.sub.leaf as l\nfrom pkg.module import *", ns := {})
print(ns["l"].name, sorted(k for k in ns if not k.startswith("__") and k != "l"))
print(repr(sys), repr(type(sys)), sys.modules["__main__"].__dict__ is globals(), sorted(k for k in sys.modules if k.startswith("pkg")))
