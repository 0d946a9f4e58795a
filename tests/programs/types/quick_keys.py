"""Stores and look-ups of dict items by ints and strings, with keys beside them that are equal or share a hash."""


class Named(str):
    pass


class Equal:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return hash(self.value)

    def __eq__(self, other):
        if isinstance(other, Equal):
            other = other.value
        return self.value == other


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("dropped", self.name)


def fill(d, keys):
    for n, k in enumerate(keys):
        d[k] = n
        assert k in d
        d[k] = -n
    return d


def main():
    for keys in (
        [1, 2, 3],
        [1, True, 1.0],
        [1.0, 1, True],
        [Equal(1), 1],
        [1, Equal(1)],
        ["a", "b", "a"],
        [Named("a"), "a"],
        ["a", Named("a")],
        [Equal("a"), "a"],
        ["a", Equal("a")],
        [-1, -2, 2**61 - 1, 0, 2**62, 2**61, -(2**61)],
        [(1, 2), 1, "1", b"1", None],
        [float("nan"), 5],
    ):
        for _ in range(5):
            d = fill({}, keys)
        print(list(d.values()), [k in d for k in (0, 1, 1.0, True, "a", "c", -1, -2, None, 2**62)])
    d = {}
    for i in range(30):
        for k in ("x", 7):
            print(i, k in d, end=" ") if i in (0, 29) else None
            d[k] = Loud((k, i)) if i in (0, 1) else i
    print()
    key, d = 5, {5: None}
    for i in range(30):
        # The dict holds what holds it, and the old value dies when it is replaced.
        d[key] = {key: d[key]} if i < 3 else i
    print(d)
    # An iterator that has run out stays so, whatever becomes of its list.
    for _ in range(20):
        items = [1, 2]
        it = iter(items)
        seen = [i for i in it]
        items.append(3)
        seen += [i for i in it]
        for i in it:
            seen.append("more")
    print(seen, list(it))
    for _ in range(20):
        out = []
        for i in (1, 2, 3):
            for j in [i] * i:
                out.append(j)
    print(out)


main()
