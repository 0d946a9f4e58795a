"""__slots__: members, dict and weakref, inheritance, conflicts, class assignment, errors."""

from _table import attempt


class P:
    __slots__ = ("x", "y")

    def __init__(self, x):
        self.x = x


class Q(P):
    __slots__ = "z"


class R(P):
    pass


class D:
    __slots__ = {"a": "doc of a", "b": None}


class WithDict:
    __slots__ = ("a", "__dict__")


p = P(1)
print(p.x, attempt(getattr, p, "y"), type(P.x).__name__, P.x.__name__, P.x, P.__slots__)


def do(code, **names):
    try:
        exec(code, names)
    except Exception as e:
        print(code, "!!", type(e).__name__, e)
    else:
        print(code, "ok")


do("p.z = 1", p=p)
do("p.__dict__", p=p)
do("del p.y", p=p)
do("del p.x; p.x", p=p)
do("p.x = 5; del p.x; del p.x", p=p)
q = Q(1)
q.z = 3
print(q.x, q.z, Q.__slots__, hasattr(q, "__dict__"))
r = R(1)
r.other = 2
print(r.__dict__, r.x)
print(D.a.__doc__, D.__slots__)
w = WithDict()
w.a = 1
w.b = 2
print(w.__dict__, w.a)
do("P.x.__get__(5)", P=P)
do("P.x.__set__(5, 1)", P=P)
print(P.x.__get__(None, P) is P.x)
do("class X:\n  __slots__ = ('a',)\n  a = 1")
do("class X:\n  __slots__ = ('1a',)")
do("class X:\n  __slots__ = (5,)")
do("class X:\n  __slots__ = ('a', 'a')\nX().a = 1")
do("class X:\n  __slots__ = ('__dict__', '__dict__')")
do("class X(int):\n  __slots__ = ('a',)")
do("class X(tuple):\n  __slots__ = ('a',)")
do("class X(tuple):\n  __slots__ = ()\nX()")
do("class A:\n  __slots__ = 'a'\nclass B:\n  __slots__ = 'b'\nclass C(A, B): pass")
do("class A:\n  __slots__ = 'a'\nclass B:\n  __slots__ = ()\nclass C(A, B): pass\nC().a = 1")
do("class A:\n  __slots__ = '__x'\n  def f(self): self.__x = 1; return self._A__x\nassert A().f() == 1")
do("class A:\n  __slots__ = ['a']\nclass B:\n  __slots__ = ['a']\na = A(); a.a = 7; a.__class__ = B; assert a.a == 7")
do("class A:\n  __slots__ = ['a']\nclass B:\n  __slots__ = ['b']\na = A(); a.__class__ = B")
do("class A: pass\nclass B:\n  __slots__ = ()\nA().__class__ = B")
do("class A: pass\nA().__class__ = int")
do("class A: pass\nA().__class__ = 5")
do("class A: pass\na = A(); del a.__class__")
do("(5).x = 1")
do("(5).real = 1")
do("object().x = 1")
do("[].append = 1")
do("len.x = 1")
do("int.x = 1")
do("del int.real")
do("None.x")
do("None.x = 1")
do("def f(): pass\nf.x = 1; assert f.x == 1; del f.x; f.x")
do("import sys\nsys.nothing")
do("class A: pass\nA().__dict__ = 5")
do("class A: pass\na = A(); a.__dict__ = {'k': 1}; assert a.k == 1; del a.__dict__; a.k")
do("class A: pass\nA.__dict__['x'] = 1")
do("class A: pass\nA.__name__ = 5")
do("class A: pass\nA.__name__ = 'Z'; assert A.__name__ == 'Z'")
do("class A: pass\nA.__bases__ = (int,)")
do("class A: pass\nA.__bases__ = ()")
do("class A: pass\nclass B: pass\nclass C(A): pass\nC.__bases__ = (B,); assert C.__mro__[1] is B")
do("class A: pass\nclass B(A): pass\nA.__bases__ = (B,)")
