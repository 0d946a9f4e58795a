# zip, enumerate and items() fill one tuple again and again, as long as nobody can tell.
import collections


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)

    def __repr__(self):
        return f"<{self.name}>"


def kept():
    seen = []
    for pair in zip([1, 2, 3], "abc"):
        seen.append(pair)
    print(seen)
    print([pair for pair in enumerate([5, 6, 7])], list(zip([1, 2], (3, 4))))
    first = None
    for pair in enumerate(["x", "y", "z"]):
        if first is None:
            first = pair
    print(first)
    d = {i: str(i) for i in range(4)}
    every = set()
    for pair in d.items():
        every.add(pair)
    print(sorted(every))
    hashes = [hash(pair) == hash((i, i + 1)) for i, pair in enumerate(zip(range(5), [1, 2, 3, 4, 5]))]
    print(hashes)


def dying():
    def make():
        # Lists that lose their items while the pair of the last turn still holds them.
        left, right = [Noisy(f"l{i}") for i in range(3)], [Noisy(f"r{i}") for i in range(3)]
        for i, (a, b) in enumerate(zip(left, right)):
            left[i] = right[i] = None
            print("turn", i, a, b)
            del a, b

    make()
    one = [Noisy("twice")]
    for i, pair in enumerate(zip(one, one)):
        one.clear()
        one.extend([1, 2, 3] if i == 0 else [])
        print(i, pair)
        del pair
    same = Noisy("same")
    twice = [[same, same], [same, same], [1, 2]]
    del same
    for a in zip(twice[0], twice[1]):
        twice = [None, None]
        print(a)
        del a


def one_iterator_twice():
    it = iter([1, 2, 3, 4, 5, 6, 7])
    for a, b in zip(it, it):
        print(a, b, end="; ")
    print(list(it))
    it = iter((1, 2, 3, 4, 5, 6))
    print([x + y for x, y in zip(it, it)])
    it = iter([1, 2, 3])
    for i, (a, b) in enumerate(zip([10, 20], it)):
        print(i, a, b, end="; ")
    print(list(it))
    it = iter([1, 2, 3, 4])
    for a, b in zip(it, [10, 20]):
        print(a, b, end="; ")
    print(list(it))


def changing():
    l = [1, 2]
    for i, v in enumerate(l):
        if i < 5:
            l.append(v * 2)
    print(l)
    d = {1: 2, 3: 4, 5: 6}
    try:
        for k, v in d.items():
            print(k, v)
            d[k + 10] = v
    except RuntimeError as e:
        print(e)
    d = {1: 2, 3: 4, 5: 6}
    try:
        for k in d:
            print(k)
            del d[k]
            d[k + 10] = 1
    except RuntimeError as e:
        print(e)
    d = dict.fromkeys("abcdef", 0)
    del d["a"], d["d"]
    for v in (d.items(), d.keys(), d.values(), reversed(d.items()), reversed(d)):
        print(end="|")
        for x in v:
            print(x, end=" ")
    print()
    it = iter(d.items())
    d["x"] = d.pop("b")
    try:
        for p in it:
            print(p)
    except RuntimeError as e:
        print(e)
    for n, x in enumerate("ab", 2**62 - 1):
        print(n, x)
    for n, x in enumerate([7, 8, 9], 2**62 - 2):
        print(n, x)
    try:
        for a, b in zip([1, 2, 3], [1, 2], strict=True):
            print(a, b)
    except ValueError as e:
        print(e)

    class Z(zip):
        pass

    class E(enumerate):
        def __next__(self):
            return "next", super().__next__()

    print([p for p in Z([1], [2])], [p for p in E("ab")])


def views():
    class D(dict):
        def __iter__(self):
            return iter("never")

        def __len__(self):
            return 99

        def items(self):
            return ["mine"]

    d = D(a=1, b=2)
    print(list(d), list(d.keys()), list(d.values()), list(d.items()), list(dict.items(d)))
    o = collections.OrderedDict(p=1, q=2)
    o.move_to_end("p")
    print(list(o), list(o.keys()), list(o.values()), list(o.items()))
    l = [0]
    l.extend({1: 2}.items())
    l += {3: 4}.values()
    print(l, [*{5: 6}.items()], tuple({7: 8}.values()))


kept()
dying()
one_iterator_twice()
changing()
views()
