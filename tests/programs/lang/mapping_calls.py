"""Calls with `*args` and `**kwargs`, whose keys may be strings of a kind of their own."""


class Key(str):
    compared = 0

    def __eq__(self, other):
        Key.compared += 1
        return str.__eq__(self, other)

    def __hash__(self):
        return str.__hash__(self)


class Mapping:
    def __init__(self, **items):
        self.items = items

    def keys(self):
        return self.items.keys()

    def __getitem__(self, key):
        return self.items[key]


class Said:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


def f(a, b=2, *rest, c, d=4, **extra):
    return a, b, rest, c, d, extra


def g(a, b):
    return a, b


def collected(**all):
    all["added"] = 1
    return all


for i in range(40):
    last = f(*(1, 2, 3), **{"c": i, "e": 5}), g(**{"b": 1, "a": i}), f(*[i], **{"c": 1}), collected(**{"x": i})
print(last)
print(f(*range(2), **Mapping(c=1, z=2)), g(*"x", **Mapping(b=3)))
print(g(**{Key("a"): 1, Key("b"): 2}), collected(**{Key("k"): 3}))


class Deep(str):
    """Hashing and comparing it calls functions."""

    def __hash__(self):
        return self.depth(5)

    def __eq__(self, other):
        self.depth(5)
        return str.__eq__(self, other)

    def depth(self, n):
        local = [n]
        return self.depth(n - 1) if n else str.__hash__(self) + len(local) - 1


def keyword_only(*args, key, other=9, **rest):
    return args, key, other, rest


keyword_only.__kwdefaults__ = {Deep("key"): 1, Deep("other"): 2}
for i in range(3):
    print(keyword_only(i), keyword_only(*(i, 1), **{"other": 3}), keyword_only(**{Deep("rest"): [i]}))
print(collected(**{Deep("one"): 1, Deep("two"): 2, "three": 3}), g(**{Deep("b"): 1, "a": 2}))
shared = {"a": 1, "b": 2}
print(g(**shared), collected(**shared), shared)
for call in (
    lambda: g(*(1,), **{"a": 2}),
    lambda: g(**{"a": 1, "b": 2, "c": 3}),
    lambda: g(**{1: 2}),
    lambda: g(*(1, 2), **{Key("b"): 3}),
    lambda: f(**{"b": 1}),
    lambda: f(*(1,)),
    lambda: g(*5),
    lambda: g(**5),
    lambda: g(a=1, **{"a": 2}),
):
    try:
        print(call())
    except TypeError as e:
        print("TypeError", e)


def dies(said, **kwargs):
    del said
    kwargs.clear()
    return "after"


for i in range(2):
    print(dies(*(Said("positional"),), **{"k": Said("keyword")}))
    try:
        g(*(Said("first"),), **{"x": Said("second")})
    except TypeError as e:
        print(e)


def generator(*args, **kwargs):
    yield args
    yield kwargs


def outer():
    for i in range(20):
        yield list(generator(*(i, i), **{"i": i}))


print(list(outer())[-1])
print(max(*(3, 4), **{"key": lambda v: -v}), dict(*({"a": 1},), **{"b": 2}), sorted(*[[2, 1]], **{"reverse": False}))
