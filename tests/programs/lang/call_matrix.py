"""Every kind of signature under every kind of call, and calls of builtins that go wrong."""
import sys
def t(f,*a,**k):
    try: print(f(*a,**k))
    except BaseException as e: print(type(e).__name__, e)
def f0(): return ()
def f1(a): return (a,)
def f2(a,b=2): return (a,b)
def f3(a,/,b,*,c): return (a,b,c)
def f4(*a,**k): return a,sorted(k.items())
def f5(a,b=1,*args,c,d=4,**kw): return a,b,args,c,d,sorted(kw.items())
def f6(a,b,/): return a,b
def f7(*,x,y=2): return x,y
def f8(a,/,**k): return a,k
fs=[f0,f1,f2,f3,f4,f5,f6,f7,f8,lambda x,*y:(x,y),lambda *,k=1:k]
argsets=[((),{}),((1,),{}),((1,2),{}),((1,2,3),{}),((1,2,3,4),{}),((),dict(a=1)),((1,),dict(a=2)),((1,),dict(b=2)),((1,),dict(c=3)),((1,2),dict(c=3)),((1,),dict(b=2,c=3)),((),dict(a=1,b=2)),((),dict(x=1)),((),dict(y=1)),((),dict(x=1,y=3,z=5)),((),dict(k=3)),((1,2,3,4,5),dict(c=6,e=7)),((1,),dict(aa=1)),((1,2),dict(d=1,e=3))]
for f in fs:
    for a,k in argsets: t(f,*a,**k)
# unpack forms
class M:
    def __init__(s,d): s.d=d
    def keys(s): return s.d.keys()
    def __getitem__(s,k): return s.d[k]
class BadKeys:
    def keys(s): return 5
class NoGet:
    def keys(s): return ["a"]
class It:
    def __iter__(s): yield 1; yield 2
class BadIt:
    def __iter__(s): raise ValueError("bad iter")
t(lambda: f4(*It(),**M({'q':1}))); t(lambda: f4(*5)); t(lambda: f4(**5)); t(lambda: f4(**BadKeys())); t(lambda: f4(**NoGet())); t(lambda: f4(*BadIt())); t(lambda: f4(**{1:2})); t(lambda: f4(**{'a':1},**{'a':2})); t(lambda: f4(a=1,**{'a':2})); t(lambda: f4(**{'a':1},a=2) if 0 else None)
t(lambda: f4(*[1],*[2],3,*(4,),x=1,**{'y':2},z=3)); t(lambda: f4(*'ab',*range(2))); t(lambda: f1(*[1],**{'a':1})); t(lambda: f4(**M({1:2}))); t(lambda: f4(**M({'a':1}),**M({'a':2})))
t(lambda: f0(*[],**{})); t(lambda: f1(**{'a':1})); t(lambda: f1(**{'b':1})); t(lambda: f1(1,**{'b':1})); t(lambda: (5)()); t(lambda: None(1)); t(lambda: "a"(*[1])); t(lambda: f4(*None)); t(lambda: f4(*1,2)); t(lambda: len()); t(lambda: len(1,2)); t(lambda: len(x=1)); t(lambda: [].append()); t(lambda: [].append(1,2)); t(lambda: [].append(x=1)); t(lambda: list.append()); t(lambda: list.append(1)); t(lambda: list.append({},1)); t(lambda: dict.fromkeys()); t(lambda: str.join()); t(lambda: int('1',base=2,foo=3)); t(lambda: print(1,foo=2)); t(lambda: sorted()); t(lambda: sorted([1],reverse='a')); t(lambda: sorted([],1)); t(lambda: isinstance(1)); t(lambda: getattr(1)); t(lambda: type(1,2)); t(lambda: object(1)); t(lambda: range()); t(lambda: range(1,2,3,4)); t(lambda: min()); t(lambda: max(1)); t(lambda: zip(1)); t(lambda: map()); t(lambda: map(1)); t(lambda: enumerate()); t(lambda: reversed(1)); t(lambda: sum()); t(lambda: open()); t(lambda: "".split(1)); t(lambda: "".split(sep=1)); t(lambda: "a".replace("a")); t(lambda: "x".encode(1)); t(lambda: {}.get()); t(lambda: {}.pop()); t(lambda: {}.setdefault()); t(lambda: {}.update(1)); t(lambda: {}.update(1,2)); t(lambda: {}.update([1])); t(lambda: {}.update([(1,2,3)])); t(lambda: set(1)); t(lambda: set(1,2)); t(lambda: set().add()); t(lambda: set().union(1)); t(lambda: "".format(1).foo); t(lambda: "{}".format()); t(lambda: "{a}".format()); t(lambda: "{0[a]}".format({})); t(lambda: "{0.a}".format(1)); t(lambda: "{:d}".format("a")); t(lambda: "{!x}".format(1)); t(lambda: "{".format(1)); t(lambda: "}".format(1)); t(lambda: "{0}{}".format(1,2))
class C:
    def m(self,a): return a
    @classmethod
    def c(cls,a): return cls.__name__,a
    @staticmethod
    def s(a): return a
    def __call__(self,*a,**k): return a,k
    def __init__(self,x=1): self.x=x
