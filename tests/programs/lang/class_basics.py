"""Class statements: namespaces, attributes, methods, name lookup in the body, names and dicts."""

x = "global x"


class A:
    """Doc of A."""

    x = x
    y = x + "!"
    z: int = 5
    (a, b), *c = (1, 2), 3, 4
    for i in range(3):
        last = i
    if x:
        cond = True
    else:
        other = False
    try:
        missing
    except NameError as e:
        err = str(e)
    del i

    def method(self):
        return self.x, x

    @property
    def prop(self):
        return "prop"

    class Nested:
        inner = 1

        def where(self):
            return __class__.__qualname__

    def local(self):
        class Local:
            def m(self):
                pass

        return Local


a = A()
print(a.method(), A.y, A.z, A.a, A.c, A.last, A.cond, A.err, a.prop)
print([k for k in A.__dict__ if not k.startswith("__")])
print(sorted(k for k in A.__dict__ if k.startswith("__")))
print(A.__name__, A.__qualname__, A.__module__, A.__doc__, A.Nested.__qualname__, A.Nested().where(), a.local().__qualname__, a.local().m.__qualname__)
print(A, type(A), A.__bases__, A.__mro__, A.__base__, A.__class__, A.__firstlineno__, A.__static_attributes__)
print(A.method.__qualname__, type(A.method), type(a.method), a.method.__name__, a.method == a.method, a.method is a.method, a.method.__self__ is a)
A.__name__ = "Renamed"
A.__qualname__ = "Q.Renamed"
A.__doc__ = "new doc"
A.__module__ = "mod"
print(A, repr(a).split(" object")[0], A.__name__, A.__doc__)
for name, value in (("__name__", 5), ("__name__", "a\0b"), ("__qualname__", 5), ("__bases__", 5), ("__bases__", ()), ("__bases__", (5,)), ("__dict__", {}), ("__mro__", ())):
    try:
        setattr(A, name, value)
    except (TypeError, ValueError, AttributeError) as e:
        print(name, type(e).__name__, e)
try:
    A.__dict__["x"] = 1
except TypeError as e:
    print(e)
A.x = "changed"
print(a.x, a.__dict__)
a.x = "own"
print(a.x, A.x, a.__dict__)
del a.x
print(a.x)
for f in (lambda: delattr(a, "x"), lambda: delattr(A, "nope"), lambda: A.nope, lambda: a.nope, lambda: setattr(a, "prop", 1), lambda: delattr(a, "prop"), lambda: setattr(int, "x", 1), lambda: delattr(int, "bit_length"), lambda: setattr(A, 5, 1)):
    try:
        f()
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)


def scope():
    x = "local x"

    class B:
        y = x
        x = "class x"
        z = x

        def m(self):
            return x

    return B.y, B.z, B().m()


try:
    print(scope())
except NameError as e:
    print(type(e).__name__, e)


def scope2():
    x = "local x"

    class B:
        y = x

        def m(self):
            return x

    x = "later"
    return B.y, B().m()


print(scope2())


class GlobalDecl:
    global made_global
    made_global = 5

    def f():
        pass


print(made_global, hasattr(GlobalDecl, "made_global"))


class Empty:
    pass


class Doc:
    "only a doc"


class Ellipsed: ...


print(Empty.__doc__, Doc.__doc__, Ellipsed.__dict__.keys() >= {"__module__"}, Empty() == Empty(), bool(Empty()))
bases = (A, object)


class Star(*bases, **{}):
    pass


print(Star.__bases__ == bases, [k.__name__ for k in Star.__mro__])


class Names:
    locals_here = sorted(locals())
    __private = 1
    _one = 2
    __dunder__ = 3

    def get(self):
        return self.__private, Names.__private

    def set(self):
        self.__own = 5
        return sorted(self.__dict__)

    def __hidden(self):
        return "hidden"

    def call(self, __arg=7):
        __local = __arg
        return self.__hidden(), __local, sorted(locals())


print(Names.locals_here, Names().get(), Names().set(), Names().call(), hasattr(Names, "__private"), Names._Names__private)
print([k for k in dir(Names) if "rivate" in k or "hidden" in k])
