"""Annotations: lazy evaluation (PEP 649), __annotate__, local variables, classes, modules, errors, forward references."""


def attempt(f, *a):
    try:
        return f(*a)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def say(x):
    print("evaluated", x)
    return x


def f(a: say("a"), b: say("b") = 1, *args: say("args"), c: say("c") = 2, **kw: say("kw")) -> say("ret"):
    pass


print("defined")
print(f.__annotations__)
print(f.__annotations__ is f.__annotations__, list(f.__annotations__))
print(f.__annotate__(1), f.__annotate__.__name__, f.__annotate__.__qualname__)
print(attempt(f.__annotate__, 2), attempt(f.__annotate__, 3), attempt(f.__annotate__, 99))


def forward(x: Later) -> "text":
    pass


print(attempt(lambda: forward.__annotations__))
Later = int
print(forward.__annotations__)
Later = str
print(forward.__annotations__)


def plain(a, b):
    pass


print(plain.__annotations__, plain.__annotate__, (lambda: 0).__annotations__)
plain.__annotations__ = {"a": 1}
print(plain.__annotations__, attempt(setattr, plain, "__annotations__", 5), attempt(setattr, plain, "__annotate__", 5))
plain.__annotate__ = lambda fmt: {"x": fmt}
print(plain.__annotations__)
plain.__annotate__ = None
print(plain.__annotations__)
plain.__annotate__ = lambda fmt: 5
print(attempt(lambda: plain.__annotations__))
del plain.__annotations__
print(plain.__annotations__)


class C:
    x: int
    y: str = "y"
    z: say("class z")
    __private: float
    (w): bool
    obj = type("O", (), {})()
    obj.attr: undefined = 1

    def m(self: C, other: D) -> C:
        pass

    class Inner:
        v: y
        w: "text"


print("class made", "x" in C.__dict__, C.y)
print(C.__annotations__)
print(attempt(lambda: C.Inner.__annotations__), attempt(lambda: C.m.__annotations__))


class D(C):
    pass


print(D.__annotations__, D.__annotate__, C.m.__annotations__)


class E(C):
    e: int


print(E.__annotations__, list(C.__annotate__(1)), C.__dict__.get("__annotations__"))
E.__annotations__ = {"set": 1}
print(E.__annotations__)
del E.__annotations__
print(attempt(lambda: E.__annotations__), attempt(lambda: delattr(E, "__annotations__")))
print(attempt(lambda: int.__annotations__), attempt(lambda: setattr(int, "__annotations__", {})))


def local():
    a: int = 1
    b: undefined_is_fine
    c: 1 / 0 = 3
    (d): undefined = 4
    lst = [0]
    lst[0]: int = 5
    return a, c, d, lst, sorted(locals())


print(local(), local.__annotations__)


def unbound_local():
    q: int
    return q


print(attempt(unbound_local))
lst = {}
lst[say("subscript")]: undefined = say("value")
mod_a: int = 1
mod_b: list[int]
mod_c: undefined_thing
if True:
    mod_d: "conditional"
if not mod_a:
    mod_e: "not executed"
print(attempt(lambda: __annotations__), attempt(lambda: mod_b))
undefined_thing = "now"
ns = {}
exec("p: int\nq: str = 'v'\ndef g(a: p): pass", ns)
print(sorted(k for k in ns if k != "__builtins__"), attempt(lambda: ns["__annotate__"](1)), attempt(lambda: ns["g"].__annotations__))


def closure(T):
    def inner(x: T) -> list[T]:
        pass

    class K:
        v: T
        own: "v"

    T = "rebound"
    return inner, K


i, K = closure(int)
print(attempt(lambda: i.__annotations__), K.__annotations__)


class Names:
    a: b
    b: a
    c = 5
    d: c


b = "global b"
print(attempt(lambda: Names.__annotations__))
a = "global a"
print(Names.__annotations__)


class Cond:
    for n in range(2):
        if n:
            only_then: int
        else:
            first: str
    if False:
        never: bool


print(Cond.__annotations__)


async def co(x: int) -> str:
    pass


def gen(x: int = 1) -> "it":
    yield


print(co.__annotations__, gen.__annotations__, local.__annotate__)


def walrus_free(x: (lambda: [i for i in range(2)])()) -> {k: v for k, v in [(1, 2)]}:
    pass


print(walrus_free.__annotations__)
for src in ("x: int: str", "f(): int", "def f(a:): pass", "x, y: int", "def f() ->: pass", "x: (yield)", "x: (y := 1)", "(x, y): int = 1", "def f(a: (yield)): pass", "def f(a: await b): pass"):
    try:
        exec(src, {})
        print("no error", src)
    except SyntaxError:
        print("SyntaxError", src)
    except Exception as e:
        print(type(e).__name__, e)
