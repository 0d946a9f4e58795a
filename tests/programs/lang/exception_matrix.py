"""Every builtin exception with arguments of many kinds: attributes, texts, assignment, chains, clauses."""
import sys
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
import builtins
excs=[v for k,v in sorted(vars(builtins).items()) if isinstance(v,type) and issubclass(v,BaseException)]
for E in excs:
    for a in ((),("a",),("a","b"),(1,2,3),("m",("f",1,2,"t")),("m",[ValueError()]),("utf-8",b"x",0,1,"r"),("utf-8","x",0,1,"r"),("x",0,1,"r"),(2,"s","f"),(2,"s","f",None,"g"),([1],)):
        try: e=E(*a)
        except BaseException as x: print(E.__name__,a,"!!",type(x).__name__,x); continue
        try: s=str(e)
        except BaseException as x: s="STR"+repr(x)
        try: r=repr(e)
        except BaseException as x: r="REPR"+repr(x)
        print(E.__name__,type(e).__name__,e.args,s,r,sorted((k,repr(getattr(e,k,None))) for k in dir(e) if not k.startswith("_") and not callable(getattr(e,k,None)) ))
    print(E.__mro__, E.__doc__, E.__module__, E.__basicsize__>0)
for E,kw in ((ImportError,dict(name="n",path="p",name_from="q")),(ImportError,dict(foo=1)),(NameError,dict(name="n")),(AttributeError,dict(name="n",obj=3)),(AttributeError,dict(x=3)),(ValueError,dict(a=1)),(OSError,dict(a=1)),(SyntaxError,dict(a=1)),(StopIteration,dict(value=1)),(SystemExit,dict(code=1)),(KeyError,dict(a=1)),(UnicodeDecodeError,dict(a=1)),(ModuleNotFoundError,dict(name="z"))):
    t(lambda: (lambda e:(e,vars(e),getattr(e,"name",None),getattr(e,"path",None),getattr(e,"obj",None)))(E("m",**kw)))
e=ValueError("a"); e.x=1; print(vars(e)); e.args=(3,4); print(e,repr(e)); t(lambda: setattr(e,"args",5)); t(lambda: setattr(e,"args",[1])); print(e.args); t(lambda: delattr(e,"args")); t(lambda: setattr(e,"__cause__",5)); t(lambda: setattr(e,"__context__",5)); t(lambda: setattr(e,"__traceback__",5)); t(lambda: setattr(e,"__suppress_context__","x")); t(lambda: setattr(e,"__suppress_context__",5)); print(e.__suppress_context__); e.__cause__=None; print(e.__suppress_context__); t(lambda: delattr(e,"__cause__")); t(lambda: delattr(e,"__traceback__")); t(lambda: e.with_traceback(5)); print(e.with_traceback(None) is e); t(lambda: e.add_note(5)); e.add_note("n"); print(e.__notes__); e.__notes__=5; t(lambda: e.add_note("m")); print(e.__reduce__(), ValueError("q").__reduce__(), e.__setstate__({"z":2}), e.z); t(lambda: e.__setstate__(5))
print(ValueError.__new__(ValueError,1,2).args, BaseException.__new__(KeyError,"k")); t(lambda: BaseException.__new__(int)); t(lambda: ValueError.__new__())
class Sub(ValueError):
    def __init__(s,a,b): s.a=a
class Sub2(ValueError):
    def __new__(c,*a): return super().__new__(c,"new")
class Sub3(OSError):
    def __init__(s,*a,k=None): super().__init__(*a); s.k=k
class Sub4(KeyError):
    def __str__(s): return "custom"
