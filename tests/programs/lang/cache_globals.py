"""Globals and builtins read at one site while they change: rebinding, deletion, shadowing, exec namespaces."""

import builtins

value = 0


def read():
    return value


def warm(f=read, n=20):
    for _ in range(n):
        r = f()
    return r


print(warm())
value = 1
print(read())
globals()["value"] = 2
print(read())
del value
try:
    read()
except NameError as e:
    print(e)
builtins.value = "builtin"
print(warm())
value = "global again"
print(read())
del value
print(read())
del builtins.value
try:
    read()
except NameError as e:
    print(e)
value = 5


def use_len(x):
    return len(x)


print(warm(lambda: use_len([1, 2])))
len = lambda x: "shadowed"
print(use_len([1, 2]), [use_len("a") for _ in range(10)][-1])
del len
print(use_len([1, 2]))
original = builtins.len
builtins.len = lambda x: "patched builtin"
print(use_len([1]))
builtins.len = original
print(use_len([1]))

# Within one loop.
out = []
for i in range(12):
    if i == 3:
        abs = lambda x: "global abs"
    if i == 6:
        del abs
    if i == 9:
        builtins.abs = lambda x: "builtin abs"
    out.append(abs(-i))
print(out)
del builtins.abs
try:
    abs(1)
except NameError as e:
    print(e)
builtins.abs = (5).__abs__ and (lambda x: -x if x < 0 else x)


def counter():
    global n
    n += 1
    return n


n = 0
print(warm(counter, 30), n)
n = "s"
try:
    counter()
except TypeError as e:
    print(e)


def define():
    global fresh
    fresh = "made by function"


try:
    fresh
except NameError as e:
    print(e)
define()
print(fresh)


def remove():
    global fresh
    del fresh


remove()
try:
    remove()
except NameError as e:
    print(e)

# Many new names make the dict grow under the cache.
for i in range(300):
    globals()[f"filler{i}"] = i
value = 6
print(read(), filler299)
for i in range(300):
    del globals()[f"filler{i}"]
print(read())

# The same code with different globals.
code = compile("result = name * 2 if name else fallback()", "<c>", "exec")
for ns in ({"name": 3}, {"name": "ab"}, {"name": 0, "fallback": lambda: "fell back"}, {"name": [1]}):
    exec(code, ns)
    print(ns["result"])
F = type(read)
for g in ({"value": "A"}, {"value": "B"}, {}, {"__builtins__": {"value": "own builtins"}}):
    f = F(read.__code__, g)
    try:
        print(f(), f.__builtins__ is builtins.__dict__)
    except NameError as e:
        print(e)


class Ns(dict):
    def __missing__(self, k):
        if k in vars(builtins):
            raise KeyError(k)
        return f"missing {k}"


exec("print(anything)\nx = other\nprint(x)", globals(), Ns())
try:
    exec("print(len('abc'))", {"__builtins__": {"print": print}})
except NameError as e:
    print(e)
try:
    exec("import sys", {"__builtins__": {}})
except ImportError as e:
    print(e)
try:
    exec("class X: pass", {"__builtins__": {}})
except NameError as e:
    print(e)
print(eval("__builtins__", {}) is builtins.__dict__, type(__builtins__).__name__)

# Functions replaced under a warmed call.


def callee(x):
    return x + 1


def caller(x):
    return callee(x)


print(warm(lambda: caller(1)))


def callee(x):
    return x * 100


print(caller(1))
callee = lambda x, y=7: (x, y)
print(caller(1))
callee = str
print(caller(1))
callee = type
print(caller(1))
callee = [].__len__.__class__
try:
    print(caller(1))
except TypeError as e:
    print(e)
