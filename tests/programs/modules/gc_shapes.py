# Cycles of every shape: what the collector subtracts from each count, and what it finds reachable from elsewhere.
import gc
import weakref


class Node:
    pass


class Text(str):
    pass


class Slots:
    __slots__ = ("a", "b", "__weakref__")


def repeated(n):
    x = Node()
    x.all = [x] * n
    x.pairs = ([x, None, x, 1, x, x],) * 3
    return x


def texts():
    t = Text("é" * 3)
    t.itself = t
    t.wide = Text("\U0001f600ab")
    t.wide.back = t
    return t


def keys():
    x = Node()
    x.by_name = {"a": x, "b": [x], Text("c"): x}
    x.by_self = {x: "x", (x, 1): x, 2: {x}, 3: frozenset([x, 4])}
    return x


def functions():
    x = Node()

    def f(a=x, *, b=[x, x]):
        return f, x

    f.extra = x
    x.f = f
    x.g = (v for v in [x, x])
    next(x.g)
    x.partial = f.__get__(x)
    return x


def slots():
    s = Slots()
    s.a = s.b = [s, s, s]
    return s


def classes():
    class C:
        pass

    c = C()
    C.one, C.many = c, [c] * 5
    return c


makers = [lambda: repeated(1000), texts, keys, functions, slots, classes]
gc.collect()
gc.disable()
for make in makers:
    # Unreachable but for itself: goes. Reachable from one word anywhere within: stays.
    r = weakref.ref(make())
    print(gc.collect() > 0, r() is None, end=" ")
    x = make()
    r = weakref.ref(x)
    holder = [None, x, x]
    del x
    print(gc.collect(), r() is None, end=" ")
    holder[:] = holder[:2]
    print(gc.collect(), r() is None, end=" ")
    del holder
    print(gc.collect() > 0, r() is None)

# Held only by what an object of a cycle gives out.
x = repeated(3)
inner, r = x.all, weakref.ref(x)
del x
print(gc.collect(), len(inner), inner[0] is r())
inner.append(inner)
del inner
print(gc.collect() > 0, r())


# Saved by a finalizer, the rest of the garbage with it, and gone the next time.
saved = []


class Phoenix:
    def __del__(self):
        saved.append(self)


p = Phoenix()
p.all = [p] * 10
p.friend = Node()
p.friend.back = [p, p]
r = weakref.ref(p.friend)
del p
gc.collect()
print(len(saved), len(saved[0].all), saved[0].friend.back[1] is saved[0])
r = weakref.ref(saved[0].friend)
saved.clear()
print(gc.collect() > 0, r(), saved)
