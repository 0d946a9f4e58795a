"""Stores to items of objects whose __setitem__ is written in Python."""

import sys


class Store:
    def __init__(self):
        self.items = []

    def __setitem__(self, key, value):
        self.items.append((key, value))
        key = value = None
        return "ignored"


class Derived(Store):
    pass


class Super(Store):
    def __setitem__(self, key, value):
        super().__setitem__(key, [value])


class Grid(list):
    def __setitem__(self, key, value):
        x, y = key
        super().__setitem__(x, value + y)


class Raising:
    def __setitem__(self, key, value):
        raise KeyError(key, value)


class Defaulted:
    def __setitem__(self, key, value, more=3):
        print(key, value, more)


class Collecting:
    def __setitem__(self, *args):
        print(len(args))


class Few:
    def __setitem__(self, key):
        print(key)


class Static:
    @staticmethod
    def __setitem__(key, value):
        print("static", key, value)


class Generating:
    def __setitem__(self, key, value):
        print("never")
        yield


class Missing:
    __setitem__ = None


class OnlyDelete:
    def __delitem__(self, key):
        print("deleted", key)


def put(all, key, value):
    all[key] = value


def tried(all, key, value):
    try:
        all[key] = value
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


for all in (Store(), Derived(), Super()):
    for i in range(4):
        put(all, i, str(i))
    put(all, slice(1, 2), all.items[0])
    all[1:2] = 5
    all[...] = all[0] if hasattr(all, "__getitem__") else None
    print(all.items)
g = Grid([1, 2, 3])
for i in range(3):
    put(g, (i, 10), i)
print(g)
for c in (Raising, Defaulted, Collecting, Few, Static, Generating, Missing, OnlyDelete, object):
    for i in range(2):
        tried(c(), i, "v")


class Looking:
    def __setitem__(self, key, value):
        f = sys._getframe()
        print(f.f_code.co_name, f.f_back.f_code.co_name, sorted(f.f_locals))


put(Looking(), 1, 2)


class Noted:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


class Dropping(Noted):
    def __setitem__(self, key, value):
        print("store", key.name, value.name)
        del key, value


def temporaries():
    for i in range(2):
        Dropping(f"all {i}")[Noted(f"key {i}")] = Noted(f"value {i}")


temporaries()


class Chain:
    def __init__(self, to):
        self.to = to

    def __setitem__(self, key, value):
        if self.to is not None:
            self.to[key] = value + 1
        else:
            print(key, value)


c = None
for _ in range(100):
    c = Chain(c)
c["deep"] = 0


class Endless:
    def __setitem__(self, key, value):
        self[key] = value


tried(Endless(), 1, 2)


class Augmented:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("augmented", key, value)


a = Augmented()
for i in range(3):
    a[i] += 10


def stores():
    s = Store()
    for i in range(3):
        s[i] = yield i
    yield s.items


g = stores()
print(next(g), g.send("a"), g.send("b"), g.send("c"))
put(Raising(), 1, 2)
