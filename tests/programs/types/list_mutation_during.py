"""list: changed while it is iterated, sorted, compared, extended by itself or searched."""

items = [1, 2, 3]
seen = []
for x in items:
    seen.append(x)
    if len(items) < 8:
        items.append(x * 10)
print(seen, items)

items = list(range(6))
seen = []
for x in items:
    seen.append(x)
    if x % 2 == 0:
        items.remove(x)
print(seen, items)

items = [1, 2, 3, 4]
it = iter(items)
print(next(it), next(it), it.__length_hint__())
del items[1:]
print(list(it), list(it))
items.extend([5, 6, 7])
print(list(it), it.__length_hint__())

it = reversed(items)
print(next(it))
items.clear()
print(list(it))

items = [3, 1, 2]


def spy(x):
    items.append(99)
    return x


try:
    items.sort(key=spy)
except ValueError as e:
    print(e)
print(items)

items = [3, 1, 2]
print(sorted(items, key=lambda x: len(items) * x), items)


def look(x):
    print("inside sort:", items)
    return x


items.sort(key=look)
print(items)


class Nasty:
    def __init__(self, target, answer):
        self.target = target
        self.answer = answer

    def __eq__(self, other):
        self.target.clear()
        return self.answer


a = []
a.extend([Nasty(a, False), 1, 2])
print(5 in a, a)
a.extend([Nasty(a, False), 1, 2])
print(a.count(7), a)
a.extend([Nasty(a, True), 1, 2])
try:
    print(a.index(7), len(a))
except ValueError as e:
    print("index:", e)
a.extend([Nasty(a, True), 1, 2])
try:
    a.remove(5)
except ValueError as e:
    print("remove:", e)
print(len(a))
a.extend([Nasty(a, True), 1])
print(a == [1, 2], len(a))

b = [1, 2]
b.extend(b)
b += b
b[2:4] = b
print(b)
b.extend(x for x in list(b) if x == 1)
print(b)


class Grows:
    def __index__(self):
        b.clear()
        return 0


b = [1, 2, 3]
try:
    print(b[Grows()])
except IndexError as e:
    print("index error:", e)
b = [1, 2, 3]
try:
    b[Grows()] = 5
except IndexError as e:
    print("index error:", e)
print(b)
