"""An object's `__dict__` that is made on demand, of few and of many attributes."""
import sys


class Bag:
    pass


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone:", self.name)


for n in (0, 1, 2, 5, 6, 10, 11, 22, 42, 43, 64, 84, 85, 86, 99, 100, 101, 130, 200):
    bag = Bag()
    for i in range(n):
        setattr(bag, f"name{i}", i)
    d = bag.__dict__
    assert list(d) == [f"name{i}" for i in range(n)], n
    assert list(d.values()) == list(range(n)), n
    assert all(d[f"name{i}"] == i for i in range(n)), n
    assert all(getattr(bag, f"name{i}") == i for i in range(n)), n
    d["more"] = -1
    bag.other = -2
    assert bag.more == -1 and d["other"] == -2 and len(d) == n + 2, n
    assert "absent" not in d and not hasattr(bag, "absent")
    for i in range(0, n, 2):
        del d[f"name{i}"]
    assert len(d) == n + 2 - (n + 1) // 2
    assert vars(bag) is d and bag.__dict__ is d
print("sizes are right")

bag = Bag()
bag.a, bag.b = Loud("a"), Loud("b")
value = bag.a
before = sys.getrefcount(value)
d = bag.__dict__
print(sys.getrefcount(value) == before)
del value
bag.a = None
del bag
print(sorted(d))
del d["b"]
print("%(a)s" % d, d)

one, two = Bag(), Bag()
one.x = two.x = Loud("x")
one.__dict__.update(y=1)
print(two.__dict__, one.__dict__.keys() - two.__dict__.keys()) if False else print(one.y, hasattr(two, "y"))
two.__dict__ = one.__dict__
one.z = 3
print(two.z)
del one, two
print("end")
