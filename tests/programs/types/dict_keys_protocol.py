"""dict: keys with their own __eq__ and __hash__, collisions, __missing__, mutation by keys."""

log = []


class Key:
    def __init__(self, name, code):
        self.name = name
        self.code = code

    def __hash__(self):
        log.append(f"hash {self.name}")
        return self.code

    def __eq__(self, other):
        log.append(f"{self.name} == {getattr(other, 'name', other)}")
        return isinstance(other, Key) and self.name == other.name

    def __repr__(self):
        return f"Key({self.name})"


def show(label):
    print(label, log)
    log.clear()


d = {Key("a", 1): 1, Key("b", 1): 2}
show("two that collide")
print(d[Key("b", 1)])
show("lookup")
print(Key("c", 1) in d, Key("a", 2) in d, 1 in d)
show("misses")
k = Key("x", 5)
d[k] = 3
d[k] = 4
show("identity first")
del d[Key("a", 1)]
print(d)
show("delete")
d2 = dict(d)
show("copying hashes nothing")
s = set(d)
show("set of keys")
print(d == {k: 4, Key("b", 1): 2})
show("compare")
print(list({**d, Key("b", 1): 0}.values()))
show("merge")


class Default(dict):
    def __missing__(self, key):
        if key == "bad":
            raise ValueError("bad key")
        return f"<{key}>"


m = Default(a=1)
print(m["a"], m["z"], m.get("z"), "z" in m, m, f"{m['q']}", "%(k)s" % m, "{k}".format_map(m))
try:
    m["bad"]
except ValueError as e:
    print(e)


class Unhashable:
    __hash__ = None


class BadHash:
    def __hash__(self):
        return "x"


class HugeHash:
    def __hash__(self):
        return 2**64 + 5


class Raises:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        raise ValueError("eq")


for make in (Unhashable, BadHash):
    try:
        {make(): 1}
    except TypeError as e:
        print(e)
print(hash(HugeHash()), hash(HugeHash()) == hash(2**64 + 5))
d = {Raises(): 1}
for attempt in (lambda: d[1], lambda: 1 in d, lambda: d.get(1), lambda: d.setdefault(1, 2), lambda: d.pop(1, None)):
    try:
        print(attempt())
    except ValueError as e:
        print(type(e).__name__, e)


class Mutating:
    def __init__(self, target):
        self.target = target

    def __hash__(self):
        return 3

    def __eq__(self, other):
        self.target.clear()
        return False


target = {}
target[Mutating(target)] = 1
target[3] = 2
print(len(target), list(target.values()))
many = {}
for i in range(1000):
    many[i * 7919 % 1009] = i
for i in range(0, 1009, 3):
    many.pop(i, None)
for i in range(50):
    many[f"s{i}"] = i
print(len(many), list(many)[:5], list(many)[-3:], sum(v for v in many.values()))
class Sub(dict):
    def __getitem__(self, key):
        return "overridden"


sub = Sub(a=1)
print(sub["a"], sub.get("a"), dict(sub), {**sub}, list(sub.items()), Sub.fromkeys("ab"), type(Sub.fromkeys("a")).__name__, type(sub.copy()).__name__, type(sub | {}).__name__)
print(eval("a", {}, sub), "%(a)s" % sub)
