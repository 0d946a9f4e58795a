"""Code object attributes, co_lines, co_positions, co_consts, flags, replace, equality, hash, errors."""


def attempt(f, *a, **k):
    try:
        return f(*a, **k)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def f(a, b=1, /, c=2, *args, d, e=3, **kw):
    "docstring"
    local = a + b
    cell = local

    def inner():
        return cell, "const", 42, (1, 2), None

    return inner, len, print


c = f.__code__
for name in ("co_name", "co_qualname", "co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_nlocals", "co_varnames", "co_cellvars", "co_freevars", "co_names", "co_stacksize", "co_flags"):
    print(name, getattr(c, name))
inner = f(1, d=2)[0]
print(inner.__code__.co_freevars, inner.__code__.co_consts, inner.__code__.co_qualname, c.co_filename.rsplit("/", 1)[1], c.co_consts[0], type(c.co_code).__name__, len(c.co_code) % 2)
print([type(x).__name__ for x in c.co_consts], c.co_firstlineno, inner.__code__.co_firstlineno - c.co_firstlineno)


def gen():
    yield


async def coro():
    pass


def free():
    x = 1
    return lambda: x


def star(*a):
    pass


def kw(**k):
    pass


class Klass:
    def m(self):
        return __class__


flags = {1: "OPTIMIZED", 2: "NEWLOCALS", 4: "VARARGS", 8: "VARKEYWORDS", 16: "NESTED", 32: "GENERATOR", 128: "COROUTINE", 256: "ITERABLE_COROUTINE", 512: "ASYNC_GENERATOR", 0x4000000: "HAS_DOCSTRING", 0x8000000: "METHOD"}
module = compile("x = 1", "m", "exec")
klass = next(k for k in compile("class A: pass", "m", "exec").co_consts if hasattr(k, "co_code"))
for code in (c, inner.__code__, gen.__code__, coro.__code__, free().__code__, star.__code__, kw.__code__, Klass.m.__code__, module, klass, (x for x in ()).gi_code, (lambda: 0).__code__, compile("1", "e", "eval")):
    print(code.co_name, sorted(name for bit, name in flags.items() if code.co_flags & bit))


def lines():
    x = 1

    if x:
        y = (x +
             2)
    for i in range(3):
        pass
    return [
        x,
        y,
    ]


first = lines.__code__.co_firstlineno
print([(a, b, n and n - first) for a, b, n in lines.__code__.co_lines()])
print([(n1 and n1 - first, n2 and n2 - first, c1, c2) for n1, n2, c1, c2 in lines.__code__.co_positions()])
print(list(compile("x = 1", "m", "exec").co_positions()), list(compile("x\ny", "m", "exec").co_lines()))
print(list(compile("f(a,\n  b)[1] + {\n'k': v}", "m", "eval").co_positions()))


def branches(a):
    if a:
        return 1
    while a:
        a -= 1
    for x in a:
        pass


print(list(branches.__code__.co_branches()))
g = c.replace(co_name="renamed", co_firstlineno=1000, co_filename="other.py", co_qualname="q.renamed")
print(g.co_name, g.co_firstlineno, g.co_filename, g.co_qualname, g == c, c.replace() == c, hash(c.replace()) == hash(c), c.replace() is c, g.co_code == c.co_code)
h = (lambda: "old").__code__
new = h.replace(co_consts=tuple("new" if k == "old" else k for k in h.co_consts))
fn = lambda: "old"
fn.__code__ = new
print(fn(), attempt(c.replace, co_name=5), attempt(c.replace, foo=1), attempt(c.replace, co_argcount=-1), attempt(c.replace, co_varnames=("a",)))
print(attempt(setattr, c, "co_name", "x"), attempt(lambda: c.co_nothing), attempt(delattr, c, "co_name"))
a1, a2 = compile("1", "f", "eval"), compile("1", "f", "eval")
print(a1 == a2, hash(a1) == hash(a2), a1 == compile("1.0", "f", "eval"), a1 == compile("True", "f", "eval"), a1 != compile("1", "g", "eval"), compile("0.0", "f", "eval") == compile("-0.0", "f", "eval"), a1 == 1)
print(compile("(1, 'a', (2.5, None), b'x', 10**3, -1, 1 - 2, 'a' 'b', ..., True)", "f", "eval").co_consts)
print(compile("x in {1, 2}", "f", "eval").co_consts, compile("x in [1, 2]", "f", "eval").co_consts, compile("'a' * 3 + 'b'", "f", "eval").co_consts, compile("[1, 2, 3, x]", "f", "eval").co_consts)
print(compile("def f():\n  'doc'\n  return 1", "f", "exec").co_consts[0].co_consts, compile("def f(): pass", "f", "exec").co_consts[0].co_consts, compile("'doc'\nx = 1", "f", "exec").co_consts)
print(compile("import a.b as c, d\nfrom e import g as h\ni.j.k = l[m]", "f", "exec").co_names)
print(type(c).__name__, repr(compile("1", "somewhere.py", "eval")).split(" at ")[0], repr(compile("1", "somewhere.py", "eval")).split(", ", 1)[1], attempt(type(c)), type(c).__module__)
for bad in ("def f():\n  return 1\n  x = 2", "while 1:\n  pass", "if 0:\n  x = 1", "assert 1, 'no'"):
    print(len(compile(bad, "f", "exec").co_code) > 0, end=" ")
print(f.__code__.co_varnames[: f.__code__.co_argcount], f.__defaults__, f.__kwdefaults__, f.__doc__, f.__name__)
print([k for k in dir(c) if k.startswith("co_")])
F = type(f)
made = F((lambda x, y=2: (x, y)).__code__, globals(), "made", (5,))
print(made(1), made.__name__, made.__defaults__, attempt(F, 5, {}), attempt(F, h, 5), attempt(F, inner.__code__, {}), attempt(F, inner.__code__, {}, closure=(1,)), F(inner.__code__, {}, "n", None, inner.__closure__)()[1:], sep="\n")
print(f.__module__, f.__globals__ is globals(), f.__closure__, f.__dict__, attempt(setattr, f, "__globals__", {}), attempt(setattr, f, "__name__", 5), attempt(setattr, f, "__defaults__", 5), attempt(setattr, f, "__kwdefaults__", 5), attempt(setattr, f, "__closure__", ()), sep="\n")
f.__doc__ = "changed"
f.__qualname__ = "Q.f"
print(f.__doc__, repr(f).split(" at ")[0], f.__type_params__)
