"""A function may be given more defaults than it has parameters."""

def f(): return 1
f.__defaults__ = (1, 2, 3)
def g(a): return a
g.__defaults__ = (1, 2, 3)
for i in range(20):
    print(f(), g(), g(5)) if i == 19 else (f(), g(), g(5))
for h, a in ((f, (1,)), (g, (1, 2))):
    try: h(*a)
    except TypeError as e: print(e)
    try: h(1, 2)
    except TypeError as e: print(e)
