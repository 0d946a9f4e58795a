"""Descriptors: data and non-data precedence, __get__ forms, classes, metaclass attributes, deletion."""


def attempt(f, *a):
    try:
        return f(*a)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


class Data:
    def __get__(self, obj, cls=None):
        return ("data get", obj is not None, cls.__name__)

    def __set__(self, obj, value):
        print("data set", value)

    def __delete__(self, obj):
        print("data delete")


class NonData:
    def __get__(self, obj, cls):
        return ("nondata get", obj is not None, cls.__name__)


class SetOnly:
    def __set__(self, obj, value):
        print("set only", value)


class DeleteOnly:
    def __delete__(self, obj):
        print("delete only")


class GetDelete:
    def __get__(self, obj, cls):
        return "get"

    def __delete__(self, obj):
        print("deleted")


class C:
    data = Data()
    nondata = NonData()
    setonly = SetOnly()
    delonly = DeleteOnly()
    getdel = GetDelete()
    plain = "plain"


c = C()
for name in ("data", "nondata", "setonly", "delonly", "getdel", "plain"):
    c.__dict__[name] = "instance " + name
print(c.data, c.nondata, c.setonly, type(c.delonly).__name__, c.getdel, c.plain)
del c.__dict__["setonly"], c.__dict__["delonly"], c.__dict__["nondata"], c.__dict__["plain"]
print(type(c.setonly).__name__, type(c.delonly).__name__, c.nondata, c.plain)
print(C.data, C.nondata, type(C.setonly).__name__)
c.data = 1
c.setonly = 2
c.nondata = 3
print(c.nondata, attempt(setattr, c, "delonly", 4), attempt(setattr, c, "getdel", 5))
del c.data, c.delonly, c.getdel, c.nondata
print(c.nondata, attempt(delattr, c, "nondata"), attempt(delattr, c, "setonly"))
C.data = "replaced on the class"
print(c.data, C.data)
c.data = "now in instance"
print(c.__dict__["data"])

# The precedence changes while the same code runs.


def read(o):
    return o.attr


class P:
    pass


p = P()
p.attr = "instance"
P.attr = "class"
print([read(p) for _ in range(10)][-1])
P.attr = property(lambda self: "property")
print(read(p))
P.attr = NonData()
print(read(p))
P.attr = Data()
print(read(p))
Data.__get__ = lambda self, o, c=None: "patched get"
print(read(p))
del Data.__set__, Data.__delete__
print(read(p))
del p.attr
print(read(p))
del Data.__get__
print(type(read(p)).__name__)
del P.attr
print(attempt(read, p))


class D:
    def __get__(self, obj, cls):
        raise AttributeError("from descriptor")


class E:
    d = D()

    def __getattr__(self, name):
        return "getattr " + name


class F:
    d = D()


print(E().d, attempt(lambda: F().d), attempt(lambda: E.d), hasattr(F(), "d"), getattr(F(), "d", "default"))


class Meta(type):
    data = property(lambda cls: "meta data")
    nondata = NonData()
    plain = "meta plain"


class G(metaclass=Meta):
    data = "class data"
    nondata = "class nondata"
    plain = "class plain"


class H(metaclass=Meta):
    own = NonData()


print(G.data, G.nondata, G.plain, H.nondata, H.plain, H.own, G().data, attempt(lambda: H().plain))
print(attempt(setattr, G, "data", 1))


# Functions are non-data descriptors; each way of getting a method.
def func(self, *a):
    return ("func", type(self).__name__, a)


class I:
    m = func
    b = [].append
    l = len
    t = int


i = I()
print(i.m(1), I.m(i, 2), func.__get__(i)(3), func.__get__(i, I)(4), func.__get__(None, I) is func, i.t("5"), i.l([1]), i.b("x"))
print(attempt(func.__get__, None), attempt(func.__get__, None, None))
i.m = lambda *a: ("instance function", a)
print(i.m(1))
del i.m
print(i.m())


class Chain:
    """A descriptor found on a descriptor's class is not followed twice."""

    def __get__(self, obj, cls):
        return Data()


class J:
    x = Chain()


print(type(J().x).__name__, type(J.x).__name__)


class ClassAttr:
    def __get__(self, obj, cls):
        return cls

    def __set_name__(self, owner, name):
        self.owner = owner


class K:
    c = ClassAttr()


class L(K):
    pass


print(L.c is L, L().c is L, K.__dict__["c"].owner is K, super(L, L()).c is L)
