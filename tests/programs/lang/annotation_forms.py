"""Annotations by PEP 649: of modules, classes, functions; names that come later, assignment, deletion."""
import sys
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
x: int = 1
y: undefined_later
z: "str" = 2
if x: w: list[int]
else: v: dict
for i in range(2): u: i
t(lambda: __annotations__); 
undefined_later=5
t(lambda: sys.modules["__main__"].__annotations__); t(lambda: __annotate__(1)); t(lambda: __annotate__(2)); t(lambda: __annotate__(3)); t(lambda: __annotate__()); t(lambda: __annotate__(1,2)); t(lambda: __annotate__("a"))
def f(a: int, b: undefined1="x", *args: "tuple", c: print=3, **kw: {1:2}) -> (lambda: 3): pass
t(lambda: f.__annotations__); undefined1=7; t(lambda: sorted(f.__annotations__)); t(lambda: f.__annotations__ is f.__annotations__); print(f.__annotate__, f.__annotate__.__qualname__, f.__annotate__.__name__, f.__annotate__.__code__.co_varnames, f.__annotate__.__code__.co_argcount)
f.__annotations__={"q":1}; print(f.__annotations__, f.__annotate__); f.__annotations__=None; print(f.__annotations__); t(lambda: setattr(f,"__annotations__",5)); del f.__annotations__; print(f.__annotations__)
def g(a:1): pass
g.__annotate__=lambda fmt: {"fmt":fmt}; print(g.__annotations__); t(lambda: setattr(g,"__annotate__",5)); g.__annotate__=None; print(g.__annotations__, g.__annotate__); t(lambda: delattr(g,"__annotate__"))
def bad(a: 1/0): pass
t(lambda: bad.__annotations__); print(bad.__annotate__)
def badret(): pass
badret.__annotate__=lambda fmt: 5; t(lambda: badret.__annotations__)
class C:
    a: int
    b: undefined2 = 3
    c: "C"
    d: C
    def m(self, x: a) -> d: pass
    q = 5
    e: q
    if q: h: q
    class In: i: e if 0 else 1
    for j in range(2): k: j
t(lambda: C.__annotations__); undefined2=1; t(lambda: C.__annotations__); print(C.__annotate__, C.__annotate__.__qualname__); t(lambda: C.m.__annotations__); print(C.In.__annotations__, C().__annotations__ if 0 else None); t(lambda: C().__annotations__)
print(sorted(k for k in vars(C)))
class D(C): pass
print(D.__annotations__, D.__annotate__); D.__annotations__={"x":1}; print(D.__annotations__, vars(D).get("__annotations__"), sorted(vars(D))); del D.__annotations__; t(lambda: D.__annotations__); t(lambda: delattr(D,"__annotations__"))
class E:
    x: int
    __annotations__ = {"mine":1}
t(lambda: E.__annotations__)
class F:
    def __annotate__(fmt): return {"own":fmt}
t(lambda: F.__annotations__)
class G: pass
G.__annotate__=lambda f: {"later":f}; t(lambda: G.__annotations__); print(type.__annotations__ if 0 else "", int.__annotations__ if hasattr(int,"__annotations__") else "no"); t(lambda: setattr(int,"__annotations__",{}))
def outer():
    T=int
    class L:
        x: T
        def f(self) -> T: pass
    def inner(a: T): pass
    T=str
    return L, inner
L,inner=outer(); print(L.__annotations__, inner.__annotations__, L.f.__annotations__, inner.__annotate__.__code__.co_freevars)
def loc():
    a: int = 1
    b: nope
    c: (print("never"))
    return locals()
t(loc)
def loc2():
    b: int
    return b
t(loc2)
lam = lambda x: x
print(lam.__annotations__)