print(repr(Sub(1,2)),Sub(1,2).args,repr(Sub2("x")),repr(Sub3(2,"m",k=4)),Sub3(2,"m").errno,str(Sub4("q")),repr(Sub4("q"))); t(lambda: Sub(1))
s=StopIteration(1,2); print(s.value); s.value=5; print(s.value,s.args); x=SystemExit(1,2); print(x.code); x.code=7; print(x.code,x.args)
o=OSError(2,"No","f",None,"g"); print(o.errno,o.strerror,o.filename,o.filename2,o.args,str(o),type(OSError(17,"x")).__name__,type(OSError(13,"x")).__name__,type(OSError(32,"x")).__name__,type(OSError(11,"x")).__name__,type(OSError(4,"x")).__name__,type(OSError("x")).__name__,type(OSError(9999,"x")).__name__); o.errno=5; o.filename=None; print(str(o)); b=BlockingIOError(11,"x",5); print(b.characters_written if hasattr(b,"characters_written") else "none", b.args)
u=UnicodeDecodeError("utf-8",b"ab\xff",2,3,"bad"); print(u,u.encoding,u.object,u.start,u.end,u.reason); u.start=0;u.end=2; print(u); u.reason="zz"; u.end=50; print(u); t(lambda: setattr(u,"start","a")); t(lambda: setattr(u,"object",5)); v=UnicodeEncodeError("ascii","a\xe9\u1234\U00012345",1,2,"r"); print(v); v.start=2;v.end=3; print(v); v.start=3;v.end=4; print(v); v.end=9; print(v); print(UnicodeTranslateError("a\xe9b",1,2,"r"),UnicodeTranslateError("a\xe9b",0,2,"r")); t(lambda: UnicodeDecodeError("a","b",1,2,"c")); t(lambda: UnicodeEncodeError("a",b"b",1,2,"c")); t(lambda: UnicodeDecodeError())
y=SyntaxError("m",("f",1,2,"t",3,4)); print(y.msg,y.filename,y.lineno,y.offset,y.text,y.end_lineno,y.end_offset,y.print_file_and_line,str(y)); t(lambda: SyntaxError("m",(1,2))); t(lambda: SyntaxError("m",("f",1,2,"t",3))); print(str(SyntaxError("m",("d/f.py",7,2,"t"))), str(SyntaxError("m",(None,7,2,"t"))), str(SyntaxError("m",("f",None,2,"t"))), SyntaxError().msg, str(SyntaxError()))
n=NameError("x",name="q"); n.name="z"; print(n.name); del n.name; print(n.name); k=KeyError("a"); print(str(k),str(KeyError()),str(KeyError(1,2)),str(KeyError("")))
def chain():
    try:
        try: raise ValueError(1)
        except ValueError as e: 
            raise KeyError(2) from e
    except KeyError as k:
        return repr(k.__cause__), repr(k.__context__), k.__suppress_context__, k.__traceback__.tb_lineno-chain.__code__.co_firstlineno, k.__traceback__.tb_next
print(chain())
t(lambda: exec("raise ValueError from ValueError('c')")); t(lambda: exec("raise 5")); t(lambda: exec("raise int")); t(lambda: exec("raise ValueError from 5")); t(lambda: exec("raise")); t(lambda: exec("raise None")); t(lambda: exec("raise ValueError('a') from None")); t(lambda: exec("raise Sub",globals()))
class NewRet(Exception):
    def __new__(c): return 5
class BadInit(Exception):
    def __init__(s): raise TypeError("in init")
t(lambda: exec("raise NewRet",globals())); t(lambda: exec("raise BadInit",globals())); t(lambda: exec("raise ValueError from BadInit",globals())); t(lambda: exec("raise ValueError from NewRet",globals()))
def match(exc,*cls):
    try:
        try: raise exc
        except cls[0] if len(cls)==1 else cls as e: return "caught",type(e).__name__
    except BaseException as e: return "escaped",type(e).__name__,str(e)
print(match(ValueError(),ValueError),match(ValueError(),(KeyError,ValueError)),match(ValueError(),KeyError,ValueError),match(ValueError(),5),match(ValueError(),(5,)),match(ValueError(),(KeyError,(ValueError,))),match(ValueError(),()),match(ValueError(),int),match(ValueError(),None),match(KeyboardInterrupt(),Exception),match(KeyboardInterrupt(),BaseException))
def fin():
    for i in range(3):
        try:
            if i==1: continue
            try: 1/(i-2)
            except ZeroDivisionError: return "zde"
            else: print("else",i)
            finally: print("inner",i)
        finally: print("outer",i)
print(fin())
print(sys.exc_info(), sys.exception())
def infos():
    out=[]
    try: raise KeyError("a")
    except KeyError:
        out.append(sys.exc_info()[:2])
        try: raise ValueError("b")
        except ValueError: out.append(repr(sys.exception()))
        out.append(repr(sys.exception()))
        def g(): out.append(repr(sys.exception())); yield; out.append(repr(sys.exception()))
        q=g(); next(q)
    out.append(sys.exception()); list(q); return out
print(infos())
