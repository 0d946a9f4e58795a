"""__dict__ of instances: reading, writing, replacing, sharing, ordering, many attributes, subclasses of dict."""


class C:
    def __init__(self):
        self.a = 1
        self.b = 2


def read(o):
    return o.a, o.b


c = C()
print(c.__dict__, vars(c) is c.__dict__)
c.__dict__["a"] = 10
c.__dict__["new"] = 20
print(read(c), c.new)
del c.__dict__["b"]
try:
    read(c)
except AttributeError as e:
    print(e)
c.b = 3
print(list(c.__dict__), read(c))
c.__dict__ = {"a": "A", "b": "B"}
print(read(c), c.__dict__)
old = c.__dict__
del c.a
print(old)
shared = C()
shared.__dict__ = old
shared.z = 1
print(c.z, c.__dict__ is shared.__dict__)
for bad in (5, None, [], "x"):
    try:
        c.__dict__ = bad
    except TypeError as e:
        print(e)
del c.__dict__
print(c.__dict__)
c.x = 1
print(c.__dict__, old)
c.__dict__.update(a=1, b=2)
print(read(c))
c.__dict__.clear()
print(c.__dict__, hasattr(c, "a"))
c.__dict__[5] = "non-string key"
print(c.__dict__)

# A loop in which instances lose and regain their inline attributes.
log = []
objs = [C() for _ in range(8)]
for i, o in enumerate(objs * 3):
    if i == 3:
        o.__dict__
    if i == 4:
        o.__dict__["a"] = "four"
    if i == 5:
        o.__dict__ = {"a": "five", "b": 5}
    if i == 6:
        del o.a
        o.a = "six"
    if i == 7:
        o.extra = 1
    if i == 8:
        o.__dict__.pop("b")
        o.__dict__["b"] = "eight"
    o.b = o.b
    log.append(read(o))
print(log)


class Many:
    pass


m = Many()
for i in range(200):
    setattr(m, f"attr{i}", i)
print(len(m.__dict__), m.attr0, m.attr199, sum(m.__dict__.values()))
for i in range(0, 200, 2):
    delattr(m, f"attr{i}")
print(len(m.__dict__), list(m.__dict__)[:3], m.attr101)
for i in range(0, 10, 2):
    setattr(m, f"attr{i}", -i)
print(list(m.__dict__)[-3:], m.attr8)


class Order:
    def __init__(self, flip):
        if flip:
            self.x = 1
            self.y = 2
        else:
            self.y = 3
            self.x = 4
        self.z = 5


print([list(Order(f).__dict__.items()) for f in (0, 1, 0)])


def total(objects):
    return [(o.x, o.y, o.z) for o in objects]


print(total([Order(i % 2) for i in range(6)]))


class Partial:
    def __init__(self, n):
        if n & 1:
            self.a = 1
        if n & 2:
            self.b = 2
        if n & 4:
            self.c = 4


print([sorted(Partial(n).__dict__.items()) for n in range(8)])
print([[getattr(Partial(n), k, None) for k in "abc"] for n in range(8)])


class D(dict):
    pass


d = D(x=1)
d.attr = 5
print(d, d.__dict__, "attr" in d)


class Sub(C):
    def __init__(self):
        super().__init__()
        self.c = 3


s = Sub()
print(s.__dict__, read(s))


def function():
    pass


function.attr = 1
function.__dict__["other"] = 2
print(function.__dict__, function.other)
try:
    function.__dict__ = 5
except TypeError as e:
    print(e)
snapshot = dict(s.__dict__)
for k in list(s.__dict__):
    delattr(s, k)
print(s.__dict__, snapshot)
try:
    for k in c.__dict__:
        c.another = 1
except RuntimeError as e:
    print(e)
