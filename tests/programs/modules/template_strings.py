"""t-strings and the types behind them."""
import string.templatelib as tl
T=tl.Template; I=tl.Interpolation
x=5
t=t"a{x}b{x!r:>{x}}{'q'}"
print(t, type(t), t.strings,t.interpolations,t.values,list(t),T.__module__,I.__module__)
def f(g):
    try: print(repr(g()))
    except BaseException as e: print(type(e).__name__,e)
f(lambda:T("a","b",I(3,"x"),I(4,"y"),"c")); f(lambda:T(3)); f(lambda:T(a=3)); f(lambda:I()); f(lambda:I(3)); f(lambda:I(3,4)); f(lambda:I(3,"x","q")); f(lambda:I(3,"x","r","s",5)); f(lambda:I(3,"x",None,5)); f(lambda:t+t); f(lambda:t+"a"); f(lambda:"a"+t); f(lambda:t+3); f(lambda:t==t); f(lambda:hash(t)!=0); f(lambda:t.interpolations[0].__reduce__()); f(lambda:type("X",(T,),{})); f(lambda:type("X",(I,),{}));f(lambda:t.interpolations[0].foo); f(lambda: T()); f(lambda:list(t"")); f(lambda:T[int] if hasattr(T,'__class_getitem__') else None); f(lambda:I[int]); f(lambda:I.__match_args__); f(lambda:I(3,"x","r","s").__reduce__());f(lambda:t"{x=}"); f(lambda:t"{x!s}"); f(lambda:t"{undefined}"); f(lambda:type(iter(t))); f(lambda:setattr(t,"strings",3)); f(lambda:I(value=3,expression="a",conversion="a",format_spec="b"))
