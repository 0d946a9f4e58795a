"""Slices with a step: the slice object is made and given up at once, or kept by whoever it is given to."""


class Kept:
    def __init__(self):
        self.seen = []

    def __getitem__(self, key):
        self.seen.append(key)
        return key

    def __setitem__(self, key, value):
        self.seen.append((key, value))

    def __delitem__(self, key):
        self.seen.append(("del", key))


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        print("index", self.n)
        return self.n

    def __repr__(self):
        return f"Index({self.n})"


def many(a, b, c):
    items = list(range(10))
    pair = tuple(items)
    text = "abcdefghij"
    out = None
    for _ in range(40):
        out = items[a:b:c], pair[a:b:c], text[a:b:c], items[b::-c], text[::c], items[a:b:None]
    return out


print(many(1, 8, 2))
print(many(-3, None, 3))
print(many(None, None, 1))

k = Kept()
start = [1]
for i in range(30):
    s = k[start:i:(i, i)]
    del s
k[1:2:3] = "value"
del k["a":"b":"c"]
print(k.seen[0], k.seen[29], k.seen[30:], len({id(s) for s in k.seen[:30]}))
print(start, k.seen[5].start is start, k.seen[7].step)

items = list(range(12))
print(items[Index(1):Index(9):Index(3)])
items[Index(0)::Index(4)] = "xyz"
print(items)
for bad in (0, "a", 1.5):
    try:
        print(items[::bad])
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


class Shrinks:
    def __index__(self):
        items.clear()
        return 5


try:
    print(items[Shrinks()::2], items)
except IndexError as e:
    print(e)


class Listed(list):
    def __getitem__(self, key):
        return "mine", key


print([Listed([1, 2, 3])[0:2:i] for i in range(1, 3)])
print([slice(1, 2, 3) == s for s in (k.seen[30][0], slice(1, 2))])
