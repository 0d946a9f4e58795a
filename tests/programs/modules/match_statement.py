"""All kinds of patterns."""
import collections, collections.abc
class P:
    __match_args__=("x","y")
    def __init__(s,x,y): s.x=x; s.y=y
class Bad: __match_args__=["a"]
class Bad2: __match_args__=(1,)
class One: __match_args__=("a",)
class Seq(collections.abc.Sequence):
    def __len__(self): return 2
    def __getitem__(self,i):
        if i>1: raise IndexError
        return i
def f(v):
    match v:
        case None: return "none"
        case True: return "true"
        case 1|2 as n: return "small",n
        case int(x) if x>100: return "big",x
        case int(): return "int"
        case str(s): return "str",s
        case []: return "empty"
        case [a]: return "one",a
        case [a,b,*rest]: return "seq",a,b,rest
        case {"k":1,**r}: return "k1",r
        case {"a":x,"b":y}: return "ab",x,y
        case {}: return "map"
        case P(0,y=q): return "P0",q
        case P(x,P(y,z)): return "PP",x,y,z
        case P(): return "P"
        case float(x): return "float",x
        case collections.OrderedDict: return "never"
for v in (None,True,1,2,3,1000,"abc",[],(),[1],(1,2,3),[1,2],{"k":1,"z":2},{"a":1,"b":2},{"q":1},{},P(0,5),P(1,P(2,3)),P(1,2),1.5,b"ab",range(3),collections.deque([1]),Seq(),memoryview(b"ab"),{1,2},collections.OrderedDict(a=1,b=3),bytearray(b"a")):
    print(type(v).__name__,f(v))
def t(g):
    try: print(g())
    except Exception as e: print(type(e).__name__,e)
def g1(v):
    match v:
        case Bad(1): return 1
def g2(v):
    match v:
        case Bad2(1): return 1
def g3(v):
    match v:
        case One(1,2): return 1
def g4(v):
    match v:
        case P(1,x=2): return 1
def g5(v):
    match v:
        case t(): return 1
def g6(v,k1,k2):
    class K: a=k1; b=k2
    match v:
        case {K.a:1,K.b:2}: return 1
def g7(v):
    match v:
        case int(1,2): return 1
for g,v in ((g1,Bad()),(g2,Bad2()),(g3,One()),(g4,P(1,2)),(g5,1),(g7,1)): t(lambda: g(v))
t(lambda:g6({"a":1},"a","a")); t(lambda:g6({"a":1,"b":2},"a","b")); t(lambda:g6({"a":1},"a","z"))
match (1,2),{"x":[1,{"y":3}]}:
    case (a,b),{"x":[c,{"y":d}]}: print(a,b,c,d)
import traceback
def low(n): return 1/n + (n**2)
try: low(0)
except Exception: print(traceback.format_exc())
try: [1][5+3]
except Exception: traceback.print_exc()
