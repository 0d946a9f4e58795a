"""`get` of a dict: what it finds and gives back, whoever holds the dict, the key and the default, again and again."""


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return hash(self.n)

    def __eq__(self, other):
        print("==", self.n, end=" ")
        return isinstance(other, Key) and self.n == other.n


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone:", self.name)


class Own(dict):
    def __missing__(self, key):
        return "missing"


def one(d, key):
    return d.get(key)


def two(d, key, default):
    return d.get(key, default)


table = {"a": 1, 2: "two", 3.5: None, (1, 2): "pair", None: "none", True: "true", Own: "class", 1 << 70: "big"}
for _ in range(40):
    found = [one(table, k) for k in ("a", 2, 2.0, 3.5, (1, 2), None, 1, Own, 1 << 70, "b", 7, b"a")]
    found += [two(table, k, "default") for k in ("a", 2, 2.0, "b", 7, (3,), b"a")]
print(found)
for _ in range(3):
    print(one(Own(a=5), "a"), one(Own(), "b"), two(Own(), "b", "else"), one({}, "x"))

# The dict, the key and the default are held by nobody else.
for n in range(30):
    text = {f"k{n}": n}.get(f"k{n}")
    other = {f"k{n}": [n]}.get(f"k{n}", [n, n])
    third = {}.get(f"k{n}", f"d{n}")
print(text, other, third)

# Two words of the stack hold all there is of an object.
for _ in range(30):
    o = Loud("twice") if _ == 29 else object()
    pair = [o, o]
    del o
    held = {}.get(pair.pop(), pair.pop())
print(type(held).__name__, held.name)
del held
for _ in range(30):
    d = {}
    pair = [d, d]
    del d
    held = pair.pop().get(1, pair.pop())
print(held)
key = ("text", 5.5)
for _ in range(30):
    pair = [tuple(key), tuple(key)]
    equal = {key: "equal"}
    pair = [("te" + "xt" * (_ > -1), 5.5)] * 2
    held = equal.get(pair.pop(), pair.pop())
print(held)


# A default that its variable gives up while the result is on the stack.
def swap(d, default):
    for _ in range(30):
        result = [d.get("nothing", default), default := [len(default)]]
    return result


print(swap({}, [1, 2, 3]))


def dies(n):
    d = {"x": Loud(f"value {n}")}
    return d.get("x", Loud(f"default {n}")).name


for n in range(12):
    print(dies(n))

# What runs code to find the key.
keyed = {Key(1): "first", Key(2): "second"}
for _ in range(3):
    print(keyed.get(Key(1)), keyed.get(Key(3)), keyed.get(Key(2), 0), keyed.get(1, "an int"))
for wrong in ([], {}, Own()):
    for _ in range(3):
        try:
            one(table, wrong)
        except TypeError as e:
            print(e)
for _ in range(12):
    try:
        one(5, 1)
    except AttributeError as e:
        said = str(e)
print(said)
get = dict.get
for _ in range(12):
    said = get(table, "a"), get(table, "z", _)
print(said)
