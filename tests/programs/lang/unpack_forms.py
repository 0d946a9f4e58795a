"""Statements of assignment, unpacking, deletion and import in one line each, with what they leave or raise."""
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
def ex(s,g=None):
    g=g if g is not None else {}
    try: exec(s,g); print({k:v for k,v in g.items() if k!='__builtins__'})
    except BaseException as e: print(type(e).__name__, e)
for s in ["a,b=1,2","a,b=1","a,b=1,2,3","a,b=[1]","a,*b=1,2,3","*a,b=1,","a,*b,c=1,","a,*b,c=1","(a,b),c=(1,2),3","[a,[b,*c]]=[1,[2,3,4]]","a=b=c,d=1,2","a,b='xy'","a,b={1:2,3:4}","a,b={1,2,3}","a,b=iter([1,2,3])","a,b=(x for x in [1])","a,b=range(5)","a,b=None","a,b=5","*a,=()","*a,*b=1","a,b=b'12'","a,=[1,2]","()=()","()=1","[]=[1]","for a,b in [(1,2),(3,4)]: pass","for a,*b in ['abc','d']: pass","for (a,b),c in [((1,2),3)]: pass","x=[0,0];x[0],x[1]=1,2","class A: pass\nA.x,A.y=1,2\nz=A.x,A.y","i=0;x=[9,9];i,x[i]=1,5","a=1,*[2,3],4","a=[*range(2),*'ab']","a={*[1,2],*{3}}","a={**{'x':1},'y':2,**{'x':3}}","a=*[],","a=(*(),)","def f():\n yield 1,*[2]\na=list(f())","def f(): return 1,*[2,3]\na=f()","a={**1}","a=[*1]","a={*1}","a={**[(1,2)]}","a={**{1:2},3:4}","for x in 1,*[2]: pass","a=b,c=*[1],2","x,y=y,x","del a","a=1;del a,a","a=[1,2,3];del a[0],a[-1]","a=b=1\ndel (a,b)","a=b=1\ndel [a,(b)]","del ()","with open('/dev/null') as (a,b): pass","a:int=5","a:int","(a):int=3","x:int=y=5","a+=1","a=1;a+=1;a-=5;a*=3;a//=2;a**=2;a%=7;a<<=2;a>>=1;a|=8;a&=12;a^=1","a=[1];a+=(2,);a*=2","a=(1,[2])\na[1]+=[3]","a,b=c","a=1 if 0 else 2","a=(b:=5)+b","a=[b:=1,b+1]","if (n:=10)>5: pass","a=[y:=1,y**2]","a=[z for x in range(3) if (z:=x)]","while (n:=globals().get('n',0)+1)<3: pass","a=lambda: (x:=1)","a=not 1 in [2]","a=1<2<3>2!=4","a=None is not 1","a=-2**2","a=2**-1","a=2**3**2","a=1 or 1/0","a=0 and 1/0","a='' or [] or 0","a=3 and 0 and 1","assert 0,'msg'","assert (0,)","assert 0","assert 1","pass;pass","a=...","global a;a=1","a=1;exec('a=2')","import os.path as p;p=p.__name__","from os import path as q, sep;q=1","from nope import x","import nope.sub","import sys as s,os;s=os=1"]: print(repr(s)); ex(s)
class N:
    def __iter__(self): raise KeyError("no iter")
class N2:
    def __iter__(self): return 5
class N3:
    def __getitem__(self,i):
        if i<3: return i
        raise IndexError
class N4:
    __iter__=None
class N5:
    def __iter__(self): return self
    def __next__(self): raise ZeroDivisionError("nx")
for c in (N,N2,N3,N4,N5): 
    def f():
        a,b,c_=c()
        return a,b,c_
    t(f); t(lambda: [*c()]); t(lambda: list(c())); t(lambda: 2 in c()); t(lambda: max(*c())); t(lambda: dict(c()))
