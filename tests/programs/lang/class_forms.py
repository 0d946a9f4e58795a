"""Metaclasses, class hooks, super, descriptors, properties, slots, bases, class bodies."""
import sys
def t(label,f):
    try: print(label, f())
    except BaseException as e: print(label, type(e).__name__, e, getattr(e,'__notes__',None))
class Meta(type):
    @classmethod
    def __prepare__(m,name,bases,**kw):
        print("prepare",name,[b.__name__ for b in bases],kw); return {"pre":1}
    def __new__(m,name,bases,ns,**kw):
        print("new",name,sorted(k for k in ns if not k.startswith('__')),kw)
        return super().__new__(m,name,bases,ns)
    def __init__(c,name,bases,ns,**kw):
        print("init",name,kw); super().__init__(name,bases,ns)
    def __call__(c,*a,**k):
        print("call",c.__name__,a,k); return super().__call__(*a,**k)
    def __instancecheck__(c,o): return "ic"
    def __subclasscheck__(c,o): return 0
    def __getattr__(c,n): return "meta:"+n
    def __len__(c): return 42
    def __iter__(c): return iter("abc")
    def __getitem__(c,i): return ("item",i)
    def __contains__(c,x): return x=="yes"
    def __repr__(c): return "<M %s>"%c.__name__
    def __dir__(c): return ["z","a"]
    def __add__(c,o): return "add"
    def __eq__(c,o): return NotImplemented
    __hash__=type.__hash__
class A(metaclass=Meta,x=1):
    y=2
    def __init__(self,*a,**k): pass
a=A(1,k=2); print(isinstance(3,A), issubclass(int,A), A.foo, len(A), list(A), A[1], "yes" in A, "no" in A, repr(A), dir(A), A+1, A==A, A!=int)
class B(A,x=2): pass
t("conflict",lambda: type("C",(A,type("O",(),{},) ),{}))
class M2(type): pass
class O2(metaclass=M2): pass
t("mconf",lambda: type("C",(A,O2),{}))
t("notmeta",lambda: exec("class Z(metaclass=5): pass"))
t("fn meta",lambda: exec("class Z(metaclass=lambda n,b,d,**k:(n,b,sorted(d),k),q=1): v=1\nprint(Z)"))
t("bad prepare",lambda: exec("class MM(type):\n  @classmethod\n  def __prepare__(m,n,b): return 5\nclass Z(metaclass=MM): pass"))
class SN:
    def __set_name__(s,o,n): print("set_name",o.__name__,n); s.n=n
    def __get__(s,i,o): return (s.n,i is None,o.__name__)
class H:
    a=SN(); b=SN()
print(H.a,H().b)
class BadSN:
    def __set_name__(s,o,n): raise KeyError("bad")
t("badsn",lambda: exec("class Q:\n  z=BadSN()",globals()))
t("badsn2",lambda: type("Q",(),{"z":type("P",(),{"__set_name__":lambda s:None})()}))
class I:
    def __init_subclass__(cls,/,tag=None,**kw):
        print("isub",cls.__name__,tag,kw); super().__init_subclass__(**kw)
class J(I,tag="t"): pass
t("isub",lambda: exec("class K(I,zz=1): pass",globals()))
t("isub2",lambda: exec("class K(object,zz=1): pass",globals()))
t("isub3",lambda: type("K",(),{},a=1)); t("isub4",lambda: object.__init_subclass__(1))
class G:
    def __class_getitem__(cls,i): return (cls.__name__,i)
print(G[int], G[1,2]); t("nogeneric",lambda: int[1]); t("inst",lambda: G()[1]); print(list[int], dict[str,int], tuple[()], type[int], list[int](), list[int].__origin__, list[int].__args__)
class S:
    def m(self): return "S.m"
    @classmethod
    def c(cls): return "S.c",cls.__name__
    @property
    def p(self): return "S.p"
    x="sx"
class T(S):
    def m(self): return "T>"+super().m()
    @classmethod
    def c(cls): return super().c()
    @property
    def p(self): return "T>"+super().p
    @staticmethod
    def st(): return super().m()
    def two(self): return super(T,self).m(), super(T,T).m(self), super().x
    def lam(self): return (lambda: super(T,self).m())()
    def nest(self):
        def inner(): return super().m()
        return inner()
    def comp(self): return [super(T,self).m() for _ in range(1)]
    def comp2(self): return [super().m() for _ in range(1)]
    def gen(self): return list(super(T,self).m() for _ in range(1))
    def sets(self): super().x=5
    def miss(self): return super().nope
    def cls(self): return __class__
    def dl(self): 
        del self
        return super().m()
    def rb(self):
        self=3
        return super().m()
