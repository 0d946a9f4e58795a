"""Generators and coroutines: send, throw, close, delegation, finalization, awaiting."""
import sys
def show(label, f):
    try: r=f()
    except BaseException as e: r=(type(e).__name__, str(e), type(e.__cause__).__name__, type(e.__context__).__name__)
    print(label, r)
def g1():
    try:
        x = yield 1
        print("got", x)
        while True:
            try:
                x = yield x
            except ValueError as e:
                print("caught", e); x=repr(e)
            except GeneratorExit:
                print("closing"); raise
    finally: print("fin")
g=g1(); show("next",lambda: next(g)); show("send",lambda: g.send(5)); show("throw",lambda: g.throw(ValueError("v"))); show("throw2",lambda: g.throw(ValueError,"w")); show("tb",lambda: g.throw(KeyError("k"))); show("after",lambda: next(g)); show("close",lambda: g.close()); show("throw end",lambda: g.throw(TypeError("t")))
g=g1(); show("send nonnone",lambda: g.send(3)); show("throw unstarted",lambda: g.throw(ValueError("u"))); show("x",lambda: next(g))
g=g1(); next(g); show("close",g.close); show("close2",g.close)
def g2():
    try: yield 1
    except GeneratorExit: yield 2
g=g2(); next(g); show("ignore exit",g.close)
def g3():
    try: yield 1
    except GeneratorExit: return 7
g=g3(); next(g); show("close ret",g.close)
g=g3(); show("close unstarted",g.close)
def g4(): 
    raise StopIteration(3)
    yield
show("si",lambda: next(g4()))
def g5():
    yield
    return 9
g=g5(); next(g); show("ret",lambda: next(g)); show("ret2",lambda: next(g))
def g6():
    r = yield from g5()
    print("r",r)
    try: r = yield from [1,2]
    except ValueError as e: print("in g6",e)
    r = yield from inner()
    return r
class inner:
    def __iter__(s): return s
    def __next__(s): 
        return "n"
    def send(s,v): print("send",v); return v
    def throw(s,*a): print("throw",a[0] if isinstance(a[0],type) else type(a[0])); raise StopIteration("done")
    def close(s): print("inner close")
g=g6(); print(next(g)); print(next(g)); show("thr",lambda: g.throw(ValueError("x"))); show("send",lambda: g.send(4)); show("thr",lambda: g.throw(KeyError()));
g=g6(); next(g); next(g); 
try: g.throw(ValueError("y"))
except Exception as e: print(e)
show("close",g.close)
def rec():
    yield next(me)
me=rec(); show("already",lambda: next(me))
def g7():
    try: yield 1
    finally: raise KeyError("in finally")
g=g7(); next(g); show("close raises",g.close)
g=g7(); next(g); show("throw raises",lambda: g.throw(ValueError("orig")))
show("throw args",lambda: g1().throw()); show("throw bad",lambda: g1().throw(5)); show("throw cls",lambda: g1().throw(ValueError)); show("throw cls val inst",lambda: g1().throw(ValueError,ValueError("in"))); show("throw inst val",lambda: g1().throw(ValueError("a"),"b")); show("throw tb",lambda: g1().throw(ValueError,None,5)); show("throw bad cls",lambda: g1().throw(int))
g=(x*x for x in range(3)); print(g.gi_frame is not None, g.gi_running, g.gi_code.co_name, g.gi_yieldfrom, g.__name__, g.__qualname__, list(g), g.gi_frame)
show("genexp noniter",lambda: (x for x in 5))
def g8():
    global gg
    print(gg.gi_running, gg.gi_suspended); yield
    print(gg.gi_yieldfrom)
gg=g8(); print(gg.gi_suspended); next(gg); print(gg.gi_suspended,gg.gi_running); show("",lambda:next(gg)); print(gg.gi_suspended)
def g9():
    a=1
    try: yield locals()
    except: print(sys.exc_info()[0])
    yield sys.exception()
g=g9(); print(next(g)); print(g.throw(ValueError))
try: 1/0
except ZeroDivisionError:
    def g10(): 
        print(sys.exception()); yield 1
        print(sys.exception()); 
        try: raise KeyError
        except KeyError: yield 2
        print(sys.exception())
    g=g10(); next(g)
    try: raise ValueError("z")
    except ValueError: next(g); print(repr(sys.exception()))
    show("",lambda: next(g))
# unpack in yields
def g11():
    a,*b = yield 1,2,*[3]
    print(a,b)
    return (yield)
g=g11(); print(next(g)); print(g.send("xyz")); show("end",lambda: g.send(8))
del g
def fin():
    try: yield
    finally: print("finalized")
g=fin(); next(g); del g
g=fin(); next(g); g=None
def fin2():
    try: yield
    finally: raise ValueError("from finalizer")
g=fin2(); next(g); del g
def fin3():
    while True:
        try: yield
        except GeneratorExit: pass
g=fin3(); next(g); del g
async def co():
    return 5
c=co(); show("co send",lambda: c.send(None)); show("co again",lambda: c.send(None)); c.close()
c=co(); show("co close",c.close); show("reuse",lambda: c.send(None))
async def co2():
    try: return await A()
    except ValueError as e: return ("ve",str(e))
class A:
    def __await__(self):
        x = yield "y"
        return x
c=co2(); print(c.send(None)); show("s",lambda: c.send(3))
c=co2(); print(c.send(None)); show("s",lambda: c.throw(ValueError("q")))
c=co2(); print(c.cr_await, c.cr_running, c.cr_suspended, c.cr_origin); c.send(None); print(type(c.cr_await), c.cr_suspended); c.close(); print(c.cr_frame)
async def bad(): await 5
async def bad2(): await B()
class B:
    def __await__(self): return 5
async def bad3():
    async for x in 5: pass
async def bad4():
    async with 5: pass
async def bad5():
    async for x in C5(): pass
class C5:
    def __aiter__(self): return 3
async def bad6():
    async for x in C6(): pass
class C6:
    def __aiter__(self): return self
    def __anext__(self): return 3
for f in (bad,bad2,bad3,bad4,bad5,bad6): show(f.__name__,lambda: f().send(None))
def drive(c):
    try:
        while True: print("susp",c.send(None))
    except StopIteration as e: return e.value
async def ctx():
    class CM:
        async def __aenter__(s): print("enter"); return s
        async def __aexit__(s,*a): print("exit",a[0]); return True
    async with CM() as x, CM(): 
        raise ValueError
    async with CM():
        return 3
print(drive(ctx()))
import types
@types.coroutine
def tc(): 
    x = yield "t"; return x
async def usetc(): return await tc()
c=usetc(); print(c.send(None)); show("tc",lambda:c.send(1))
