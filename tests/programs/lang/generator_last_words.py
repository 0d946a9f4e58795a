"""What dies when a generator returns may look at it."""

import gc
import sys


class Noted:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        g = holder.get("g")
        print("gone", self.name, g and (g.gi_running, g.gi_frame, g.gi_suspended))
        try:
            print(next(g, "ended") if g else None)
        except ValueError as e:
            print(e)


class Looking:
    def __del__(self):
        f = sys._getframe(1)
        print("seen from", f.f_code.co_name, sorted(f.f_locals))
        frames.append(f)


class Raising:
    def __del__(self):
        try:
            raise KeyError("inside")
        except KeyError as e:
            print("caught", e)


holder = {}
frames = []


def one(a, b):
    first, second = Noted(a), Noted(b)
    yield 1
    yield 2
    return first


def looking():
    kept = [1]
    x = Looking()
    yield 1


def raising():
    x = Raising()
    try:
        yield 1
    finally:
        print("finally", sys.exception())


for _ in range(3):
    holder["g"] = one("a", "b")
    for v in holder["g"]:
        print(v)
    holder.clear()
    for v in one("c", "d"):
        print(v)
    for v in looking():
        print(v)
    for v in raising():
        print(v)
    print(list(one("e", "f")), sum(x for x in [1, 2, 3]), tuple(x for x in iter([4])))
print(len(frames), [f.f_lineno > 0 for f in frames])


def delegate():
    r = yield from one("g", "h")
    print("returned", r.name)


for v in delegate():
    print(v)


def caught():
    try:
        raise ValueError("outer")
    except ValueError:
        for v in raising():
            print(v, sys.exception())
        print(sys.exception())


caught()
g = one("i", "j")
next(g)
next(g)
try:
    next(g)
except StopIteration as e:
    print("value", e.value.name)
    del e
print(g.gi_frame, g.gi_code.co_name)
del g
gc.collect()
