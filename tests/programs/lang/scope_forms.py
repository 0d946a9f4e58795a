"""Where names are found, and what is said where they are not."""
import sys
def t(f,*a):
    try: print(f(*a))
    except BaseException as e: print(type(e).__name__, e)
x="global"
def f1():
    x=1
    def g():
        nonlocal x
        x+=1
        return x
    return g(),g(),x
t(f1)
def f2():
    def g(): return y
    t(g); y=5; t(g); del y; t(g)
f2()
def f3():
    global newg
    newg=1
    del newg
    t(lambda: newg)
f3()
def f4(): 
    print(x2); x2=1
t(f4)
def f5():
    for i in range(3): pass
    return i, [i for i in range(5)], i
t(f5)
def f6():
    fs=[lambda: i for i in range(3)]
    gs=[lambda i=i: i for i in range(3)]
    return [f() for f in fs],[g() for g in gs]
t(f6)
def f7():
    try: raise ValueError("q")
    except ValueError as e: pass
    return e
t(f7)
def f8():
    e=1
    try: raise ValueError
    except ValueError as e: e=5
    try: return e
    except UnboundLocalError as q: return str(q)
t(f8)
def f9(a,b=[]):
    b.append(a); return b
print(f9(1),f9(2),f9.__defaults__)
def f10():
    exec("z=1"); 
    try: z
    except NameError as e: print(e)
    d={}; exec("z=1",d); return d["z"], eval("x"), eval("q",{"q":2}), eval("w",{},{"w":3})
t(f10)
def f11():
    a=1
    def g():
        b=a
        def h(): return a,b,x
        return h
    h=g(); return h(), h.__code__.co_freevars, h.__closure__[0].cell_contents, g.__code__.co_cellvars
t(f11)
def f12():
    l=locals(); a=1; l2=locals(); l2["a"]=5; return l,l2,a
t(f12)
