"""Tuples that are made and taken apart at once: who holds the items, in which order they die, what the collector sees."""

import gc
import weakref


class Item:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name

    def __del__(self):
        print("dies", self.name)


class Pair(tuple):
    def __del__(self):
        print("pair dies")


def two(a, b):
    return a, b


def many(n):
    return tuple(range(n))


def swap(a, b):
    a, b = b, a
    return a, b


def kept():
    t = Item("k1"), Item("k2")
    a, b = t
    del a
    print("still", t)
    return b


def taken():
    a, b = two(Item("t1"), Item("t2"))
    print("have", a, b)
    del a
    print("left", b)
    x, y, z = Item("x"), Item("y"), Item("z")
    p, q, r = tuple([x, y, z])
    del x, y, z
    print(p, q, r)
    del q
    print("end")


def shared():
    one = Item("s")
    a, b = two(one, one)
    print(a is b, a is one)
    del one, a
    print("before")


def subclass():
    a, b = Pair([Item("p1"), Item("p2")])
    print(a, b)


def overwrites():
    a = Item("old a")
    b = Item("old b")
    a, b = two(Item("new a"), Item("new b"))
    print(a, b)


def from_list():
    a, b = [Item("l1"), Item("l2")]
    c, d, e = [Item("l3"), Item("l4"), Item("l5")]
    print(a, b, c, d, e)


def pairs(n):
    for i in range(n):
        yield i, str(i)


def loops():
    total = []
    for i, s in pairs(4):
        total.append((s, i))
    for i, (a, b) in enumerate(zip("ab", "cd")):
        total.append((i, a, b))
    for k, v in {"x": 1, "y": 2}.items():
        total.append((k, v))
    return total


def big():
    return len(two(*[many(300), many(20)])[0]), sum(many(40)), len((*many(100), *many(50)))


def wrong():
    for t in ((), (1,), (1, 2, 3)):
        try:
            a, b = t
        except ValueError as e:
            print(e)


def cycles():
    gc.collect()
    before = len(gc.get_objects())
    for _ in range(1000):
        t = [None],
        t[0][0] = t
        del t
        a, b = two(1, 2)
    gc.collect()
    return len(gc.get_objects()) - before < 100


def referents():
    item = Item("watched")
    ref = weakref.ref(item)
    a, b = two(item, 1)
    del item
    print(ref() is a)
    del a
    print(ref())


for _ in range(4):
    print(swap(1, 2), two("a", "b"), kept())
    taken()
    shared()
    subclass()
    overwrites()
    from_list()
    print(loops(), big())
    wrong()
    referents()
print(cycles())
