"""EXTENDED_ARG: code with more than 256 (and 65536) constants, locals, names, cells, arguments and elements."""

import dis


def run(src, name="f", *args):
    ns = {}
    exec(compile(src, "<generated>", "exec"), ns)
    return ns[name](*args)


# Locals beyond 255.
n = 600
src = "def f():\n" + "".join(f"    v{i} = {i}\n" for i in range(n)) + "    return " + " + ".join(f"v{i}" for i in range(n)) + "\n"
print(run(src), n * (n - 1) // 2)
src = "def f():\n" + "".join(f"    v{i} = {i}\n" for i in range(n)) + "    del v400\n    try:\n        v400\n    except UnboundLocalError as e:\n        return str(e)\n"
print(run(src))
src = "def f(x):\n" + "".join(f"    w{i} = x\n" for i in range(300)) + "    w299 += 1\n    (w290, w298) = (w299, w0)\n    return w290, w298, w299\n"
print(run(src, "f", 5))

# Names and attributes beyond 255.
src = "class O: pass\ndef f():\n    o = O()\n" + "".join(f"    o.a{i} = {i}\n" for i in range(n)) + "    return " + " + ".join(f"o.a{i}" for i in range(n)) + "\n"
print(run(src))
src = "".join(f"g{i} = {i}\n" for i in range(n)) + "def f():\n    global g599\n    g599 = 'set'\n    return [" + ", ".join(f"g{i}" for i in range(590, n)) + "], sum([" + ", ".join(f"g{i}" for i in range(500)) + "])\n"
print(run(src))
src = "class A:\n" + "".join(f"    def m{i}(self): return {i}\n" for i in range(300)) + "def f():\n    a = A()\n    return [" + ", ".join(f"a.m{i}()" for i in range(300)) + "][255:260]\n"
print(run(src))

# Constants beyond 255 and beyond 65535.
src = "def f():\n    t = 0\n" + "".join(f"    t += {1000 + i}\n" for i in range(n)) + "    return t\n"
print(run(src), sum(range(1000, 1000 + n)))
src = "def f():\n    return [" + ", ".join(f"'s{i}'" for i in range(300)) + "]\n"
print(run(src)[254:258])
# (So many by hand: the compiler looks through all constants for each one.)
count = 70000
wanted = [0, 255, 256, 65535, 65536, count - 1]
extended, load, collect, leave = (dis.opmap[name] for name in ("EXTENDED_ARG", "LOAD_CONST", "BUILD_TUPLE", "RETURN_VALUE"))
code = (lambda: None).__code__
words = b"".join(bytes([extended, i >> 16, extended, i >> 8 & 255, load, i & 255]) for i in wanted)
words = code.co_code[:2] + words + bytes([collect, len(wanted), leave, 0])
constants = tuple(i + 0.5 for i in range(count))
f = type(run)(code.replace(co_code=words, co_consts=constants, co_stacksize=len(wanted)), {})
print(f(), len(f.__code__.co_consts))

# Names beyond 65535, as the compiler writes them.
src = "".join(f"n{i}=" for i in range(count)) + "7\ndef f():\n    return n0, n255, n256, n65535, n65536, n69999\n"
print(run(src))
src = "def f():\n    " + "".join(f"n{i}=" for i in range(count)) + "7\n    return n0, n255, n256, n65535, n65536, n69999\n"
print(run(src))

# Cells and free variables beyond 255.
src = "def f():\n" + "".join(f"    c{i} = {i}\n" for i in range(300)) + "    def g():\n        nonlocal c299\n        c299 = 'changed'\n        return " + ", ".join(f"c{i}" for i in range(290, 300)) + ", " + "+".join(f"c{i}" for i in range(256)) + "\n    return g(), c299\n"
print(run(src))

# Many arguments, keyword arguments, parameters, defaults.
src = "def f(" + ", ".join(f"p{i}" for i in range(300)) + "):\n    return p0, p255, p256, p299\ndef call():\n    return f(" + ", ".join(str(i) for i in range(300)) + ")\n"
print(run(src, "call"))
src = "def f(**k):\n    return len(k), k['k299']\ndef call():\n    return f(" + ", ".join(f"k{i}={i}" for i in range(300)) + ")\n"
print(run(src, "call"))
src = "def f(" + ", ".join(f"p{i}={i}" for i in range(300)) + "):\n    return p255 + p299\n"
print(run(src), run(src, "f", *range(10, 310)))
src = "def f(*, " + ", ".join(f"p{i}={i}" for i in range(300)) + "):\n    return p255 + p299\ndef call():\n    return f(p299=1)\n"
print(run(src, "call"))

# Displays, unpacking, strings, formats.
src = "def f(x):\n    return [" + ", ".join("x" for _ in range(400)) + "], (" + ", ".join("x" for _ in range(300)) + "), {" + ", ".join(f"x + {i}" for i in range(300)) + "}, {" + ", ".join(f"{i}: x" for i in range(300)) + "}\n"
print([len(c) for c in run(src, "f", 7)])
src = "def f(s):\n    " + ", ".join(f"u{i}" for i in range(300)) + " = s\n    return u0, u256, u299\n"
print(run(src, "f", range(300)))
src = "def f(s):\n    " + ", ".join(f"u{i}" for i in range(255)) + ", *rest, " + ", ".join(f"z{i}" for i in range(300)) + " = s\n    return u254, rest, z0, z299\n"
print(run(src, "f", range(560)))
src = "def f(s):\n    *rest, " + ", ".join(f"u{i}" for i in range(280)) + " = s\n    return u279, rest\n"
print(run(src, "f", range(285)))
src = "def f(x):\n    return f'" + "".join("{x}-" for _ in range(300)) + "'\n"
print(len(run(src, "f", 12)))
src = "def f():\n" + "".join(f"    import sys as m{i}\n" for i in range(300)) + "    from sys import " + ", ".join(f"maxsize as q{i}" for i in range(300)) + "\n    return m299.maxsize == q299\n"
print(run(src))
src = "def f():\n    return " + "(" * 80 + "1" + ",)" * 80 + "\n"
t, depth = run(src), 0
while type(t) is tuple:
    t, depth = t[0], depth + 1
print(t, depth)
src = "def f(x):\n    return " + " + ".join(["x"] * 3000) + "\n"
print(run(src, "f", 1), run(src, "f", 0.5), len(run(src, "f", "ab")))
