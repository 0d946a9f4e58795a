"""Cycle collection: counts, finalizers in cycles, resurrection, generators, classes, callbacks, thresholds."""

import gc

gc.collect()
gc.disable()


class N:
    def __init__(self, name=None):
        self.name = name
        self.ref = None


class D(N):
    def __del__(self):
        print("~" + self.name, end=" ")


def cycle(cls, *names):
    nodes = [cls(n) for n in names]
    for a, b in zip(nodes, nodes[1:] + nodes[:1]):
        a.ref = b


print(gc.isenabled(), gc.collect())
cycle(N, "a", "b")
print(gc.collect(), gc.collect())
l = []
l.append(l)
del l
print(gc.collect())
d = {}
d["self"] = d
del d
print(gc.collect())
n = N()
n.ref = n
del n
print(gc.collect())
cycle(D, "x")
print("before", end=" ")
print(gc.collect())
names = []


class Named(N):
    def __del__(self):
        names.append(self.name)


cycle(Named, "p", "q", "r")
print(gc.collect(), sorted(names))


def self_function():
    def f():
        return f

    f


self_function()
print(gc.collect())


def gen():
    g = yield
    try:
        yield g
    finally:
        print("generator closed by the collector", end=" ")


g = gen()
next(g)
g.send(g)
del g
print("now", end=" ")
print(gc.collect() > 0)
class K:
    pass


K.self = K
del K
print(gc.collect() > 0)


class Resurrect:
    saved = []

    def __init__(self):
        self.me = self

    def __del__(self):
        Resurrect.saved.append(self)


Resurrect()
print(gc.collect(), len(Resurrect.saved), Resurrect.saved[0].me is Resurrect.saved[0])
Resurrect.saved.clear()
print(gc.collect(), len(Resurrect.saved))


class Raises:
    def __init__(self):
        self.me = self

    def __del__(self):
        try:
            raise ValueError
        except ValueError:
            print("raised and handled", end=" ")


Raises()
print(gc.collect())


def exception_cycle():
    try:
        raise ValueError
    except ValueError as e:
        kept = e


exception_cycle()
print(gc.collect() > 0)


class Slots:
    __slots__ = ("me",)


s = Slots()
s.me = s
del s
print(gc.collect())
t = ([],)
t[0].append(t)
del t
print(gc.collect())
st = N()
st.ref = {1: [st], 2: (st,), 3: lambda: st, 4: iter([st]), 5: st.__init__}
del st
print(gc.collect() > 0)
keep = D("kept")
keep.ref = keep
print(gc.collect(), keep.name)
keep.ref = None
del keep
print("died by count")
outer = N()
outer.ref = D("hangs on a cycle")
outer.me = outer
del outer
print(gc.collect() > 0)
big = [None]
for _ in range(20000):
    big = [big]
ring = big
while ring[0] is not None:
    ring = ring[0]
ring[0] = big
del big, ring
print(gc.collect())
long_chain = None
for _ in range(100000):
    long_chain = (long_chain,)
del long_chain
print("deep tuple freed", gc.collect())
many = []
for i in range(1000):
    a, b = [], {}
    a.append(b)
    b["a"] = a
    many.append(a)
print(gc.collect())
del many, a, b
print(gc.collect())
print(gc.is_tracked([]), gc.is_tracked(5), gc.is_tracked("a"), gc.is_tracked({}), gc.is_tracked({"a": []}), gc.is_tracked(N()), gc.is_tracked(N), gc.is_tracked(None))
print(gc.get_debug(), type(gc.get_threshold()).__name__, len(gc.get_threshold()), len(gc.get_count()), gc.garbage)
x = [1]
y = [x, x]
print(len([o for o in gc.get_referents(y) if o is x]), any(o is y for o in gc.get_referrers(x)), gc.get_referents(5), gc.is_finalized(x))
log = []


def callback(phase, info):
    log.append((phase, sorted(info)))


gc.callbacks.append(callback)
gc.collect()
gc.callbacks.remove(callback)
print(log)
for bad in (-1, 3, "x"):
    try:
        gc.collect(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
print([type(gc.collect(i)).__name__ for i in range(3)])
gc.enable()
print(gc.isenabled())
dead = 0


class Auto:
    def __init__(self):
        self.me = self

    def __del__(self):
        global dead
        dead += 1


for _ in range(50000):
    Auto()
print("the collector ran by itself:", dead > 0)
gc.collect()
print(dead)
