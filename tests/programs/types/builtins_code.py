"""compile, eval, exec, globals, locals, vars without arguments, __import__, __build_class__."""

from _table import attempt, table

outer = 10
table(globals(), r"""
    eval("1 + 1"), eval("outer"), eval("x", {"x": 5}), eval("x + y", {"x": 1}, {"y": 2}), eval(" 1"), eval("\t2"), eval("3\n"), eval(b"4"), eval("[i for i in range(3)]"), eval("(lambda: outer)()")
    eval("x")
    eval("x", {})
    eval("")
    eval("1 +")
    eval("x = 1")
    eval("1; 2")
    eval(5)
    eval(None)
    eval("1", 5)
    eval("1", {}, 5)
    eval("1", [], {})
    eval()
    eval("a\x00b")
    eval("len([1])", {"__builtins__": {"len": lambda x: "mine"}})
    eval("len", {"__builtins__": {}})
    eval("__builtins__", {"__builtins__": 5})
    sorted(k for k in (lambda d: (eval("1", d), d)[1])({}) )
    exec("y = 1"), exec("a = 1\nb = 2"), exec(""), exec("pass")
    exec("1 +")
    exec(5)
    exec("x", {"x": 1}, 5)
    exec("raise ValueError('inside')")
    exec("return 1")
    exec("def f(:")
    exec("  x = 1")
    exec("if 1:\nx")
    exec("x = 'abc")
    exec("break")
    exec("a b")
    compile("1 + 1", "f", "eval").co_name, eval(compile("2 * 3", "f", "eval")), compile("x = 1", "name.py", "exec").co_filename, type(compile("pass", "f", "single")).__name__, compile("def f(): pass", "f", "exec").co_firstlineno
    compile("1", "f", "nope")
    compile("1 1", "f", "exec")
    compile(5, "f", "exec")
    compile("1", 5, "exec")
    compile("x = 1", "f", "eval")
    compile("a = 1\nb = 2", "f", "single")
    compile()
    compile("pass", "f", "exec", -1)
    eval(compile("x = 1", "f", "exec"))
    exec(compile("1 + 1", "f", "eval"))
    eval((lambda: 5).__code__)
    eval((lambda x: x).__code__)
    __import__("math").__name__, __import__("sys").__name__, __import__("collections.abc").__name__, __import__("collections.abc", fromlist=["x"]).__name__
    __import__("no_such_module_here")
    __import__("math.nope")
    __import__("")
    __import__(5)
    __import__("math", level=1)
    __import__("math", level=-1)
    __build_class__(lambda: None, "X").__name__
    __build_class__()
    __build_class__(5, "X")
    __build_class__(lambda: None, 5)
    """)


def scopes(p):
    q = p + 1

    def inner():
        return q

    first = dict(locals())
    first.pop("inner")
    locals()["q"] = 99
    exec("r = q + 1")
    return first, q, "r" in locals(), eval("p + q"), sorted(locals()), inner()


print(scopes(1))
space = {}
exec("def f(n): return n * k\nk = 3\nresult = f(4)", space)
print(space["result"], space["f"](5), "__builtins__" in space)
mine, theirs = {"g": 1}, {}
exec("h = g + 1; global i; i = 5", mine, theirs)
print(mine["i"], theirs)


class Recorder(dict):
    def __getitem__(self, key):
        if key.startswith("magic"):
            return key.upper()
        return super().__getitem__(key)

    def __setitem__(self, key, value):
        super().__setitem__(key, (value,))


rec = Recorder()
exec("a = magic_word; b = a", {}, rec)
print(dict(rec))
print(globals() is globals(), globals()["outer"], locals() is globals(), "space" in vars(), __name__, type(__builtins__).__name__)
exec("outer = 11")
print(outer)
exec("global fresh\nfresh = 1")
print(fresh, attempt(eval, "undefined_name"))
exec("print(fresh + 1)")
code = compile("value = start\nfor i in range(3):\n    value += i\n", "<loop>", "exec")
for start in (0, 10):
    names = {"start": start}
    exec(code, names)
    print(names["value"], code.co_names, code.co_consts, code.co_filename)
exec(compile("1 + 1\n'shown'\nNone\n", "<single>", "exec"))
exec(compile("1 + 1", "<single>", "single"))
exec(compile("None", "<single>", "single"))
exec("def closed():\n    return c", {"c": 1})


def with_cell():
    c = 7

    def g():
        return c

    return g


g = with_cell()
exec_space = {}
print(attempt(exec, g.__code__), attempt(exec, g.__code__, {}, closure=g.__closure__), attempt(exec, "1", closure=()), attempt(exec, g.__code__, {}, closure=5))
