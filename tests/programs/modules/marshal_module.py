"""Values through `marshal` in every version."""
import marshal
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
def f(a,b=2,*c,d,**e):
    "doc"
    def g(): return a+x
    x=3
    return g()+b
vals=[None,True,False,...,StopIteration,1,-1,2**31-1,2**31,-2**31,-2**31-1,2**100,-2**100,1.5,float('inf'),1+2j,b"abc","abc","é\ud800","x"*300,"long é"*100,(),(1,2,(3,)),[1,[2]],{1:2,"a":[3]},{1,2,3},frozenset([1,"a"]),slice(1,2,None),tuple(range(300)),bytearray(b"xx"),memoryview(b"yy"),"a b"]
for v in vals:
    for ver in (0,1,2,3,4,5):
        try:
            r=marshal.loads(marshal.dumps(v,ver)); print(ver,repr(r)[:100], r==v or v.__class__ in(bytearray,memoryview), type(r))
        except Exception as e: print(ver,type(e).__name__,e)
l=[]; l.append(l); r=marshal.loads(marshal.dumps(l)); print(r[0] is r)
t(lambda:marshal.dumps(l,2)); t(lambda:marshal.dumps(object())); t(lambda:marshal.dumps(f)); 
class I(int): pass
t(lambda:marshal.dumps(I(3))); t(lambda:marshal.dumps([I(3)]))
g=type(f)(marshal.loads(marshal.dumps(f.__code__)),globals(),"f"); print(g(1,2,d=3), g.__doc__, g.__code__==f.__code__)
t(lambda:marshal.dumps(f.__code__,allow_code=False)); t(lambda:marshal.loads(marshal.dumps(f.__code__),allow_code=False))
t(lambda:eval(marshal.loads(marshal.dumps(compile("[i*2 for i in range(3)]","x","eval")))))
for b in (b"",b"?",b"i",b"i\1\0",b"(\1\0\0\0",b"(\xff\xff\xff\xff",b"0",b"[\1\0\0\0000",b"r\0\0\0\0",b"l\1\0\0\0\xff\xff",b"l\1\0\0\0\0\0",b"s\xff\xff\xff\xff",b"u\1\0\0\0\xff",b"l\0\0\0\x80",b"N extra",b"c"+b"\0"*20, b"f\x03abc",b"{N0",b"{0"): t(lambda:marshal.loads(b))
import io
b=io.BytesIO(); marshal.dump([1,"a"],b); marshal.dump((2,),b); b.seek(0); print(marshal.load(b),marshal.load(b)); t(lambda:marshal.load(b)); t(lambda:marshal.load(3)); t(lambda:marshal.loads("a")); t(lambda:marshal.dumps()); print(marshal.version)
d=[]
for i in range(3000): d=[d]
t(lambda:marshal.dumps(d)); t(lambda:marshal.loads(b"["*1 and b"[\1\0\0\0"*3000))
