"""ASCII through codecs with every kind of arguments, the truth of containers, methods kept in variables."""
import gc
import weakref


class Text(str):
    pass


class Data(bytes):
    pass


def attempt(f, *args, **kwargs):
    try:
        return repr(f(*args, **kwargs))
    except Exception as e:
        return f"{type(e).__name__}: {e}"


for encoding in ("utf-8", "ascii", "latin-1", "utf-16-le", "UTF8", "rot13", "no such", Text("utf-8"), "utf\0-8", 3, None):
    for errors in ("strict", "surrogatepass", "replace", "no such", Text("ignore"), "nul\0", "é", 5, None):
        print(repr(encoding), repr(errors), attempt("abc".encode, encoding, errors), attempt(b"abc".decode, encoding, errors), attempt(str, b"abc", encoding, errors))
print(attempt("é€".encode, "utf-8", "surrogatepass"), attempt("\ud800".encode, "utf-8", "surrogatepass"), attempt("é".encode, "ascii", "replace"))
print(attempt(str, b"\xc3\xa9", "utf-8", "strict"), attempt(str, b"\xed\xa0\x80", "utf-8", "surrogatepass"), attempt(str, b"\xff", "ascii", "ignore"))
print(attempt(str, Data(b"data"), "ascii"), attempt(str, bytearray(b"array"), "ascii", "strict"), attempt(str, memoryview(b"view"), "latin-1"))
print(attempt(str, "text", "ascii"), attempt(str, 3, "ascii"), attempt(str, b"abc", errors="no such"), attempt(str, b"abc", "ascii", "strict", 1))
print(attempt(str, encoding="ascii"), attempt("abc".encode, "ascii", "strict", 1), attempt(Data(b"x").decode, "ascii", "strict"))
print(type(Text(b"abc", "ascii", "strict")), Text(b"abc", "ascii", "strict"), type(str(b"", "ascii")), repr(str(b"", "utf-8", "x")), repr(str(b"a", "utf-8", "x")))


class Falsy(tuple):
    def __bool__(self):
        return False


class Long(dict):
    def __len__(self):
        return 7


class Words(bytes):
    def __len__(self):
        return 0


class Loud:
    def __del__(self):
        print("gone")


def truth(values):
    result = ""
    for v in values:
        if v:
            result += "T"
        else:
            result += "F"
        result += "n" if not v else "y"
    return result


empty = [b"", {}, (), set(), frozenset(), bytearray(), [], "", range(0)]
full = [b"\0", {1: 2}, (None,), {0}, frozenset({""}), bytearray(1), [0], "0", range(1)]
for _ in range(3):
    for i in range(len(empty)):
        print(truth([empty[i], full[i]] * 4), end=" ")
    print(truth(empty + full + empty + full))
print(truth([Falsy((1,)), Long(), Words(b"abc"), Falsy(), None, 0, 1, 0.0, object()] * 2))
for _ in range(40):
    d = {1: 1}
    d.pop(1)
    s = {1, 2} - {1, 2}
    if d or s or b"abc"[3:] or ():
        print("wrong")
print("temporary", "yes" if (Loud(),) else "no")
print("end of temporary")


class Owner:
    def method(self, x=0):
        return self, x

    __repr__ = lambda self: "Owner()"


def kept():
    o = Owner()
    m = o.method
    n = Owner().method
    return m(1), n(2), m.__self__ is o, m == o.method, m is o.method, n.__func__ is Owner.method


for _ in range(30):
    answers = kept()
print(answers)
o = Owner()
ref = weakref.ref(o)
ms = [o.method for _ in range(50)]
del o
gc.collect()
print(ref() is not None)
del ms
gc.collect()
print(ref())
