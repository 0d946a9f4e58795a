"""Calls whose arguments go to keyword-only parameters, `*args` and `**kwargs`, from tuples, dicts and the stack."""

import sys


def tell(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except TypeError as e:
        print("TypeError:", e)


def total(*numbers, start=0, step=1):
    return numbers, start, step


def only(*, width=1, height):
    return width, height


def box(name, /, *, width=1, height=1, **extra):
    return name, width, height, extra


def mixed(a, b=2, *rest, c=3, **others):
    return a, b, rest, c, others


def plain(a, **others):
    return a, others


def everything(*args, **kwargs):
    return args, kwargs


def keyword_only_defaults():
    for i in range(3):
        print(total(), total(i), total(i, 1, 2), total(*(i, 2), start=4), total(*[i], **{"step": i}))
        print(only(height=i), only(**{"height": i, "width": 5}))
        print(plain(i), plain(i, a1=2), plain(**{"a": i, "z": 1}))
    tell(only)
    tell(only, 1, height=2)
    tell(only, **{"height": 1, "depth": 2})
    tell(total, 1, stop=2)
    total.__kwdefaults__ = {"step": 7, "start": 6}
    print(total(1, 2))
    total.__kwdefaults__ = {"step": 7}
    tell(total, 1, 2)
    try:
        total(1, 2)
    except TypeError as e:
        print(e)
    total.__kwdefaults__ = None
    try:
        total(*(1, 2))
    except TypeError as e:
        print(e)
    total.__kwdefaults__ = {"start": 0, "step": 1}
    print(total(5))


def collected_names():
    options = {"width": 3, "depth": 4}
    for i in range(3):
        print(box("box", height=2, **options), options)
        print(box("box", **options, name=i))
        print(mixed(*(1,), **options), mixed(1, 2, 3, 4, c=i, d=5), mixed(**{"b": i, "a": 1}))
        print(everything(**options)[1] is options, everything(*(1, 2), **options))
    made = "".join(["wi", "dth"])
    print(box("x", **{made: 9}), box("x", **{"".join(["o", "dd"]): 1}))
    tell(box, **options)
    tell(box, "x", "y", **options)
    tell(mixed, **{"b": 1})
    tell(mixed, *(1,), **{"a": 1})
    tell(plain, **{"a": 1, "b": 2})
    for call in (
        lambda: box("x", width=1, **options),
        lambda: box("x", **options, **{"depth": 5}),
        lambda: box("x", **{1: 2}),
        lambda: mixed(1, **options, a=2),
        lambda: everything(**options, **5),
        lambda: everything(**None),
    ):
        try:
            call()
        except TypeError as e:
            print(e)
    many = {f"n{i}": i for i in range(70)}
    print(len(mixed(1, **many)[4]), sum(box("x", **many, width=2)[3].values()))
    del many["n3"]
    print(list(mixed(1, **many)[4])[:4])


class Key(str):
    """A string that is none of the interned ones."""

    def __eq__(self, other):
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def odd_names():
    print(everything(**{Key("a"): 1}))
    print(mixed(1, **{Key("c"): 8, Key("q"): 9}))
    print(everything(a=1, **{Key("b"): 2}))


def identities():
    items = (1, 2, 3)
    print(everything(*items)[0] is items, everything(*items, **{})[0] == items)
    given = {"k": []}
    before = sys.getrefcount(given["k"])
    for _ in range(10):
        everything(**given)
        everything(b=1, **given)
        plain(1, **given)
        box("x", **given)
        mixed(*(1,), **given)
    print(sys.getrefcount(given["k"]) - before)

    def keep(**kwargs):
        kwargs["new"] = 1
        return kwargs

    print(keep(**given), keep(x=0, **given), given)


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


def finalizers():
    def swallow(a, *args, k=None, **kwargs):
        return len(args), len(kwargs)

    print(swallow(Noisy("a"), Noisy("b"), k=Noisy("k"), z=Noisy("z")))
    print(swallow(*(Noisy("a"), Noisy("b")), **{"k": Noisy("k"), "z": Noisy("z")}))
    try:
        swallow(*(), **{"k": Noisy("lost")})
    except TypeError as e:
        print(e)
    print("end")


def from_generators():
    def numbers():
        for i in range(3):
            yield total(i, i), total(*(i,), start=1), box("g", **{"width": i, "w": 0}), plain(i)

    for row in numbers():
        print(row)


class Bound:
    def method(self, *args, scale=2, **kwargs):
        return args, scale, kwargs

    def __call__(self, a, *, b=1):
        return a, b


def methods():
    m = Bound().method
    for i in range(3):
        print(m(i), m(*(i,), scale=3), m(**{"scale": i, "other": 1}), Bound()(i), Bound()(*(i,), **{"b": 4}))
    tell(Bound(), 1, c=2)


def maps():
    one, name = [], "k"
    for i in range(3):
        print({"a": i}, {"a": one, "b": one, "a": i}, {name: 1, "k": 2}, {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5})
        print({"a": 1, 1: 2}, {"".join(["a", "b"]): 1, "ab": 2}, {Key("x"): i})
    d = {"a": 1, "b": 2}
    d["c"] = 3
    del d["a"]
    d.update(e=1, f=2, g=3, h=4)
    print(d, len(d), "a" in d, d["h"])


keyword_only_defaults()
collected_names()
odd_names()
identities()
finalizers()
from_generators()
methods()
maps()
total(1, 2, begin=3)
