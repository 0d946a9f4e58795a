"""Metaclasses: __new__, __init__, __call__, __prepare__, keyword arguments, derivation, conflicts."""


class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kw):
        print("prepare", mcls.__name__, name, [b.__name__ for b in bases], kw)
        return {"injected": name}

    def __new__(mcls, name, bases, ns, **kw):
        print("new", name, sorted(k for k in ns if not k.startswith("__")), kw)
        return super().__new__(mcls, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        print("init", name, kw)
        super().__init__(name, bases, ns)

    def __call__(cls, *a, **k):
        print("call", cls.__name__, a, k)
        return super().__call__(*a, **k)

    @property
    def meta_prop(cls):
        return f"meta_prop of {cls.__name__}"

    def meta_method(cls):
        return f"meta_method of {cls.__name__}"

    def __repr__(cls):
        return f"<class {cls.__name__}>"

    def __len__(cls):
        return 42

    def __getitem__(cls, k):
        return (cls, k)

    def __iter__(cls):
        return iter("meta")

    def __contains__(cls, x):
        return x == "yes"

    def __add__(cls, other):
        return "added"

    def __getattr__(cls, name):
        if name.startswith("dyn_"):
            return name
        raise AttributeError(f"no {name} here")


class A(metaclass=Meta, flag=True):
    x = injected + "!"

    def __init__(self, n):
        self.n = n


class B(A):
    pass


print(A, A.x, A.meta_prop, A.meta_method(), len(A), A[1], list(A), "yes" in A, A + 1, A.dyn_thing, B.injected, type(B))
a = A(5)
print(a.n, isinstance(a, A), bool(A))
for f in (lambda: a.meta_method(), lambda: a.meta_prop, lambda: len(a), lambda: A.other, lambda: a.dyn_x, lambda: a[0]):
    try:
        print(f())
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)


class Meta2(type):
    pass


class Meta3(Meta):
    pass


for meta, bases in ((Meta2, (A,)), (Meta3, (A,)), (type, (A,)), (Meta, (object,))):
    try:
        C = meta("C", bases, {})
        print(meta.__name__, "->", type(C).__name__)
    except TypeError as e:
        print(e)
try:

    class D(A, metaclass=Meta2):
        pass

except TypeError as e:
    print(e)


def function_meta(name, bases, ns, **kw):
    print("function", name, bases, sorted(k for k in ns if not k.startswith("__")), kw)
    return 42


class E(metaclass=function_meta, k=1):
    y = 1


print(E)


class Odd(type):
    def __new__(mcls, name, bases, ns):
        return "not a class"

    def __init__(cls, *a):
        print("never")


class F(metaclass=Odd):
    pass


print(F)


class Log(dict):
    def __setitem__(self, k, v):
        print("set", k)
        super().__setitem__(k, v)

    def __getitem__(self, k):
        if not k.startswith("__") and k not in ("print",):
            print("get", k)
        return super().__getitem__(k)

    def __delitem__(self, k):
        print("del", k)
        super().__delitem__(k)

    def __missing__(self, k):
        if k == "magic":
            return "from missing"
        raise KeyError(k)


class Prep(type):
    @classmethod
    def __prepare__(mcls, name, bases):
        return Log()


class G(metaclass=Prep):
    a = 1
    b = a
    c = magic
    del a

    def m(self):
        pass


print(sorted(k for k in vars(G) if not k.startswith("__")), type(G.__dict__).__name__)


class BadPrep(type):
    @classmethod
    def __prepare__(mcls, name, bases):
        return 5


try:

    class H(metaclass=BadPrep):
        pass

except TypeError as e:
    print(e)


class NoCall(type):
    def __call__(cls):
        return "instead of an instance"


class I(metaclass=NoCall):
    pass


print(I())
try:

    class J(unknown=1):
        pass

except TypeError as e:
    print(e)
try:

    class K(metaclass=5):
        pass

except TypeError as e:
    print(e)
try:

    class L(5):
        pass

except TypeError as e:
    print(e)


class MroMeta(type):
    def mro(cls):
        m = super().mro()
        print("mro of", cls.__name__)
        return m[:1] + [Extra] + m[1:] if cls.__name__ == "M" else m


class Extra:
    e = "extra"


class M(metaclass=MroMeta):
    pass


print(M.e, [c.__name__ for c in M.__mro__], M.__bases__)


class Sub(type(A)):
    def __call__(cls, *a):
        obj = cls.__new__(cls, *a)
        obj.__init__(*a)
        obj.extra = "from meta"
        return obj


class N(A, metaclass=Sub):
    pass


print(N(1).extra, N.meta_prop)
