"""Set and frozenset iteration order under PYTHONHASHSEED=0: ints, strings, mixtures, after
growth, deletion, copies and set operations. The order is that of CPython's tables."""

print({3, 1, 2}, {10, 9, 8, 7, 6}, {100, 5, 33, 17, 64, 8, 0}, {-1, -2, -3, 0, 1})
print({"a", "b", "c"}, {"spam", "eggs", "ham"}, {"x", 1, "y", 2, None})
print(set("hello world"), set("abcdefghijklmnopqrstuvwxyz"))
print(set(range(20)), set(range(0, 1000, 97)), set(range(1000, 0, -83)))
print({2**61 - 1, 2**61, 2**64, 2**70, -(2**61), 5}, {1.5, 2.5, 0.25, 1e100}, {(1, 2), (2, 1), ()})
words = "the quick brown fox jumps over the lazy dog and runs away from the big bad wolf".split()
s = set(words)
print(s, len(s))
for w in words[::3]:
    s.discard(w)
print(s)
for w in words[::2]:
    s.add(w + "s")
print(s)
a = {i * i for i in range(12)}
b = set(range(0, 80, 4))
print(a, b)
print(a & b, a | b, a - b, a ^ b, b - a)
print(a.union("xyz"), a.intersection(range(50)), a.difference([0, 1]), a.symmetric_difference([1, 2]))
print(set(a), a.copy(), frozenset(b), frozenset("banana"), set(frozenset(words)))
c = set()
for i in range(0, 300, 7):
    c.add(i * 2654435761 % 1000)
print(c)
while len(c) > 10:
    c.pop()
print(c, c.pop(), c.pop(), c)
c.update(range(5), "ab")
print(c)
c.intersection_update({"a", 1, 3, 999})
print(c)
c |= {"p", "q", "r"}
c -= {1}
c ^= {3, 33}
print(c)
big = set(range(100000, 0, -1))
print([next(iter(big))], list(big)[:5], list(big)[-5:])
many = {f"key{i}" for i in range(200)}
print(list(many)[:20])
for i in range(150):
    many.remove(f"key{i}")
print(list(many)[:20])
print(set(many) == many, list(set(many))[:10])
print({True, False, None, "", 0.5, b"x", b"y"} == {0, 1, None, "", 0.5, b"x", b"y"}, [b"x", b"y"] == list({b"x", b"y"}) or list({b"x", b"y"}))
print(set({"one": 1, "two": 2, "three": 3}), set({"one": 1, "two": 2}.keys()) | {"four"}, {"one": 1, "two": 2}.keys() - {"one"})
print(set(map(str, range(15))), list(dict.fromkeys("mississippi")), set("mississippi"))
