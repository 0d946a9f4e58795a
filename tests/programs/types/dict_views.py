"""dict views: set operations, comparison, iteration, changes seen through them."""

from _table import table

d = {"a": 1, "b": 2, "c": 3}
e = {"b": 2, "c": 4, "d": 5}
k, v, i = d.keys(), d.values(), d.items()
table(globals(), """
    k, v, i, len(k), len(v), len(i), type(k).__name__, type(v).__name__, type(i).__name__, k.mapping == d
    "a" in k, "z" in k, 2 in v, 9 in v, ("a", 1) in i, ("a", 2) in i, "a" in i, ("a",) in i, [] in v
    [] in k
    ("a", []) in i, ([], 1) in v
    sorted(k & e.keys()), sorted(k | e.keys()), sorted(k - e.keys()), sorted(k ^ e.keys()), sorted(i & e.items()), sorted(i - e.items()), sorted(i ^ e.items())
    sorted(k & ["a", "q"]), sorted(k | "xy"), sorted(k - ("a",)), sorted(["a", "z"] & k), sorted(["a", "z"] - k), type(k & k).__name__
    k & 5
    5 - k
    k == {"a", "b", "c"}, k == d.keys(), k == ["a", "b", "c"], i == d.items(), v == v, v == d.values(), k <= {"a", "b", "c", "d"}, k < k, k >= {"a"}, i > set(), k != e.keys()
    k < 5
    k.isdisjoint({"q"}), k.isdisjoint("a"), i.isdisjoint([("a", 1)]), {}.keys().isdisjoint([])
    list(reversed(k)), list(reversed(v)), list(reversed(i)), set(k) == {"a", "b", "c"}
    hash(k)
    k[0]
    v & v
    k.mapping["a"]
    {1: []}.items() == {1: []}.items(), {1: [2]}.items() & {1: [2]}.items()
    """)
d["n"] = 4
print(list(k), list(v), list(i), len(k))
try:
    k.mapping["x"] = 1
except TypeError as error:
    print(error)
print(k.mapping)
it = iter(d)
print(next(it), it.__length_hint__())
d["more"] = 5
try:
    next(it)
except RuntimeError as error:
    print(error)
try:
    next(it)
except (RuntimeError, StopIteration) as error:
    print(type(error).__name__, error)
try:
    for key in d:
        del d[key]
except RuntimeError as error:
    print(error, list(d))
try:
    for key in list(d):
        d[key] = d.pop(key)
except RuntimeError as error:
    print(error)
print(d)
try:
    for key in d:
        d[key + "!"] = d.pop(key)
        if len(key) > 5:
            break
except RuntimeError as error:
    print(error)
for key, value in d.items():
    d[key] = value * 2
print(d)
for x in d.values():
    d.clear()
    break
print(d, list(k), k, v, i)
print(type(iter({}.keys())).__name__, type(iter({}.values())).__name__, type(iter({}.items())).__name__, type(reversed({})).__name__)
