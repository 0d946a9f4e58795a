"""What throw() takes, what is thrown where an exception cannot be made, and the frames behind a delegation."""
class E(Exception):
    def __new__(cls,*a): return cls
class F(Exception):
    def __init__(s,*a): raise KeyError("init")
class G(Exception):
    def __new__(cls,*a): return 5
def g():
    try: yield 1
    except BaseException as e: print("in",type(e).__name__,e); yield 2
for c in (E,F,G,ValueError):
    for a in ((c,),(c,1),(c,(1,2)),(c,c.__class__),(c,KeyError(1)),(c,ValueError(3))):
        x=g(); next(x)
        try: print(x.throw(*a))
        except BaseException as e: print("out",type(e).__name__,e)
        x=g()
        try: print(x.throw(*a))
        except BaseException as e: print("out",type(e).__name__,e)
async def co(): pass
for c in (E,F,G):
    x=co()
    try: print(x.throw(c))
    except BaseException as e: print("out",type(e).__name__,e)


import sys


def names():
    f, out = sys._getframe(1), []
    while f:
        out.append(f.f_code.co_name)
        f = f.f_back
    return out


def inner():
    try:
        yield
    except RuntimeError:
        print(names())
        yield


class Iterator:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def throw(self, *a):
        print(names())
        return 2


def outer(it):
    yield from it


for it in (inner(), Iterator()):
    x = outer(it)
    next(x)
    x.throw(RuntimeError)


class Same:
    pass


Same.__repr__ = Same.__str__
for f in (str, repr):
    try:
        f(Same())
    except RecursionError:
        print("RecursionError")


class Hidden:
    @property
    def __eq__(self):
        raise AttributeError("hidden")


print(Hidden() == Hidden(), Hidden() != 3)
