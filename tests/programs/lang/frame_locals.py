"""locals(), globals(), vars() and frame.f_locals: PEP 667 write-through proxies in functions, snapshots, classes."""

import sys


def attempt(f, *a):
    try:
        return f(*a)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def snapshot():
    a = 1
    first = locals()
    a = 2
    b = 3
    second = locals()
    first["a"] = "changed in snapshot"
    first["new"] = 5
    return sorted(first), second["a"], a, sorted(second), first is second, locals() is locals()


print(snapshot())


def proxy():
    a = 1
    f = sys._getframe()
    p = f.f_locals
    p["a"] = "written"
    p["extra"] = "not a local"
    r = [a, p["a"], p["extra"], f.f_locals["extra"], sorted(p), len(p), "a" in p, "zz" in p, p.get("zz", "default"), type(p).__name__, f.f_locals is p, f.f_locals == p]
    a = "by code"
    r.append(p["a"])
    del a
    r.append("a" in p)
    p["a"] = "revived"
    r.append(a)
    return r


print(proxy())


def proxy_methods():
    x, y = 1, 2
    p = sys._getframe().f_locals
    p.update({"x": 10, "z": 30})
    out = [x, sorted(p.keys()), [p[k] for k in ("x", "y", "z")], p.setdefault("x", 5), p.setdefault("w", 6), p.pop("w"), attempt(p.pop, "x"), attempt(p.__delitem__, "x"), hasattr(p, "popitem"), hasattr(p, "clear"), attempt(lambda: p["nope"])]
    copy = p.copy()
    out += [type(copy).__name__, sorted(copy), list(reversed(p))[:1], (p | {"q": 1})["q"], type(p | {}).__name__, attempt(lambda: hash(p)), sorted({**p}), bool(p), p != {}]
    return out


print(proxy_methods())


def cells():
    c = 1

    def inner():
        return c

    f = sys._getframe()
    f.f_locals["c"] = "through proxy"
    return inner(), c, f.f_locals["c"]


def free():
    c = 1

    def inner():
        c
        f = sys._getframe()
        f.f_locals["c"] = "inner wrote"
        return c, sorted(f.f_locals)

    return inner(), c


def hidden():
    x = 1
    return [sorted(sys._getframe().f_locals) for y in range(1)], [sorted(locals()) for y in range(1)], [locals().get("y") for y in range(2)]


print(cells(), free(), hidden())


def callee():
    caller = sys._getframe(1)
    caller.f_locals["v"] = "set by callee"
    return caller.f_code.co_name


def caller():
    v = "original"
    name = callee()
    return v, name


print(caller())


def looped():
    total = 0
    f = sys._getframe()
    for i in range(5):
        if i == 2:
            f.f_locals["total"] = 100
        total += i
    return total


def arguments(a, *args, b=2, **kw):
    sys._getframe().f_locals["args"] = "changed"
    return a, args, b, kw, list(locals())


print(looped(), arguments(1, 2, 3, c=4))


def generator():
    x = 1
    yield sys._getframe()
    yield x


g = generator()
frame = next(g)
frame.f_locals["x"] = "into the generator"
print(next(g), g.gi_frame is frame, frame.f_locals["x"])
g.close()


def returns_frame():
    kept = "kept alive"
    return sys._getframe()


f = returns_frame()
print(f.f_locals["kept"], f.f_code.co_name, f.f_back is sys._getframe())
f.f_locals["kept"] = "changed after return"
print(f.f_locals, type(f.f_locals).__name__)
f.clear()
print(dict(f.f_locals))


class C:
    a = 1
    ns = locals()
    ns["made"] = 2
    same = locals() is ns
    f_locals_is = sys._getframe().f_locals is ns


print(C.made, C.same, C.f_locals_is, C.ns is C.__dict__)
print(locals() is globals(), vars() is globals(), sys._getframe().f_locals is globals(), sys._getframe().f_globals is globals())
globals()["by_globals"] = 1
locals()["by_locals"] = 2
sys._getframe().f_locals["by_frame"] = 3
print(by_globals, by_locals, by_frame)


def in_exec():
    v = 1
    exec("v = 2; w = 3; r = sorted(locals())")
    d = locals()
    exec("w = 3; v = 9", globals(), d)
    return v, d["w"], d["v"], eval("v"), eval("sorted(locals())")


print(in_exec())
ns = {}
exec("import sys\nx = 1\nsame = locals() is globals()\nf = sys._getframe().f_locals is globals()", ns)
print(ns["same"], ns["f"])
exec("same = locals() is globals()\nframe_is = __import__('sys')._getframe().f_locals", {}, ns2 := {})
print(ns2["same"], ns2["frame_is"] is ns2)


class O:
    def __init__(self):
        self.x = 1


print(vars(O()), attempt(vars, 5), "x" in vars(), attempt(vars, 1, 2), sorted(dir())[-1] is not None, (lambda p: dir())(1), (lambda p: vars())(2), (lambda p: locals())(3))


def deleted():
    a = b = 1
    del a
    return locals(), sorted(sys._getframe().f_locals)


def unassigned(flag):
    if flag:
        a = 1
    return locals()


print(deleted(), unassigned(0), unassigned(1))


def exception_frame():
    local = "in the frame of the exception"
    raise ValueError


try:
    exception_frame()
except ValueError as e:
    f = e.__traceback__.tb_next.tb_frame
    print(f.f_locals, f.f_lineno - f.f_code.co_firstlineno)
    f.f_locals["local"] = "changed"
    print(f.f_locals["local"])
