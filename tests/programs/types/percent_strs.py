# str % with nothing but %s in it, and what is almost like that.
class S(str):
    def __str__(self):
        return "S.__str__"


class O:
    def __str__(self):
        return "O.__str__"


class Pair(tuple):
    pass


class D(dict):
    def __getitem__(self, key):
        return key


for args in ["x", "", ("x",), ("é",), "\xff", "ā", "😀", S("s"), O(), 1, None, ("a", "b"), (), [], {}, D(), (("a",),), Pair(["p"]), ["l"]]:
    for text in ["%s", "{%s}", "", "plain", "%s%s", "%s, %s", "é%s", "ā%s", "%%", "100%% %s", "%s %", "%", "%S", "%5s", "%-5s|", "%.1s", "%r", "%(k)s", "%s%d"]:
        try:
            print(ascii(text), ascii(text % args))
        except (TypeError, ValueError, KeyError) as error:
            print(ascii(text), type(error).__name__ + ":", error)

a, b = "left", "right"
empty, q, x = "", "q", "x"
print("%s: %s" % (a, b), "[%s]" % ", ".join([a, b]), "%s" % empty is empty, "%s" % q is q)
print(S("%s!") % "x", type(S("%s!") % "x"), ("%s" % S("x")).__class__)
long = "ab" * 5000
print(len("%s-%s" % (long, long)), ("%s-%s" % (long, long))[9998:10003])
print(("%s" * 20) % tuple("abcdefghijklmnopqrst"))
print(", ".join(["é", "b"]), "ā".join(["a", "b"]), "-".join([]), "-".join(["", ""]), "".join(["", x, ""]))
print(ascii("".join(["a", "ā", "😀"])), ascii("é".join(["a" * 20, "b" * 7, "c" * 3, "d"])))


# issubclass and attributes of classes and instances, found and not found.
class Meta(type):
    @property
    def both(cls):
        return "meta"

    plain = "from the metatype"

    def method(cls):
        return "method of " + cls.__name__

    @property
    def __only__(cls):
        raise AttributeError("hidden")


class Base:
    both = "class"
    value = "base"

    @property
    def prop(self):
        return "prop"

    @classmethod
    def make(cls):
        return cls.__name__


class C(Base, metaclass=Meta):
    pass


class GetOnly:
    def __get__(self, obj, owner):
        return ("get", obj is None, owner.__name__)


class SetOnly:
    def __set__(self, obj, value):
        obj.__dict__["s"] = value


class Both(GetOnly, SetOnly):
    pass


class Holder:
    g, s, b = GetOnly(), SetOnly(), Both()


C.static = staticmethod(len)
C.got = GetOnly()
print(C.both, C.plain, C.method(), C.value, C.make(), C.static("abc"), C.got, type(C.prop).__name__)
print(getattr(C, "__only__", "default"), getattr(C, "absent", "default"), C().both, hasattr(C(), "plain"))
h = Holder()
print(h.g, type(h.s).__name__, h.b, Holder.g, type(Holder.s).__name__)
h.__dict__.update(g=1, s=2, b=3)
print(h.g, h.s, h.b)
h.s = 5
print(h.s, h.__dict__)
for name in "method", "plain", "nothing":
    try:
        getattr(C(), name)
    except AttributeError as error:
        print(error)
print(issubclass(C, Base), issubclass(Base, C), issubclass(C, object), issubclass(bool, int), issubclass(Meta, type))
for bad in [(1, int), (C, 1), (int, (str, 1)), ("x", (int, str))]:
    try:
        print(issubclass(*bad))
    except TypeError as error:
        print(error)


class Looks:
    __bases__ = (Base,)


print(issubclass(Looks(), Base), issubclass(Looks(), object))
