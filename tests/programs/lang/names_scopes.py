"""Name lookup: local, enclosing, global, builtin, class bodies; global and nonlocal; shadowing; del; messages."""


def attempt(f, *a):
    try:
        return f(*a)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


x = "global"


def reads():
    return x


def local():
    x = "local"
    return x


def unbound():
    y = x
    x = "never"


def conditional(flag):
    if flag:
        z = 1
    return z


def deleted():
    v = 1
    del v
    return v


def delete_twice():
    v = 1
    del v
    del v


def delete_global():
    global temp
    temp = 1
    del temp
    del temp


def augmented():
    x += "!"


def global_in_nested():
    x = "enclosing"

    def f():
        global x
        return x

    def g():
        return x

    return f(), g()


def nonlocal_chain():
    x = 1

    def a():
        def b():
            nonlocal x
            x += 1

            def c():
                nonlocal x
                x *= 10
                return x

            return c()

        return b()

    return a(), x


def parameter(x, y=lambda: x):
    return x, y()


def for_leak():
    for i in range(3):
        pass
    return i


def except_unbound():
    try:
        raise ValueError
    except ValueError as i:
        pass
    return i


def import_local():
    import sys as x

    return type(x).__name__


def loop_unbound(n):
    for i in range(n):
        pass
    return i


def with_target():
    class CM:
        __enter__ = lambda self: "entered"
        __exit__ = lambda self, *a: None

    with CM() as x:
        pass
    return x


def class_scope():
    x = "function"

    class A:
        y = x
        x = "class"
        z = x

        def m(self):
            return x

        class B:
            w = x

        comp = [x for _ in range(1)]

    return A.y if hasattr(A, "y") else None, A.z, A().m(), A.B.w, A.comp


def class_scope_global():
    class A:
        y = x
        x = "class"
        z = x

    return A.y, A.z


def class_nonlocal():
    x = "function"

    class A:
        nonlocal x
        x = "changed by class"

    return x, hasattr(A, "x")


def lambda_default():
    return [f() for f in [lambda i=i: i for i in range(3)]]


def star_locals(*x, **y):
    return x, y


for f in (reads, local, unbound, deleted, delete_twice, delete_global, augmented, global_in_nested, nonlocal_chain, for_leak, except_unbound, import_local, with_target, class_scope, class_scope_global, class_nonlocal, lambda_default):
    print(f.__name__, attempt(f))
print(attempt(conditional, 1), attempt(conditional, 0), attempt(parameter, 1), attempt(loop_unbound, 0), attempt(loop_unbound, 2), star_locals(1, k=2))
for src in ("undefined_name", "del undefined_name", "undefined_name += 1", "undefined_name()", "undefined_name.attr", "[undefined_name for _ in 'a']", "print(undefined_name)"):
    try:
        exec(src)
    except NameError as e:
        print(type(e).__name__, e, e.name)
for src in ("def f():\n x = 1\n global x", "def f():\n nonlocal x", "nonlocal x", "def f(x):\n global x", "def f():\n print(x)\n global x", "class A:\n  def f(self):\n    nonlocal q", "def f(a, a): pass", "def f():\n  x: int = 1\n  global x", "None = 1", "f() = 1", "del f()", "x + 1 = 2", "(yield) = 1", "True += 1", "def f(None): pass", "lambda: (yield) = 1"):
    try:
        exec(src, {})
        print("no error:", src)
    except SyntaxError as e:
        print(type(e).__name__, repr(src))
list_ = list
list = 5
print(list, attempt(lambda: list("a")))
del list
print(list("a"), list is list_)


def shadows():
    len = lambda v: "local len"
    return len([]), [len(i) for i in range(2)], (lambda: len(1))()


print(shadows(), len([]))


class Body:
    before = sorted(k for k in locals() if not k.startswith("__"))
    a = 1
    b = a + 1
    del a
    try:
        a
    except NameError as e:
        err = str(e)
    try:
        del a
    except NameError as e:
        err2 = str(e)
    x = x
    exec("made_by_exec = b * 10")
    locals()["made_by_locals"] = 7
    after = made_by_locals + made_by_exec


print(Body.before, hasattr(Body, "a"), Body.b, Body.err, Body.err2, Body.x, Body.after)


def outer_del():
    a = 1

    def inner():
        return a

    def remove():
        nonlocal a
        del a

    remove()
    return attempt(inner), attempt(remove)


print(outer_del())


def many_scopes(a):
    def f1(b):
        def f2(c):
            def f3(d):
                def f4(e):
                    return a + b + c + d + e

                return f4

            return f3

        return f2

    return f1


print(many_scopes(1)(2)(3)(4)(5), __name__, __doc__[:4], "__file__" in globals(), __builtins__ is not None, __spec__, __loader__ is not None, __package__)
_ = 5
print(_, (lambda _: _)(1), [_ for _ in range(2)], _)
ünïcode = "identifiers"
ﬁ = "NFKC"
print(ünïcode, fi, "fi" in globals())
