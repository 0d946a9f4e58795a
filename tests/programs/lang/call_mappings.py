"""** and dict updates from objects that are hardly mappings."""
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e, repr(e.__context__), repr(e.__cause__))
class K:
    def keys(s): return 5
    def __getitem__(s,k): return k
class K2:
    def keys(s): raise KeyError("x")
class K3:
    keys=5
class K4:
    def keys(s): return iter([1])
    def __getitem__(s,k): raise KeyError(k)
class K5:
    def keys(s):
        class It:
            def __iter__(s): raise TypeError("mine")
        return It()
class K6:
    def keys(s):
        class It:
            def __iter__(s): raise ValueError("mine")
        return It()
class K7:
    def keys(s): return [1]
class K8:
    def keys(s): return ["a"]
    def __getitem__(s,k): return 1
def f(**k): return k
for c in (K,K2,K3,K4,K5,K6,K7,K8):
    t(lambda: f(**c())); t(lambda: {**c()}); t(lambda: {}.update(c())); t(lambda: dict(c())); t(lambda: {}|c()); 
    def g():
        d={}; d|=c(); return d
    t(g); t(lambda: f(a=1,**c()))
