"""Attributes of instances whose __dict__ has been taken, replaced or changed by hand, read and written at warm places."""


class C:
    def __init__(self, **attributes):
        self.__dict__.update(attributes)


class E(Exception):
    pass


class D(dict):
    pass


class S(str):
    pass


def get(o):
    return o.v


def put(o, x):
    o.v = x


def call(o):
    return o.v(3)


def many(o, n=30):
    for _ in range(n):
        r = get(o)
    return r


c = C(u=0, v=1, w=2)
print(many(c), many(C(v=5)), many(C(w=1, v=6)))
for i in range(30):
    put(c, i)
print(many(c), c.__dict__, list(vars(c)))
del c.v
try:
    many(c)
except AttributeError as e:
    print(e)
put(c, "again")
print(many(c), list(vars(c)))
c.__dict__ = {"v": "another dict"}
print(many(c), vars(c))
c.__dict__ = {"u": 1, "v": "second place"}
print(many(c))
put(c, "stored")
print(vars(c))
c.__dict__ = {S("v"): "key of a subclass"}
print(many(c))
put(c, "over it")
print([(type(k).__name__, v) for k, v in vars(c).items()])
c = C(v=lambda x: x + 1)
print([call(c) for _ in range(20)][-1])
C.v = "class attribute"
print(type(many(c)).__name__)
C.v = property(lambda self: "property")
print(many(c))
try:
    put(c, 1)
except AttributeError as e:
    print(e)
del C.v
print(type(many(c)).__name__)
C.__getattr__ = lambda self, name: "missing " + name
c.__dict__.clear()
print(many(c))
del C.__getattr__
e, d = E("x"), D(a=1)
for o in (e, d):
    o.u = 1
    for i in range(30):
        put(o, i)
    print(many(o), o.__dict__)
    del o.u, o.v
    try:
        many(o)
    except AttributeError as error:
        print(error)


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name, getattr(c, "v", None))


c = C(v=Loud("first"))
for i in range(20):
    put(c, Loud(i) if i > 17 else None)
c = C(v=1)
big = C(**{f"a{i}": i for i in range(300)}, v="far")
print(many(big))


class Meta(type):
    on_meta = "meta"

    @property
    def shadowed(cls):
        return "from the metaclass"


class K(metaclass=Meta):
    plain = 1
    shadowed = 2
    on_meta = 3

    def f(self):
        return "f"

    @classmethod
    def g(cls):
        return cls.__name__

    @staticmethod
    def h(x):
        return x


class L(K):
    pass


for k in [K, L] * 10:
    r = k.plain, k.shadowed, k.on_meta, k.f(None), k.g(), k.h(7)
print(r)
Meta.plain = property(lambda cls: "late")
for k in [K, L]:
    print(k.plain)
del Meta.plain
L.plain = "own"
print([k.plain for k in (K, L) * 5][-2:])