o=T()
for n in ("m","p","two","lam","nest","comp","comp2","gen","sets","miss","cls","dl","rb"): t(n,lambda: (getattr(o,n)() if n!="p" else o.p))
t("st",T.st); print(T.c()); print(super(T,o), super(T,o).__self__ is o, super(T,o).__thisclass__, super(T,o).__self_class__); t("super()",lambda: super()); t("super(1)",lambda: super(1)); t("super(int,'a')",lambda: super(int,'a')); print(super(T)); print(super(T).__get__(o,T).m()); t("sup3",lambda: super(T,o,1))
class D1:
    def __get__(s,i,o=None): return "nd"
class D2(D1):
    def __set__(s,i,v): print("set",v)
class D3(D2):
    def __delete__(s,i): print("del")
class D4:
    def __set__(s,i,v): print("setonly",v)
class D5:
    def __delete__(s,i): print("delonly")
class W:
    a=D1(); b=D2(); c=D3(); d=D4(); e=D5()
w=W(); w.__dict__.update(a="ia",b="ib",c="ic",d="id",e="ie")
print(w.a,w.b,w.c,w.d,w.e); w.b=1; w.c=2; w.d=3; t("sete",lambda: setattr(w,"e",3)); w.a=9; print(w.a)
for n in "abcde": t("del "+n,lambda: delattr(w,n))
print(W.a,type(W.d)); print(sorted(w.__dict__))
class P:
    @property
    def x(self): "doc x"; return self._x
    @x.setter
    def x(self,v): self._x=v
    ro=property(lambda s:1)
    wo=property(None,lambda s,v:None)
    @x.deleter
    def x(self): del self._x
p=P(); t("unset",lambda: p.x); p.x=3; print(p.x, P.x.__doc__, P.x.fget.__name__); del p.x; t("del",lambda: delattr(p,"x")); t("ro",lambda: setattr(p,"ro",1)); t("rod",lambda: delattr(p,"ro")); t("wo",lambda: p.wo); print(P.x, property().fget, P.x.__name__)
class SL:
    __slots__=("a","__b","__dict__")
    c=1
s=SL(); t("slot",lambda: s.a); s.a=1; s.zz=3; print(s.__dict__, SL.__slots__, SL.a); t("dels",lambda: delattr(s,"a")); t("dels2",lambda: delattr(s,"a")); t("dels3",lambda: delattr(s,"c"))
t("slotconf",lambda: type("X",(),{"__slots__":("a",),"a":1})); t("slotdup",lambda: type("X",(),{"__slots__":("a","a")})); t("slotbad",lambda: type("X",(),{"__slots__":("1a",)})); t("slot int",lambda: type("X",(int,),{"__slots__":("a",)})); t("slotnon",lambda: type("X",(),{"__slots__":5})); t("slot str",lambda: type("X",(),{"__slots__":"abc"})().abc); t("bad base",lambda: type("X",(5,),{})); t("bool base",lambda: type("X",(bool,),{})); t("dup base",lambda: type("X",(A,A),{})); t("mro",lambda: type("X",(object,S),{})); t("layout",lambda: type("X",(int,str),{})); t("none base",lambda: exec("class X(None): pass")); t("fn base",lambda: exec("class X(len): pass")); t("mod base",lambda: exec("class X(sys): pass"))
class ME:
    def __mro_entries__(s,bases): return (S,)
class MEd(ME()): pass
print(MEd.__bases__, MEd.__orig_bases__); t("type me",lambda: type("X",(ME(),),{}))
class ClassCell:
    x=1
    def f(self): return __class__.__name__
    def g(self): return ClassCell.x
print(ClassCell().f(), ClassCell.f.__closure__[0].cell_contents.__name__)
t("no cell",lambda: exec("class M3(type):\n  def __new__(m,n,b,ns):\n    ns.pop('__classcell__',None)\n    return super().__new__(m,n,b,ns)\nclass X(metaclass=M3):\n  def f(self): return __class__\n"))
def deco(tag):
    print("deco",tag)
    def w(c): print("apply",tag,c.__name__); return c
    return w
@deco(1)
@deco(2)
class Dec: pass
class Loc:
    x=10
    y=[x for _ in range(2)]
    t("cls scope",lambda: x)
    z=[i for i in range(x)]
    def f(self): return x
    if x>5: big=True
    else: big=False
    for x in range(3): pass
    del y
    exec("q=4")
print(Loc.x,Loc.q,Loc.big,hasattr(Loc,"y")); t("gx",lambda: Loc().f())
print(Loc.__module__,Loc.__qualname__,Loc.__firstlineno__,Loc.__static_attributes__,P.__static_attributes__,T.__mro__,type(T.__dict__).__name__, T.__subclasses__(), S.__subclasses__())
def outer():
    class In:
        class In2:
            def m(self): pass
    return In
print(outer(), outer().In2, outer().In2.m, outer().In2.m.__qualname__)
