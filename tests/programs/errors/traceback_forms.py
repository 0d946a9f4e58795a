"""Tracebacks with carets, notes, chains and suggestions for a hundred small functions."""
import sys
def show(f):
    try: f()
    except BaseException: sys.excepthook(*sys.exc_info())
class E1(Exception):
    def __str__(self): return "line1\nline2"
def a():
    try: 1/0
    except ZeroDivisionError as e:
        e.add_note("note 1"); e.add_note("note\ntwo")
        raise ValueError("v") from e
def b():
    try: a()
    except ValueError: raise KeyError("k")
def c():
    try: b()
    except KeyError as e:
        x=E1(); x.__notes__=["n",5,"z"]; raise x from None
def d():
    try: b()
    except KeyError as e: raise TypeError from None
def e():
    x=[1,2]; y={"a":[{"b":5}]}
    return y["a"][0]["c"]
def f(): return (1+
   2+ "a"
   +3)
def g(): x=5; x.foo.bar
def h(): x=5; x.real.bar(1,2)(3)
def i(): a=b_=1; a.x=3
def j(): del [][0]
def k(): 
    for q in 5: pass
def l(): return [1/q for q in (1,0)]
def m(): return (lambda: {}["x"])()
def n():
    with open("/nonexistent/file") as z: pass
def o(): import nope_module.sub
def p(): raise E1
def q(): assert 1==2, "msg"
def r(): return f"{1/0:.2f}"
def s(): foo(1,
    2,
    *[3], z=1/0)
def t(): x,y=1,2,3
def u(): return 1 if 1/0 else 2
def v(): raise ExceptionGroup("eg",[ValueError(1),ExceptionGroup("in",[KeyError(2),TypeError("t")])])
def w(): return -"a" + 1
def x(): return 1 < "a" < 2
def y(): nonexist_name
def z(): return not_defined.attr
def aa(): return sys.exit_
def ab(): return "abc".uper()
def ac():
    lenn=1
    return lenm
def ad(): raise StopIteration(3)
def ae(): return next(iter([]))
def af(): 
    é="x"; return é.ü + "日本" [1/0]
def ag(): return print (1) .x [2]
def ah(): return {**{"a":1/0}}
def ai(): return "%d" % "a"
def aj(): return (yield) if 0 else None
def ak(): int("x", base=10) ; y = 1
def al(): return a . b . c ( d )
def am(): x = [0]*3; x[1][2] = 5
def an(): x = 1; x[0] += 5
def ao(): x = "a"; x += 5
def ap():
    return abs(
        min(
            1, "a"
        ),
    )
def aq():
    @undefined_deco
    def f(): pass
def ar():
    class K(undefined_base): pass
def as_():
    class K:
        x = 1/0
def at(): raise ValueError("a", "b")
def au(): raise KeyError("a'b")
def av(): raise OSError(2,"No such","file","x","file2")
def aw(): raise ValueError
def ax(): raise 5
def ay(): raise ValueError from 5
def az(): "a"[::0]
def ba(): return sys._getframe().f_lineno/0
def bb(): global zzz; del zzz
def bc(): 
    def inner(): return qq
    inner(); qq=1
def bd(): print(bx); bx=1
def be(): del bf; bf=1
def bg():
    try:
        raise ValueError(1)
    finally:
        raise KeyError(2)
def bh():
    try:
        try: raise ValueError(1)
        finally: 1/0
    except ZeroDivisionError as e:
        raise
def bi():
    e=ValueError("self"); e.__cause__=e
    raise e
def bj():
    a=ValueError("a"); b=KeyError("b"); a.__context__=b; b.__context__=a
    raise a
def bk():
    e=SyntaxError("msg",("file.py",3,5,"  bad line here\n",3,8)); raise e
def bl(): eval("1 +")
def bm(): exec("def f(:\n pass")
def bn(): exec("x=1\nraise ValueError('in exec')")
def bo(): compile("a b","<src>","exec")
def bp():
    class BadStr(Exception):
        def __str__(self): raise RuntimeError
    raise BadStr
def bq():
    class MetaName(Exception): pass
    MetaName.__module__="mod.sub"; MetaName.__qualname__="Q.N"
    raise MetaName("x")
def br(): raise SystemExit(3)
def bs(): raise KeyboardInterrupt
def bt(): raise GeneratorExit("x")
def bu(): return [ (a, b) for a in range(2) for b in range(2) if a/b ]
def bv(): return max((1,"a"), key=lambda z: z+1)
def bw():
    for i in range(3):
        if i==1: i/0
def bx():
    while True:
        try: raise ValueError
        except ValueError as e: raise e
def by():
    x = object()
    return x @ x
def bz(): return None + \
      1
for name in list(globals()):
    fn=globals()[name]
    if callable(fn) and name not in ("show","E1") and not name.startswith("__"):
        print("==",name, file=sys.stderr); show(fn)
