"""Types of _contextvars: views of contexts, tokens, reprs, errors."""

from _contextvars import *
v=ContextVar("v"); w=ContextVar("w",default=5)
c=copy_context()
t=v.set(1)
print(repr(v)[:25], repr(w).split(" at ")[0], repr(t).split(" at ")[0], t.old_value, Token.MISSING, t.old_value is Token.MISSING, type(Token.MISSING))
t2=v.set(2); print(t2.old_value)
c2=copy_context()
print(len(c),len(c2), c2[v], list(c2)==[v], list(c2.keys())==[v], list(c2.values()), list(c2.items())==[(v,2)], v in c2, w in c2, c2.get(w), c2.get(w,7))
for f in (lambda:c2[w],lambda:c2[3],lambda:c2.get(3),lambda:3 in c2, lambda:t.var is v, lambda:v.reset(t2), lambda:repr(t2).split(" at ")[0], lambda:v.reset(t2), lambda:w.reset(t), lambda:hash(c2), lambda: c2==copy_context(), lambda: Context(3), lambda: ContextVar(3), lambda: w.get(), lambda: ContextVar("z").get(), lambda: c2.run(), lambda: c2.run(c2.run,print), lambda: ContextVar[int], lambda: Token(), lambda: hash(t), lambda: v.reset(3)):
    try: print(f())
    except Exception as e: print(type(e).__name__, str(e).split(" at 0x")[0])
