"""gc: collecting cycles, switches, thresholds; __del__ run promptly and from cycles; resurrection."""

import gc

from _table import attempt

log = []


class Node:
    def __init__(self, name):
        self.name = name
        self.link = None

    def __del__(self):
        log.append(self.name)


def show(label):
    print(label, sorted(log))
    log.clear()


gc.collect()
a = Node("a")
del a
show("dropped at once")
a = Node("a")
a = Node("b")
show("rebound")
a = None
show("set to None")


def local():
    x = Node("local")
    return 5


local()
show("left the function")
[Node("in list") for _ in range(2)]
show("list dropped")
d = {"k": Node("value")}
d["k"] = 1
show("replaced in dict")
holder = Node("outer")
holder.link = Node("inner")
del holder
show("chain")
gc.disable()
a, b = Node("x"), Node("y")
a.link, b.link = b, a
del a, b
show("cycle before collect")
print(gc.collect() >= 2)
show("cycle after collect")
a = Node("self")
a.link = a
del a
gc.collect()
show("self cycle")


def make_closure():
    n = Node("closed")

    def f():
        return f, n

    return f


make_closure()
gc.collect()
show("closure cycle")
items = [Node("listed")]
items.append(items)
del items
gc.collect()
show("list cycle")
t = ([Node("tupled")],)
t[0].append(t)
del t
gc.collect()
show("tuple cycle")


class Phoenix:
    saved = None
    count = 0

    def __del__(self):
        Phoenix.count += 1
        Phoenix.saved = self


Phoenix()
print(Phoenix.count, type(Phoenix.saved).__name__)
Phoenix.saved = None
print(Phoenix.count)


class CyclePhoenix:
    saved = []

    def __init__(self):
        self.me = self

    def __del__(self):
        CyclePhoenix.saved.append(self)


CyclePhoenix()
gc.collect()
print(len(CyclePhoenix.saved))
CyclePhoenix.saved[0].me = None
CyclePhoenix.saved.clear()
gc.collect()
print(len(CyclePhoenix.saved))
print(gc.isenabled(), gc.enable(), gc.isenabled(), gc.disable(), gc.isenabled())
gc.enable()
print(type(gc.get_threshold()).__name__, len(gc.get_threshold()), len(gc.get_count()), gc.garbage, gc.set_threshold(*gc.get_threshold()))
print(gc.is_tracked([]), gc.is_tracked(5), gc.is_tracked("a"), gc.is_tracked(Node), attempt(gc.collect, 5), attempt(gc.collect, "x"), attempt(gc.collect, -1))
stats = gc.get_stats()
print(len(stats), sorted(stats[0])[:2])
print(gc.get_debug(), gc.set_debug(0), type(gc.callbacks).__name__, gc.freeze(), gc.unfreeze(), gc.get_freeze_count())
log.clear()


class Raises:
    def __del__(self):
        log.append("del ran")


try:
    r = Raises()
    raise ValueError
except ValueError:
    pass
del r
show("after an exception")


def generator():
    held = Node("in generator")
    try:
        yield 1
    finally:
        log.append("finally")


g = generator()
next(g)
del g
show("generator closed")
for _ in range(3000):
    n = Node("auto")
    n.link = n
n = None
gc.collect()
print(len(log), set(log))
