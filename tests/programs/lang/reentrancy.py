"""Containers changed from inside __eq__, __hash__, __del__, __repr__, __iter__, keys and callbacks that run in their own operations."""


def attempt(f, *a):
    try:
        return f(*a)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


class Eq:
    def __init__(self, action, answer=False):
        self.action, self.answer = action, answer

    def __eq__(self, other):
        self.action()
        return self.answer

    def __hash__(self):
        return 1

    def __repr__(self):
        return "Eq"


class Del:
    def __init__(self, action):
        self.action = action

    def __del__(self):
        self.action()

    def __repr__(self):
        return "Del"


l = []
l[:] = [Eq(lambda: l.clear()), 1, 2]
print(attempt(lambda: l.index(5)), l)
l[:] = [Eq(lambda: l.clear()), 1, 2]
print(attempt(lambda: l.remove(5)), l)
l[:] = [Eq(lambda: l.clear(), True), 1, 2]
print(attempt(lambda: l.remove(5)), l)
l[:] = [Eq(lambda: l.append(0) if len(l) < 6 else None), 1]
print(attempt(lambda: 5 in l), len(l))
l[:] = [Eq(lambda: l.clear()), 1, 2]
print(attempt(lambda: l.count(5)), l)
l[:] = [Eq(lambda: l.clear()), 2]
print(attempt(lambda: l == [1, 2]), l)
l[:] = [3, 1, 2]
print(attempt(lambda: l.sort(key=lambda x: l.append(9) or x)), l)
l[:] = [3, 1, 2]
print(attempt(lambda: l.sort(key=lambda x: (len(l), x))), l)


class Lt:
    def __lt__(self, o):
        l.append(1)
        return True


l[:] = [Lt(), Lt()]
print(attempt(l.sort), len(l))
l[:] = [1, 2, 3]


def grow():
    yield 1
    l.append("grown")
    yield 2
    l.clear()
    yield 3


l.extend(grow())
print(l)
l[:] = [1, 2, 3]
l[1:2] = grow()
print(l)
l[:] = [Del(lambda: l.append("by del")), 2]
del l[0]
print(l)
l[:] = [Del(lambda: l.append("by del")), 2]
l[0] = "set"
print(l)
l[:] = [Del(lambda: l.clear()), Del(lambda: l.append("last")), 3]
l[0:2] = []
print(l)
l[:] = [Del(lambda: l.append("in clear")) for _ in range(3)]
l.clear()
print(l)
l[:] = [1, 2, 3]
print([l.pop() for x in l], l)

d = {}
d[Eq(lambda: d.clear())] = 1
d[5] = 2
print(attempt(lambda: d.__setitem__(Eq(lambda: None), 3)), len(d))
d.clear()
e1 = Eq(lambda: d.pop(e1, None))
d[e1] = 1
print(attempt(lambda: d.get(Eq(lambda: None), "default")), len(d))
d.clear()
d["k"] = Del(lambda: d.clear())
d["other"] = 1
d["k"] = "replaced"
print(d)
d.clear()
d["k"] = Del(lambda: d.update(new=1))
del d["k"]
print(d)
d["x"] = Del(lambda: d.update(y=2))
d.pop("x")
print(d)
d.clear()
for i in range(5):
    d[i] = Del(lambda: d.pop(4, None))
d[0] = None
print(sorted(d))
d.clear()
d.update((i, Eq(lambda: d.clear())) for i in range(3))
print(attempt(lambda: d == {0: 1, 1: 1, 2: 1}), d)


class Missing(dict):
    def __missing__(self, k):
        self.clear()
        return "missing"


m = Missing(a=1)
print(m["b"], m)
s = set()
s.add(Eq(lambda: s.clear()))
print(attempt(lambda: s.add(Eq(lambda: None))), len(s))
s = {Eq(lambda: s.clear()), 2}
print(attempt(lambda: Eq(lambda: None) in s), len(s))
s.clear()
s.update([1, 2, 3])
print(attempt(lambda: s.update(x + 10 for x in list(s) if s.discard(x) is None)), sorted(s))


class Repr:
    def __repr__(self):
        l.clear()
        return "cleared"


l[:] = [Repr(), 1, 2]
print(repr(l), l)
d = {1: Repr(), 2: 2}
l[:] = [5]
print(repr(d), l)
t = ([],)
t[0].append(t)
print(t, repr(t))


class Attr:
    pass


o = Attr()
o.x = Del(lambda: o.__dict__.clear())
o.y = 1
o.x = 2
print(o.__dict__)
o.x = Del(lambda: setattr(o, "x", "set by del"))
del o.x
print(o.__dict__)
o.x = Del(lambda: print("sees", hasattr(o, "x")))
o.x = None
g = Del(lambda: print("global g is", globals().get("g", "gone")))
g = 5
g = Del(lambda: print("global g is", globals().get("g", "gone")))
del g


class Node:
    def __init__(self, next):
        self.next = next

    def __del__(self):
        global node
        count.append(1)


count = []
node = None
for _ in range(1000):
    node = Node(node)
while node is not None:
    node = node.next
print(len(count))
node = None
for _ in range(50000):
    node = Node(node)
node = None
print(len(count))


class Iter:
    def __init__(self, l):
        self.l = l

    def __iter__(self):
        return self

    def __next__(self):
        if len(self.l) > 5:
            raise StopIteration
        self.l.append(len(self.l))
        return self.l[-1]


l[:] = []
print(list(Iter(l)), l, [x for x in l if len(l) < 12 and (l.append(x) or True)])
z = [1, 2, 3]
z.extend(z)
z += z[:1]
z[1:1] = z
print(z)


class Hash:
    def __hash__(self):
        d.clear()
        return 1


d = {1: 1, 2: 2}
print(attempt(lambda: d.__setitem__(Hash(), 1)), len(d), attempt(lambda: Hash() in d), len(d))
