"""EXTENDED_ARG: jumps over more than 256 and more than 65536 code units, in every kind of statement."""


def compile_function(body, name="f"):
    ns = {}
    exec(compile(body, "<generated>", "exec"), ns)
    return ns[name]


def filler(indent, lines):
    return f"{indent}x = x + 1\n" * lines


for lines in (20, 60, 130, 300, 3000, 12000):
    body = filler("            ", lines)
    f = compile_function(
        "def f(n, how):\n    x = 0\n    for i in range(n):\n        if how == 'skip' and i % 2:\n            continue\n        if how == 'run':\n" + body +
        "        elif how == 'break':\n            break\n        else:\n            x -= 1\n    else:\n        x += 1000000\n    return x, i\n")
    print(lines, f(4, "run"), f(4, "skip"), f(4, "break"), f(4, "other"), len(f.__code__.co_code) > lines)
    g = compile_function("def f(n):\n    x = 0\n    while x < n:\n" + filler("        ", lines) + "    return x\n")
    print(g(1), g(lines + 1), g(0))
    h = compile_function(
        "def f(bad):\n    x = 0\n    try:\n" + filler("        ", lines) + "        if bad:\n            raise KeyError(x)\n" + filler("        ", lines) +
        "    except ValueError:\n        return 'no'\n    except KeyError as e:\n        x = e.args[0]\n" + filler("        ", lines) + "    else:\n" + filler("        ", lines) + "    finally:\n        x += 7\n    return x\n")
    print(h(0), h(1))
    w = compile_function(
        "class CM:\n    def __enter__(self): return self\n    def __exit__(self, *a): return True\n"
        "def f(bad):\n    x = 0\n    with CM():\n" + filler("        ", lines) + "        if bad:\n            1 / 0\n" + filler("        ", lines) + "    return x\n")
    print(w(0), w(1))
    c = compile_function("def f(a, b):\n    x = 0\n    while a and (b or x):\n" + filler("        ", lines) + "        if x > 3 * " + str(lines) + ":\n            break\n        if not b:\n            return 'not b', x\n    else:\n        return 'else', x\n    return x\n")
    print(c(1, 1), c(0, 1), c(1, 0))
    y = compile_function("def f(n):\n    x = 0\n    for i in range(n):\n        got = yield x\n        if got:\n            continue\n" + filler("        ", lines) + "    return x\n")
    g = y(3)
    print(next(g), g.send(1), g.send(0))
expr = compile_function("def f(a, x):\n    return (" + " + ".join(["x"] * 2000) + ") if a else (" + " * ".join(["x"] * 2000) + ")\n")
print(expr(1, 1), expr(0, 1))
chain = compile_function("def f(x):\n    return " + " or ".join(f"x == {i}" for i in range(2000)) + "\n")
print(chain(0), chain(1999), chain(2000))
elifs = compile_function("def f(x):\n    if x == -1:\n        return 'first'\n" + "".join(f"    elif x == {i}:\n        r = {i} * 2\n" for i in range(3000)) + "    else:\n        r = 'else'\n    return r\n")
print(elifs(-1), elifs(0), elifs(2999), elifs(3000))
nested = "def f(n):\n    c = 0\n"
for d in range(18):
    nested += "    " * (d + 1) + f"for i{d} in range(1 if {d} else n):\n"
nested += "    " * 19 + "c += 1\n    return c\n"
print(compile_function(nested)(5))
depth = "def f(x):\n"
for d in range(90):
    depth += " " * (d + 1) + "if x:\n"
depth += " " * 91 + "return 'deep'\n return 'shallow'\n"
print(compile_function(depth)(1), compile_function(depth)(0))
