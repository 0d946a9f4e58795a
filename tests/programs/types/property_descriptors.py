"""property, classmethod, staticmethod and descriptors of our own; __set_name__; their errors."""

from _table import attempt, table


class Box:
    def __init__(self):
        self._v = 1

    @property
    def v(self):
        "the value"
        return self._v

    @v.setter
    def v(self, new):
        self._v = new

    @v.deleter
    def v(self):
        self._v = None

    @property
    def fixed(self):
        return 42

    write_only = property(None, lambda self, x: print("wrote", x))
    empty = property()

    @property
    def broken(self):
        raise AttributeError("inner")

    @classmethod
    def make(cls, *args):
        return cls.__name__, args

    @staticmethod
    def plain(*args):
        return args


b = Box()
b.v = 5
print(b.v, Box.v.__doc__, Box.v.fget.__name__, Box.v.fset.__name__, type(Box.v).__name__, Box.v.__name__)
b.v += 2
print(b.v)
del b.v
print(b.v)
b.write_only = 9


def set_attr(name, value):
    setattr(b, name, value)


def del_attr(name):
    delattr(b, name)


print(attempt(set_attr, "fixed", 1), attempt(del_attr, "fixed"), attempt(getattr, b, "write_only"), attempt(getattr, b, "empty"), attempt(set_attr, "empty", 1), attempt(getattr, b, "broken"))
b.__dict__["fixed"] = "shadow"
print(b.fixed, b.__dict__)
table(globals(), """
    Box.make(1), b.make(2), Box.plain(3), b.plain(4), Box.make.__self__ is Box, Box.__dict__["make"].__func__.__name__, Box.__dict__["plain"].__func__(1), Box.__dict__["make"].__wrapped__.__name__
    staticmethod(len)("abc"), staticmethod(len).__name__, classmethod(len).__get__(None, list)()
    classmethod(len)(1)
    property(1).fget, property(fget=len).fget is len, property(doc="d").__doc__, property().__isabstractmethod__
    property(1).__get__(5)
    property(len).__get__("abc"), property(len).__get__(None) is None, property(len).__get__(None, str).fget is len
    property(1, 2, 3, 4, 5)
    classmethod()
    staticmethod(1, 2)
    property.getter(Box.v, len).fset.__name__, Box.v.setter(None).fset is Box.v.fset
    Box.v.__get__(None, Box) is Box.v, Box.v.__get__(b, Box)
    Box.v.__set__(None, 1)
    """)


class NonData:
    def __get__(self, obj, cls=None):
        return ("get", obj is None, cls.__name__)


class Data(NonData):
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)

    def __set__(self, obj, value):
        print("set", value)

    def __delete__(self, obj):
        print("delete")


class OnlySet:
    def __set__(self, obj, value):
        obj.__dict__["only"] = value * 2


class OnlyDelete:
    def __delete__(self, obj):
        print("only delete")


class Host:
    non = NonData()
    data = Data()
    only = OnlySet()
    gone = OnlyDelete()


h = Host()
print(h.non, Host.non, h.data, Host.data)
h.data = 5
del h.data
h.__dict__.update(non="instance", data="instance")
print(h.non, h.data, type(h.only).__name__)
h.only = 4
print(h.only)
for action in ("del h.only", "h.gone = 1", "del h.gone", "del h.non", "del h.non"):
    try:
        exec(action)
    except Exception as e:
        print(action, type(e).__name__, e)
Host.data = "replaced"
print(h.data)


class BadName:
    def __set_name__(self, owner, name):
        raise ValueError("refused")


try:

    class Refused:
        x = BadName()

except ValueError as e:
    print(e, e.__notes__)


class Lazy:
    def __getattr__(self, name):
        if name.startswith("x"):
            return name * 2
        raise AttributeError(f"no {name}")

    def __setattr__(self, name, value):
        object.__setattr__(self, name, (value,))

    def __delattr__(self, name):
        print("deleting", name)
        object.__delattr__(self, name)


z = Lazy()
z.a = 1
print(z.a, z.xy, attempt(getattr, z, "b"), getattr(z, "b", "default"), hasattr(z, "x"), hasattr(z, "q"))
del z.a
try:
    del z.a
except AttributeError as e:
    print(e)


class Spy:
    def __getattribute__(self, name):
        if name == "secret":
            raise AttributeError("hidden")
        return object.__getattribute__(self, name)

    def __getattr__(self, name):
        return "fallback " + name


print(Spy().secret, Spy().__class__.__name__, Spy().nothing)
