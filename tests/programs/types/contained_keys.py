"""`in` on dicts, with keys that are equal to others of another type, and in sites that see several kinds."""


class Odd(str):
    def __eq__(self, other):
        return "odd" == other

    def __hash__(self):
        return hash("odd")


class Even:
    def __eq__(self, other):
        return other == 4

    def __hash__(self):
        return 4


def contains(key, d, n=30):
    found = set()
    for _ in range(n):
        found.add(key in d)
        found.add(key not in d)
        found.add((key in d) is not (key not in d))
        if key in d:
            found.add("yes")
        else:
            found.add("no")
    return sorted(found, key=str)


words = {"a": 1, "b": 2, "odd": 3}
numbers = {1: 1, 2.0: 2, True: 3, Even(): 4, 2**70: 5}
mixed = {"a": 1, 2: 2, Odd("x"): 3, None: 4}
for d in (words, numbers, mixed, {}):
    for key in ("a", "odd", "x", "".join(["o", "dd"]), 1, 2, 3, 4, 2**70, 2.0, None, Odd("y"), (1,), b"a"):
        print(contains(key, d), end=" ")
    print()
for key in ([], {}):
    try:
        contains(key, words)
    except TypeError as e:
        print(e)


def temporaries(n):
    out = 0
    for i in range(n):
        out += str(i) in {"7": 1, "9": 2}
        out += i in {i: 1}
        out += ("k" + str(i)) not in {"k3": 0}
    return out


print(temporaries(60))


class Sub(dict):
    def __contains__(self, key):
        return "asked"


print(contains("a", Sub(words)), contains(1, Sub()))


def changing(d, key):
    seen = []
    for i in range(40):
        if i == 20:
            d[key] = 1
        if i == 30:
            del d[key]
        seen.append(key in d)
    return seen.count(True)


print(changing({}, "k"), changing({"x": 1}, 5), changing({3.0: 1}, 4), changing({"x": 1}, Odd("z")))
