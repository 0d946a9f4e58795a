"""f-strings with nested specifiers, conversions, debugging, quotes inside, and their errors."""
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
x=3.14159; n=5; w=10; s="abc"; d={"a":1,'b"c':2}; l=[1,2,3]
class F:
    def __format__(self,spec): return f"<{spec}>"
    def __str__(self): return "S"
    def __repr__(self): return "R\u00e9"
f=F()
print(f"{x:.2f} {x:{w}.{n}f} {x:>{w}} {s!r:>{w}} {s!s:*^{w}} {s!a} {f} {f!r} {f!s} {f!a} {f:a{s}b{n:03}} {f:} {f!r:>8}")
print(f"{n=} {n = } {n=:>5} {s=} {s=!s} {x=:.1f} {f=} {n+1=} { n = !r:^10} {l[0]=}")
print(f"{{}} {{{n}}} {{{{ {n}}}}} {d['a']} {d["b\"c"]} {'nested ' + f'{n}' + f"{f'{s}'}"} {[i for i in l]} {(lambda q: q*2)(3)} {n if n else s} {l[1:]} {{1,2}} {n!=5}")
print(f"""multi
{n
 + 1} {
 s !r}
""")
print(f"{'\n'.join(l and ['a','b'])}", f"{chr(10)!r}", f"\N{BULLET} {n}\x41\u00e9", rf"\n{n}\{n}", f"{n}" "plain" f"{s}", "a" f"b" 'c', f"", f"{''}")
print(f"{n:{'>' + str(w)}} {n:{w}{'d'}} {x:{'.'}{2}f} {n:#{'x'}} {n:,} {1234567:_} {n:+} {n:b} {n:08b} {n:e} {255:X} {s:.2} {True} {True:d} {None} {None!s:>6} {b'x'} {...}")
t(lambda: f"{n:q}"); t(lambda: f"{s:d}"); t(lambda: f"{None:>5}"); t(lambda: f"{l:>5}"); t(lambda: f"{undefined}"); t(lambda: f"{1/0}"); t(lambda: f"{x:{'a'}}"); t(lambda: f"{object():x}")
class B:
    def __format__(self,s): return 5
class B2:
    def __str__(self): return 5
class B3:
    def __repr__(self): raise ValueError("r")
t(lambda: f"{B()}"); t(lambda: f"{B2()}"); t(lambda: f"{B2()!s}"); t(lambda: f"{B3()!r}"); t(lambda: f"{B3()}"); t(lambda: f"{B3()!a}")
for src in ["f'{'", "f'{}'", "f'{a b}'", "f'{a!x}'", "f'}'", "f'{a:{b:{c:{d}}}}'", "f'{a!r:{b}'", "f'{*a}'", "f'{a=!r:>{5}}'", "f'{lambda x:1}'", "f'{a;b}'", "f'{#}'", "f'{a!}'", "f'{!r}'", "f'{a!r b}'", "f'{a:{}}'", "f'{yield}'", "f'{a[}'", "f'{(}'", "f'''{\n}'''", "f'{a$b}'", "f'{a:\\n}'", "f'{\"a\"'", "fb''", "f'{a:=5}'", "f'{(a:=5)}'",  "f'{1.}'", "f'{a}' b''","rb'\\x' u''","f'{a!r!s}'","f'{ }'","f'{a,}'","f'{a,b}'","f'{**a}'","f'{a if b}'","f'{a:{b}:{c}}'","f'{a!r:}'","f'{a'","f'{a:'","f'{a:x'"]:
    try: print(src, eval(src,{"a":7,"b":3,"c":2,"d":1}))
    except BaseException as e: print(src,type(e).__name__,getattr(e,'msg',e))
import sys
def g():
    return f"{n} {1/
0}"
try: g()
except ZeroDivisionError: sys.excepthook(*sys.exc_info())
