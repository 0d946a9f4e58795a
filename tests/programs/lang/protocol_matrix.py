"""Operators, conversions and protocols of classes that define them in part, or return nonsense."""
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
class R:
    def __getattr__(s,n):
        if n.startswith("__"): raise AttributeError(n)
        return n
import operator
ops=["add","sub","mul","truediv","floordiv","mod","pow","lshift","rshift","and","or","xor","matmul","divmod"]
def mk(name, kinds):
    ns={}
    for o in ops:
        for k in kinds:
            ns["__%s%s__"%(k,o)]=(lambda o,k: lambda s,x,*a: (name,k+o,type(x).__name__) if not (name=="NI") else NotImplemented)(o,k)
    return type(name,(),ns)
L=mk("L",[""]); Rr=mk("Rr",["r"]); I=mk("I",["i"]); NI=mk("NI",["","r","i"]); LR=mk("LR",["","r"])
class LRsub(LR): pass
class LRover(LR):
    def __radd__(s,o): return "over radd"
fn={"add":lambda a,b:a+b,"sub":lambda a,b:a-b,"mul":lambda a,b:a*b,"truediv":lambda a,b:a/b,"floordiv":lambda a,b:a//b,"mod":lambda a,b:a%b,"pow":lambda a,b:a**b,"lshift":lambda a,b:a<<b,"rshift":lambda a,b:a>>b,"and":lambda a,b:a&b,"or":lambda a,b:a|b,"xor":lambda a,b:a^b,"matmul":lambda a,b:a@b,"divmod":divmod}
vals=[L(),Rr(),I(),NI(),LR(),LRsub(),LRover(),1,1.5,"s",[1],(1,),None,b"b",{1},{1:2},True,range(2)]
for o in ops:
    for a in vals:
        for b in vals:
            if isinstance(a,(L,Rr,I,NI,LR)) or isinstance(b,(L,Rr,I,NI,LR)):
                try: r=fn[o](a,b)
                except Exception as e: r=type(e).__name__+str(e)
                print(o,type(a).__name__,type(b).__name__,r)
for o in ops[:-1]:
    sym={"add":"+","sub":"-","mul":"*","truediv":"/","floordiv":"//","mod":"%","pow":"**","lshift":"<<","rshift":">>","and":"&","or":"|","xor":"^","matmul":"@"}[o]
    for a in vals[:8]+[[1],(1,),{1},"s"]:
        ns={"a":a,"b":LR() if not isinstance(a,LR) else 3}
        try: exec("a%s=b"%sym,ns); r=ns["a"]
        except Exception as e: r=type(e).__name__+str(e)
        print(o,"i",type(a).__name__,r if not hasattr(r,'__add__') or isinstance(r,(tuple,str)) else type(r).__name__)
class Cmp:
    def __init__(s,n): s.n=n
    def __lt__(s,o): return ("lt",s.n)
    def __eq__(s,o): return ("eq",s.n)
class CmpSub(Cmp):
    def __gt__(s,o): return ("subgt",s.n)
class CNI:
    def __lt__(s,o): return NotImplemented
    __eq__=__gt__=__le__=__lt__
print(Cmp(1)<2, 2>Cmp(1), Cmp(1)<CmpSub(2), Cmp(1)==5, 5==Cmp(1), Cmp(1)!=5); t(lambda: Cmp(1)>2); t(lambda: Cmp(1)<=2); t(lambda: CNI()<CNI()); print(CNI()==CNI(), CNI()!=1); t(lambda: 1<"a"); t(lambda: None<None); t(lambda: [1]<[None]); t(lambda: (1,2)<(1,"a")); t(lambda: {}<{}); t(lambda: hash(Cmp(1))); t(lambda: {Cmp(1)}); t(lambda: {[]:1}); t(lambda: {(1,[]):1})
class Seq:
    def __len__(s): return 3
    def __getitem__(s,i):
        if isinstance(i,slice): return ("slice",i.start,i.stop,i.step)
        if i<3: return i*10
        raise IndexError(i)
s=Seq(); print(list(s), 20 in s, list(reversed(s)), s[1:], s[::2], s[-1], s[...], s[1,2] if 0 else "", bool(s), [*s], max(s), sum(s), list(zip(s,s)), list(enumerate(s)), sorted(s,reverse=True), tuple(map(str,s)))
a,b,c=s; print(a,b,c)
class BadLen:
    def __init__(s,v): s.v=v
    def __len__(s): return s.v
for v in (-1,"a",2**70,1.5,None,True): t(lambda: len(BadLen(v))); t(lambda: bool(BadLen(v)))
class BB:
    def __init__(s,v): s.v=v
    def __bool__(s): return s.v
for v in (1,"a",None): t(lambda: bool(BB(v))); t(lambda: not BB(v)); t(lambda: 1 if BB(v) else 2)
class Idx:
    def __init__(s,v): s.v=v
    def __index__(s): return s.v
for v in (1,-1,5,"a",None,True,2**70):
    t(lambda: [10,20,30][Idx(v)]); t(lambda: "abc"[Idx(v)]); t(lambda: range(10)[Idx(v)]); t(lambda: [1,2,3][Idx(v):]); t(lambda: hex(Idx(v))); t(lambda: int(Idx(v))); t(lambda: float(Idx(v))); t(lambda: [0]*Idx(v) if v!=2**70 else 0); t(lambda: list(range(Idx(v)))[:2] if v!=2**70 else 0); t(lambda: "%d"%Idx(v)); t(lambda: chr(Idx(v)) if v not in (-1,) else 0); t(lambda: round(1.234,Idx(v)) if v!=2**70 else 0); t(lambda: bytes(Idx(v)) if v!=2**70 else 0); t(lambda: pow(2,Idx(v)))
class Conv:
    def __int__(s): return "x"
    def __float__(s): return 1
    def __str__(s): return 1
    def __repr__(s): return 2
    def __bytes__(s): return 3
    def __hash__(s): return "h"
    def __format__(s,f): return 4
    def __dir__(s): return 5
    def __iter__(s): return 6
    def __reversed__(s): return 7
    def __contains__(s,x): return 8
    def __abs__(s): return 9
    def __neg__(s): return 10
    def __invert__(s): return 11
    def __round__(s,n=None): return ("round",n)
    def __trunc__(s): return 12
    def __ceil__(s): return 13
    def __length_hint__(s): return -5
    def __call__(s): return 14
    def __enter__(s): return 15
    def __exit__(s,*a): return a[0] and 16
    def __missing__(s,k): return 17
    def __instancecheck__(s,o): return 18
    def __subclasscheck__(s,o): return []
    def __get__(s,i,o): return 19
    def __class_getitem__(s,i): return 20
    def __sizeof__(s): return 21
    def __complex__(s): return 22
    def __next__(s): return 23
c=Conv()
import math
for f in (int,float,str,repr,bytes,hash,format,dir,iter,reversed,abs,round,list,math.trunc,math.ceil,math.floor,complex,len,next,callable,"{}".format,"%s".__mod__,"%r".__mod__,"%d".__mod__,"%f".__mod__,operator.neg,operator.invert,operator.pos,operator.index,operator.length_hint,isinstance,id if 0 else type,vars,sorted,tuple,set,dict,sum,max,ascii,bin,chr,ord,enumerate,zip,any,all,iter,memoryview):
    t(lambda: f(c))
t(lambda: 1 in c); t(lambda: isinstance(1,c)); t(lambda: issubclass(int,c)); t(lambda: c()); t(lambda: Conv[1]); t(lambda: c[1]); t(lambda: round(c,2)); t(lambda: f"{c}"); t(lambda: f"{c!r}")
with c as q: print(q); raise KeyError
class Mis(dict):
    def __missing__(s,k): return ("missing",k)
m=Mis(a=1); print(m["a"],m["b"],m.get("b"),"%(q)s"%m, "{x}".format_map(m), eval("zz",{},m)); t(lambda: m.pop("n"))
class Ctx:
    def __init__(s,e=None,x=None,r=None): s.e,s.x,s.r=e,x,r
    def __enter__(s):
        if s.e: raise s.e
        return s
    def __exit__(s,*a):
        print("exit",a[0].__name__ if a[0] else None)
        if s.x: raise s.x
        return s.r
def w(*cs,body=None):
    try:
        with cs[0] as a, (cs[1] if len(cs)>1 else Ctx()) as b:
            if body: raise body
            return "ok"
        return "after"
    except BaseException as e: return type(e).__name__, str(e), type(e.__context__).__name__
print(w(Ctx())); print(w(Ctx(e=ValueError("e")))); print(w(Ctx(),Ctx(e=ValueError("e")))); print(w(Ctx(r=1),body=KeyError("b"))); print(w(Ctx(r=1),Ctx(x=ValueError("x")),body=KeyError("b"))); print(w(Ctx(x=ValueError("x")),body=KeyError("b"))); print(w(Ctx(),body=KeyError("b"))); print(w(Ctx(r=BB("a")),body=KeyError("b")))
def lp():
    for i in range(3):
        with Ctx(r=True):
            if i==0: continue
            if i==1: raise ValueError
            break
    else: print("else")
    return i
print(lp())
