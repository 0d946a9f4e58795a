"""bytearray: arguments whose methods change the bytearray that they are given to."""

from _table import attempt


class Index:
    def __init__(self, action):
        self.action = action

    def __index__(self):
        self.action()
        return 1


class Shows:
    def __init__(self, action):
        self.action = action

    def __buffer__(self, flags):
        self.action()
        return memoryview(b"a")


class Number:
    def __init__(self, action):
        self.action = action

    def __int__(self):
        self.action()
        return 5

    __index__ = __int__

    def __bool__(self):
        self.action()
        return True

    def __str__(self):
        self.action()
        return "text"


class Separator(str):
    def __len__(self):
        b.clear()
        return 1


def tried(what, function):
    global b
    b = bytearray(b"abcdef")
    print(what, attempt(function), b)


for name in ["find", "rfind", "index", "rindex", "count", "startswith", "endswith", "__contains__", "split", "rsplit", "partition", "rpartition", "strip", "lstrip", "rstrip", "removeprefix", "removesuffix", "translate", "join", "__add__", "__iadd__", "__eq__", "__lt__", "extend", "__mod__", "remove", "append", "pop", "resize", "center", "zfill", "expandtabs", "splitlines", "__getitem__", "__delitem__", "__mul__", "__imul__", "__init__"]:
    tried(f"{name}(index)", lambda: getattr(b, name)(Index(b.clear)))
    tried(f"{name}(buffer)", lambda: getattr(b, name)(Shows(b.clear)))
    tried(f"{name}([index])", lambda: getattr(b, name)([Index(b.clear)]))
    tried(f"{name}([buffer])", lambda: getattr(b, name)([Shows(b.clear)]))
    tried(f"{name}((buffer,))", lambda: getattr(b, name)((Shows(b.clear),)))
for name in ["find", "rfind", "index", "rindex", "count", "startswith", "endswith"]:
    tried(f"{name}(b'a', index)", lambda: getattr(b, name)(b"a", Index(b.clear)))
    tried(f"{name}(b'a', 0, index)", lambda: getattr(b, name)(b"a", 0, Index(b.clear)))
tried("insert(index, 1)", lambda: b.insert(Index(b.clear), 1))
tried("insert(0, index)", lambda: b.insert(0, Index(b.clear)))
tried("[index:]", lambda: b[Index(b.clear) :])
tried("[index] = 1", lambda: b.__setitem__(Index(b.clear), 1))
tried("[0] = index", lambda: b.__setitem__(0, Index(b.clear)))
tried("[index:5] = xyz", lambda: b.__setitem__(slice(Index(b.clear), 5), b"xyz"))
tried("[index:5] = list", lambda: b.__setitem__(slice(Index(b.pop), 5), [120, 121]))
tried("[::index] = list", lambda: b.__setitem__(slice(None, None, Index(b.pop)), [120, 121]))
tried("[:3] = [index]", lambda: b.__setitem__(slice(0, 3), [Index(b.clear)]))
tried("[:3] = buffer", lambda: b.__setitem__(slice(0, 3), Shows(b.clear)))
tried("del [index:5]", lambda: b.__delitem__(slice(Index(b.clear), 5)))
tried("del [::index]", lambda: b.__delitem__(slice(None, None, Index(b.pop))))
tried("extend(generator)", lambda: b.extend(Index(b.clear) for _ in range(3)))
tried("extend(pops)", lambda: b.extend(b.pop() for _ in range(3)))
tried("replace(buffer, x)", lambda: b.replace(Shows(b.clear), b"x"))
tried("replace(a, buffer)", lambda: b.replace(b"a", Shows(b.clear)))
tried("replace(a, b, index)", lambda: b.replace(b"a", b"b", Index(b.clear)))
tried("split(a, index)", lambda: b.split(b"a", Index(b.clear)))
tried("translate(None, buffer)", lambda: b.translate(None, Shows(b.clear)))
tried("splitlines(bool)", lambda: b.splitlines(Number(b.clear)))
tried("hex(separator)", lambda: b.hex(Separator("-")))
tried("hex(-, index)", lambda: b.hex("-", Index(b.clear)))
tried("__init__(itself)", lambda: b.__init__(b))
tried("__init__(generator)", lambda: b.__init__(x for x in [1, 2, b.append(7) or 3]))
tried("__init__(failing)", lambda: b.__init__([1, 2, "x"]))
tried("join(generator)", lambda: b.join(x for x in [b"a", b.clear() or b"b"]))
tried("join([itself])", lambda: b.join([b, b]))
for conversion in ["%d", "%s", "%r", "%c", "%*d", "%x", "%.*f"]:
    b = bytearray(conversion, "ascii")
    print(conversion, attempt(lambda: b % (Number(b.clear),)), b)
    print(conversion, attempt(lambda: b % (Number(b.clear), 5)), b)
