"""Conversion methods that return instances of subclasses; keywords of iterators and their subclasses; match and several bases."""

import warnings; warnings.showwarning = lambda m, c, *a: print(c.__name__, m); warnings.simplefilter("always")
class I(int): pass
class F(float): pass
class C(complex): pass
class A:
    def __int__(s): return I(1)
    def __index__(s): return I(2)
    def __float__(s): return F(1)
    def __complex__(s): return C(1)
import math, operator
print(type(int(A())))
print(type(operator.index(A())))
print([1,2,3][A()])
print(type(float(A())), math.sqrt(A()))
print(type(complex(A())))
class B(A): __int__=lambda s:"x"; __index__=lambda s:"x"; __float__=lambda s:"x"; __complex__=lambda s: "x"
for f in (int,operator.index,float,complex,math.sqrt,lambda b:"abc"[b]):
    try: f(B())
    except Exception as e: print(type(e),e)
import itertools
for t in (itertools.filterfalse,itertools.chain,itertools.starmap,itertools.takewhile,itertools.cycle):
    class S(t): pass
    try: S([],[],newarg=3) if t is not itertools.cycle else S([],newarg=3); print("no error", t)
    except TypeError as e: print(e)
    class S(t):
        def __init__(self,*a,newarg=None): pass
    try: S([1],[1],newarg=3) if t is not itertools.cycle else S([],newarg=3); print("ok")
    except TypeError as e: print(t,e)
import weakref
a,b=itertools.tee([1]); print(weakref.ref(a)() is a)
import collections.abc
class M1(collections.abc.Mapping,collections.abc.Sequence):
    def __getitem__(s,k): return 1
    def __len__(s): return 0
    def __iter__(s): return iter(())
class M2(collections.abc.Sequence,collections.abc.Mapping):
    def __getitem__(s,k): return 1
    def __len__(s): return 0
    def __iter__(s): return iter(())
def w(x):
    match x:
        case []: return 'seq'
        case {}: return 'map'
print(w(M1()),w(M2()))
print(int(I(3)), [1,2,3,4][I(2)], float(I(3)), complex(I(3)), bytes(I(2)), range(I(2)))
class F(float): pass
print(float(F(3)), int(F(3)), complex(F(2)))