t(lambda: C().m()); t(lambda: C().m(1,2)); t(lambda: C.m(1)); t(lambda: C.c()); t(lambda: C.c(1,2)); t(lambda: C.s()); t(lambda: C(1,2)); t(lambda: C(y=2)); t(lambda: C()(1,b=2)); t(lambda: C.m()); t(lambda: C().m(b=1)); t(lambda: C.c(b=1))
class D:
    __slots__=()
    def __new__(cls,a): return super().__new__(cls)
class E: pass
class F:
    def __init__(self): return 5
class G:
    def __new__(cls,*a): return 5
    def __init__(self): print("no")
t(lambda: D()); t(lambda: D(1,2)); t(lambda: E(1)); t(lambda: E(a=1)); t(F); t(lambda: G(1)); t(lambda: object.__new__(E,1)); t(lambda: object.__init__(E(),1)); t(lambda: object.__new__()); t(lambda: E.__new__(1)); t(lambda: E.__init__())
def g(a, b, c, d, e): pass
t(g); t(g,1); t(g,1,2,3); t(lambda: g(1,2,3,4)); t(lambda: g(1,2,3,4,5,6,7)); t(lambda: g(a=1,e=2))
def h(*, a, b, c): pass
t(h); t(lambda: h(a=1)); t(lambda: h(1,a=1,b=2,c=3)); t(lambda: h(1)); t(lambda: h(1,2,b=1))
def i(a,/,b,c=3,*,d,e=5): pass
t(i); t(lambda: i(1)); t(lambda: i(1,2)); t(lambda: i(a=1,b=2,d=3)); t(lambda: i(1,2,3,4,d=5)); t(lambda: i(1,2,3,4,5)); t(lambda: i(1,b=2,f=3,d=4)); t(lambda: i(1,2,a=5,d=3))
def j(a=1,/,b=2): return a,b
t(lambda: j(a=5)); t(lambda: j(1,2,3)); t(lambda: j(1,2,3,c=4)); t(lambda: j(A=1)); t(lambda: j(bb=1)); t(lambda: j(**{'':1}))
print(f5.__defaults__, f5.__kwdefaults__); f5.__kwdefaults__={'c':9}; t(f5,1); f5.__defaults__=(7,8); t(f5); f5.__defaults__=None; t(f5)
def nested(): return (lambda: f1())()
t(nested)
for n in range(0,4):
    t(eval("lambda "+",".join("a%d"%x for x in range(n))+": 1"), *range(2))
import functools
t(functools.partial(f5,1,c=3),2,d=5); t(functools.partial(f1),x=1); t(functools.partial()); t(functools.partial(5))
