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


# What is left of a failed __init__, and what is allocated: sequences of ints are read at once, anything else item by item.
class Fails:
    def __init__(self, error):
        self.error = error

    def __index__(self):
        raise self.error


for source in [[1, 2, 256], [1, 2, "x"], [256], ["x"], (1, 2, 256), (1, 2, "x"), [1, 2, Fails(KeyError(1))], [1, 2, Fails(TypeError(1))], [1] * 60 + ["x"], [1] * 60 + [256], iter([1, 2, 256]), iter([1, 2, "x"]), [1, "x", 256], [1, 256, "x"], [1, True, 3], (1, Index(lambda: print(b, b.__alloc__())), 3), [1, Index(lambda: b.append(7)), 3], [1, Index(lambda: b.clear()), 3]]:
    b = bytearray(b"abc")
    print(attempt(b.__init__, source), b[:8], len(b), b.__alloc__())
changing = [1, Index(lambda: changing.clear()), 3]
print(bytearray(changing), [bytearray([1] * n).__alloc__() for n in range(12)], [bytearray(iter([1] * n)).__alloc__() for n in range(12)])

# A buffer that changes the length while it is shown: what is appended goes where the end was.
for action in ["b.clear()", "b.__delitem__(slice(3, None))", "b.extend(b'+' * 5)"]:
    b = bytearray(b"xxxxxx")
    b.extend(Shows(lambda: eval(action)))
    print(action, b)
    b = bytearray(b"xxxxxx")
    print(action, attempt(b.__setitem__, slice(2, 4), Shows(lambda: eval(action))), b)


class Item:
    """An item of a list that is joined; showing its bytes changes the list."""

    def __init__(self, mutate):
        self.mutate = mutate

    def __buffer__(self, flags):
        self.mutate(joined)
        return memoryview(b"x")


for mutate in [list.clear, lambda items: items.__setitem__(1, b"z"), lambda items: items.__setitem__(2, b"z"), lambda items: items.append(b"more"), lambda items: items.pop()]:
    for separator in [b"", b"::", bytearray(b"-")]:
        joined = [b"a", Item(mutate), b"c"]
        print(attempt(separator.join, joined), len(joined), end=" ")
        joined = [b"a", Item(mutate), b"c"]
        print(attempt(separator.join, iter(joined)), attempt(separator.join, tuple(joined)))
