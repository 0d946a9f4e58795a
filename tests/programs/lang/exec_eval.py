"""exec, eval and compile: namespaces, modes, flags, closures, nested use, errors."""


def attempt(f, *a, **k):
    try:
        return f(*a, **k)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"


x = "global"
print(eval("x"), eval("1 + 2"), eval(" \t 5"), eval("x", {"x": "dict"}), eval("x + y", {"x": 1}, {"y": 2}), eval(b"1 + 1"), eval("(1,\n2)"), eval("lambda a: a * 2")(4))
exec("y = x + '!'")
print(y)
ns = {}
exec("a = 1\nb = a + 1\ndef f(): return a, b", ns)
print(ns["f"](), sorted(k for k in ns), exec("1"))
g, l = {"g": "G"}, {"l": "L"}
exec("made = g + l\ndef h():\n    return g", g, l)
print(l["made"], "made" in g, l["h"]())
exec("def h2():\n    return l", g, l)
print(attempt(l["h2"]))
print(attempt(exec, "class C:\n    v = l", g, l))
exec("class C:\n    w = g", g, l)
print(l["C"].w)
print(eval("[l for _ in 'ab']", g, l), eval("[v for v in l]", g, l), attempt(eval, "list(l for _ in 'ab')", g, l))


def local_scope():
    v = 1
    exec("v = 2; w = 3")
    r = [v, eval("v"), "w" in locals()]
    d = {}
    exec("v = 10; u = v", globals(), d)
    return r, d


print(local_scope())


def reads_local(p):
    q = 5
    return eval("p + q"), eval("[p for _ in range(2)]"), attempt(eval, "[p for _ in range(q)]"), attempt(eval, "(lambda: p)()")


print(reads_local(1))
code = compile("x * 2", "<expr>", "eval")
print(eval(code, {"x": 21}), [eval(code, {"x": v}) for v in (1, "a", [0], 1.5)], code.co_filename, code.co_name)
code = compile("n += 1\nresult = n", "<stmt>", "exec")
ns = {"n": 0}
for _ in range(20):
    exec(code, ns)
print(ns["result"], eval(code, ns), ns["n"])
exec(compile("1 + 1; 'shown'; None; [2]", "<single>", "single"))
exec(compile("if True:\n    3\n    'four'\n", "<single>", "single"))


class Mapping:
    def __init__(self):
        self.log = []

    def __getitem__(self, k):
        self.log.append(("get", k))
        if k == "known":
            return 7
        raise KeyError(k)

    def __setitem__(self, k, v):
        self.log.append(("set", k, v))

    def __delitem__(self, k):
        self.log.append(("del", k))
        raise KeyError(k)


m = Mapping()
exec("a = known + 1\nprint(x)\n", globals(), m)
print(m.log, attempt(exec, "del gone", globals(), m), attempt(exec, "undefined_thing", globals(), m))
print(attempt(exec, "1", Mapping()), attempt(eval, "missing", {}, Mapping()))


class Upper(dict):
    def __missing__(self, k):
        return k.upper()


print(eval("abc + deff", {}, Upper()), attempt(eval, "abc + deff", Upper()))


def make():
    n = 10

    def f():
        nonlocal n
        n += 1
        return n

    return f


f = make()
code = f.__code__
print(attempt(exec, code), attempt(exec, code, closure=f.__closure__), f(), attempt(exec, "1", closure=f.__closure__), attempt(exec, code, closure=(1,)), attempt(exec, code, closure=()), sep="\n")
print(attempt(eval, code), attempt(eval, (lambda: 1).__code__), attempt(eval, (lambda a: 1).__code__))
exec("exec('exec(\"deep = 1\")')")
print(deep, eval("eval('eval(\"1 + 1\")')"))
exec("global gg\ngg = 5", {}, ns2 := {})
print(ns2, attempt(lambda: gg))
exec("""
def outer():
    v = 1
    class A:
        w = v
        def m(self): return v, self.w
    return A().m()
result = outer()
""")
print(result)
src = "\n".join(f"v{i} = {i}" for i in range(50))
exec(src, ns)
print(sum(ns[f"v{i}"] for i in range(50)))
exec("\ufeffbom = 'bom is skipped'".encode("utf-8"))
exec("# -*- coding: latin-1 -*-\nlatin = '\xe9'".encode("latin-1"))
print(bom, latin)
exec("if 1:\n\tx = 'tab'\n\tz = x\r\nwindows = 1\r\nmac = 2")
print(z, windows, mac, eval("0x_ff + 0b1_1 + 0o17 + 1_000"), eval("'\\x41\\u0042\\N{LATIN SMALL LETTER C}\\103'"), eval("rb'\\x'"))
print(compile("pass", "f", "exec") == compile("pass", "f", "exec"), compile("pass", "f", "exec") == compile("pass", "g", "exec"), __debug__, eval("__debug__"))
