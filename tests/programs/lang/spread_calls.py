"""`f(*args, **kwargs)`: methods and instances that are called with what a tuple, a list and a dict hold."""

import functools
import weakref


def show(what):
    try:
        print(what())
    except BaseException as e:
        print(type(e).__name__, e)


class C:
    def plain(self, a, b):
        return a, b

    def rich(self, a, b=2, *rest, k=3, **others):
        others.setdefault("seen", len(others))
        return a, b, rest, k, others

    def __call__(self, *args, **kwargs):
        return self, args, kwargs

    def __repr__(self):
        return "C()"

    @classmethod
    def make(cls, *args, **kwargs):
        return cls.__name__, args, kwargs

    @staticmethod
    def still(*args, **kwargs):
        return args, kwargs


def forward(f, *args, **kwargs):
    return f(*args, **kwargs)


def forward_list(f, args, kwargs={}):
    return f(*args, **kwargs)


c = C()
for f in c.plain, c.rich, c, C.make, c.make, C.still, functools.partial(c.rich, 9), functools.partial(c, k=8), dict, C.rich:
    for args in (), (1,), (1, 2), tuple(range(6)), tuple(range(15)), tuple(range(16)), tuple(range(20)):
        for kwargs in {}, {"k": 5}, {"b": 7}, {"x": 1, "y": 2}, {"a": 1, "b": 2}, {f"n{i}": i for i in range(20)}:
            show(lambda: forward(f, *args, **kwargs))
            show(lambda: forward_list(f, list(args), kwargs))
for f in c.plain, c.rich, c, print, dict, 3:
    show(lambda: f(*5))
    show(lambda: f(**5))
    show(lambda: f(*(), **{1: 2}))
    show(lambda: f(*[], **{"a": 1, 2: 3}))
    show(lambda: f(**{"a": 1}, **{"a": 2}))
    show(lambda: f(*(1,), **{"z": 1}, **{}))

# What the callee does to its own dict nobody else sees.
options = {"k": 1, "z": 2}
print(c.rich(1, **options), options)
print(forward(c.rich, 1, **options), options)


def takes(**kwargs):
    kwargs["new"] = 1
    del kwargs["z"]
    return kwargs


print(takes(**options), options, forward(takes, **options), takes(**dict(options)), takes(**{"z": 3}))


def changes_meanwhile(**kwargs):
    options["late"] = 9
    return kwargs


print(changes_meanwhile(**options), options)


def values():
    options["from_iterable"] = 1
    yield 1


def all_of(*args, **kwargs):
    return args, kwargs


print(all_of(*values(), **options))
print(all_of(*(1,), **options, **{"more": options.pop("late")}), options)


class Mapping:
    def keys(self):
        return ["p", "q"]

    def __getitem__(self, key):
        return key * 2


class MyDict(dict):
    def keys(self):
        return ["only"]

    def __getitem__(self, key):
        return "item"


print(all_of(*[1], **Mapping()), all_of(**MyDict(a=1)), all_of(*(), **{**options}))

# A bound method that dies with the call, and what its death changes.
numbers = [1, 2]


class Holder:
    def method(self, *args, **kwargs):
        return args, kwargs


def clear(_):
    numbers.clear()


def temporary():
    m = Holder().method
    watch.append(weakref.ref(m, clear))
    return m


watch = []
print(temporary()(*numbers, **{"a": 1}), numbers)


class Callable:
    def __init__(self, name):
        self.name = name

    def __call__(self, x, times=1):
        return self.name * times + x

    def __del__(self):
        print("del", self.name)


print(Callable("t")(*["x"], **{"times": 2}))
print(forward(Callable("u"), "x", times=3))
show(lambda: Callable("v")(*["x"], **{"wrong": 2}))


def decorated(f):
    @functools.wraps(f)
    def w(*args, **kwargs):
        return f(*args, **kwargs)

    return w


class D:
    @decorated
    def m(self, a, b=1, *, c=2):
        return a + b + c

    @decorated
    def g(self, n, **kw):
        yield from range(n)
        yield kw


d = D()
print(d.m(1), d.m(1, 2), d.m(1, b=5, c=7), list(d.g(2, z=1)))
show(lambda: d.m())
show(lambda: d.m(1, a=2))
show(lambda: d.m(1, e=2))


def generator():
    yield d.m(*(1, 2), **{"c": 0})
    yield forward(c.rich, *(yield 1), **{"k": (yield 2)})


g = generator()
print(next(g), next(g), g.send((5, 6, 7)), g.send("k"))
print(all_of(**{"a": 1, "b" + "c" * 3: 2}), all_of(*(), **{"".join(["x", "y"]): 1}))


class Text(str):
    pass


show(lambda: all_of(**{Text("t"): 1}))
show(lambda: c.rich(1, **{Text("k"): 1}))
