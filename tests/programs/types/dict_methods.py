"""dict: construction, every method, operators, order, errors."""

from _table import attempt, table


def on(items, name, *args, **kwargs):
    work = dict(items)
    result = attempt(getattr(work, name), *args, **kwargs)
    print(f"{items!r}.{name}{args!r}{kwargs or ''} -> {result} leaving {work!r}")


class Keys:
    def keys(self):
        return ["k", "l"]

    def __getitem__(self, key):
        return key * 2


class KeysBroken:
    def keys(self):
        return 5


base = {"a": 1, "b": 2, "c": 3}
on(base, "get", "a")
on(base, "get", "z")
on(base, "get", "z", 0)
on(base, "get", [])
on(base, "get")
on(base, "get", key="a")
on(base, "setdefault", "a", 9)
on(base, "setdefault", "z")
on(base, "setdefault", "z", 9)
on(base, "setdefault", [])
on(base, "pop", "b")
on(base, "pop", "z")
on(base, "pop", "z", None)
on(base, "pop", [])
on(base, "pop", [], 1)
on(base, "pop")
on(base, "popitem")
on({}, "popitem")
on(base, "clear")
on(base, "copy")
on(base, "update", {"b": 9, "d": 4})
on(base, "update", [("x", 1), ["y", 2], "zw"])
on(base, "update", x=1, a=0)
on(base, "update", {"q": 1}, r=2)
on(base, "update")
on(base, "update", 5)
on(base, "update", None)
on(base, "update", [1])
on(base, "update", [(1,)])
on(base, "update", [(1, 2, 3)])
on(base, "update", ["abc"])
on(base, "update", [([], 1)])
on(base, "update", {}, {})
print(attempt(lambda: dict(Keys())), attempt(lambda: dict(KeysBroken())), attempt(lambda: {**Keys(), "m": 1}))
print(attempt(lambda: {**5}), attempt(lambda: {**[("a", 1)]}), attempt(lambda: dict(**{1: 2})), attempt(lambda: dict(**Keys())))
table(globals(), """
    dict(), dict(a=1), dict({"a": 1}), dict([("a", 1)]), dict(zip("ab", (1, 2))), dict({"a": 1}, a=2, b=3), dict(self=1, dict=2)
    dict(5)
    dict([1])
    dict([(1, 2, 3)])
    dict({}, {})
    dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), dict.fromkeys({}), dict.fromkeys({"q": 1}, "v"), dict.fromkeys({5}, 1)
    dict.fromkeys(5)
    dict.fromkeys([[]])
    base["a"], "a" in base, "z" in base, len(base), list(base), bool({}), repr({}), str({1: {2: []}, "x": None})
    base["z"]
    base[1]
    base[[]]
    [] in base
    {"a": 1} == {"a": 1.0}, {"a": 1, "b": 2} == {"b": 2, "a": 1}, {1: 2} == {1: 3}, {} == [], {1: 2} != {1: 2, 3: 4}, {1: [1]} == {True: [1.0]}
    {} < {}
    {"a": 1} | {"b": 2}, {"a": 1} | {"a": 2}, {**base, "a": 0}, {"x": 1, **base, "x": 2}
    {} | 5
    {} | [("a", 1)]
    5 | {}
    {1: "int", True: "bool", 1.0: "float"}, {0: 1, False: 2}, {"a": 1, "a": 2}
    {[]: 1}
    {{}: 1}
    hash({})
    list(reversed(base)), list(base.keys()), list(base.values()), list(base.items()), sorted(base.items(), key=lambda kv: -kv[1]), max(base, key=base.get), sum(base.values())
    base + {}
    base * 2
    {1: 2, 3: 4}.__contains__(1), {}.__len__(), {1: 2}.__getitem__(1), {1: 2}.__eq__(5), {1: 2}.__or__(3), {1: 2}.__ror__({3: 4})
    {}.__getitem__("k")
    base.nope
    dict[str, int], type({}).__name__
    """)
d = dict(base)
d |= {"a": 10}
d |= [("n", 1)]
print(d)
try:
    d |= 5
except TypeError as e:
    print(e)
d["a"] += 5
del d["b"]
d["b"] = "again"
print(d, d.popitem())
try:
    del d["zz"]
except KeyError as e:
    print(repr(e), e)
try:
    del d[[]]
except TypeError as e:
    print(e)
try:
    d[{}] = 1
except TypeError as e:
    print(e)
d["self"] = d
print(d)
