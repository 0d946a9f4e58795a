"""Frames of class bodies, metaclasses, __init__, __init_subclass__, __set_name__, properties, descriptors, decorators."""
import sys


def show(f):
    try:
        f()
    except Exception:
        sys.excepthook(*sys.exc_info())


def body():
    class A:
        class B:
            x = 1 / 0


def metaclass():
    class Meta(type):
        def __new__(m, name, bases, ns):
            raise ValueError("meta")

    class A(metaclass=Meta):
        pass


def subclass_hook():
    class A:
        def __init_subclass__(cls):
            raise ValueError("hook")

    class B(A):
        pass


def set_name():
    class D:
        def __set_name__(self, owner, name):
            raise ValueError("set_name")

    class A:
        attr = D()


def init():
    class A:
        def __init__(self, x):
            self.x = x.missing

    class B(A):
        def __init__(self, x):
            super().__init__(x)

    B(1)


def too_many():
    class A:
        def __init__(self):
            pass

    A(1, 2)


def properties():
    class A:
        @property
        def p(self):
            return self.q

        @property
        def q(self):
            raise ValueError("q")

    A().p


def operators():
    class A:
        def __add__(self, o):
            return self - o

        def __sub__(self, o):
            raise ValueError("sub")

        def __getitem__(self, i):
            return self + i

        def __call__(self):
            return self[0]

        def __iter__(self):
            yield self()

        def __eq__(self, o):
            return list(self)

        def __enter__(self):
            return self == 1

        def __exit__(self, *a):
            pass

    with A():
        pass


def decorators():
    def deco(f):
        return f.missing

    @deco
    def decorated(
        a,
        b,
    ):
        pass


def mro():
    class A:
        pass

    class B(A):
        pass

    class C(A, B):
        pass


for f in (body, metaclass, subclass_hook, set_name, init, too_many, properties, operators, decorators, mro):
    show(f)
