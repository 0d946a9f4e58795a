"""Import errors: messages, attributes, state of sys.modules after, relative import outside a package."""

import sys


def attempt(src):
    try:
        exec(src, {"__name__": "tester", "__package__": ""})
        print("fine:", src)
    except BaseException as e:
        text = str(e)
        if "/" in text:
            text = text[: text.index("/")] + "..."
        path = getattr(e, "path", None)
        print(src.replace("\n", "; "), "|", type(e).__name__, text, "|", getattr(e, "name", "-"), getattr(e, "name_from", "-"), path and path.rsplit("/", 1)[1])


attempt("import no_such_module")
attempt("import no_such_module.sub")
attempt("import pkg.no_such_sub")
attempt("import pkg.module.not_a_package")
attempt("import pkg.module.a.b")
attempt("from pkg import nothing_here")
attempt("from pkg.module import nothing_here, public")
attempt("from pkg.no_such import x")
attempt("from sys import nothing_here")
attempt("from . import x")
attempt("from .x import y")
attempt("from .. import x")
attempt("import pkg.broken.raises")
print("pkg.broken.raises" in sys.modules, hasattr(sys.modules["pkg.broken"], "raises"))
attempt("import pkg.broken.raises")
attempt("from pkg.broken import raises")
attempt("import pkg.broken.syntax")
attempt("import pkg.broken.missing_dependency")
attempt("import pkg.broken.too_far")
attempt("from pkg.broken import replaces\nprint(replaces.attr)")
attempt("import pkg.broken.replaces\nprint(pkg.broken.replaces.attr)")
attempt("import pkg.broken.removes")
attempt("from pkg.dynamic import dyn_x, real\nprint(dyn_x, real)")
attempt("from pkg.dynamic import other")
attempt("import pkg.dynamic as d\nprint(d.dyn_y, dir(d))\nd.other")
attempt("import pkg.module as m\nm.nope")
attempt("import sys as s\ns.nope")
attempt("__import__('')")
attempt("__import__('x', level=1)")
attempt("__import__('pkg', level=-1)")
attempt("__import__('pkg.sub', fromlist=[5])")
attempt("__import__(5)")
attempt("from pkg import __nothing__")
sys.modules["blocked"] = None
attempt("import blocked")
attempt("from blocked import x")
attempt("import blocked.sub")
for package, name in ((None, "x"), ("", "x"), ("nowhere", "nowhere.x"), ("pkg", "pkg.x"), (5, "x")):
    try:
        print(__import__("module", {"__package__": package, "__name__": name, "__spec__": None}, None, ["public"], 1).public)
    except BaseException as e:
        print(package, name, type(e).__name__, e)
original = sys.path
sys.path = []
attempt("import surely_not_found")
sys.path = original
saved = __builtins__.__import__
log = []


def hook(name, globals=None, locals=None, fromlist=(), level=0):
    log.append((name, fromlist, level))
    return saved(name, globals, locals, fromlist, level)


__builtins__.__import__ = hook
import pkg.module as m
from pkg import value, module
from pkg.sub import *
import sys, pkg.sub.leaf

__builtins__.__import__ = saved
print([entry for entry in log if entry[2] == 0 and entry[0].startswith(("pkg", "sys"))])
e = ImportError("text", name="n", path="p")
print(e.name, e.path, e.msg, repr(e), e.name_from)
