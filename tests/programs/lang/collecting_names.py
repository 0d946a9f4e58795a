"""Calls by keyword of functions that collect all names in a dict."""

import sys


def show(what):
    try:
        print(what())
    except BaseException as e:
        print(type(e).__name__, e)


def both(*args, **kwargs):
    return args, kwargs


def names_only(**kwargs):
    return kwargs


def with_first(f, *args, **kwargs):
    return f, args, kwargs


def with_two(a, b, **kwargs):
    return a, b, kwargs


def positional_only(a, b, /, **kwargs):
    return a, b, kwargs


def positional_only_both(a, /, b, *rest, **kwargs):
    return a, b, rest, kwargs


def with_default(a, b=2, *rest, **kwargs):
    return a, b, rest, kwargs


def keyword_only(*args, k=1, **kwargs):
    return args, k, kwargs


print(both(x=1), both(1, x=2), both(1, 2, 3, x=[4], y="5", z=None))
print(names_only(x=1), names_only(a=1, b=2, c=3, d=4, e=5, f=6, g=7, h=8, i=9, j=10, k=11, l=12, m=13, n=14, o=15, p=16))
print(names_only(a=1, b=2, c=3, d=4, e=5, f=6, g=7, h=8, i=9, j=10, k=11, l=12, m=13, n=14, o=15, p=16, q=17, r=18))
print(with_first(1, x=2), with_first(1, 2, x=3), with_two(1, 2, x=3), with_two(1, b=2, x=3), with_two(b=1, a=2, x=3))
print(positional_only(1, 2, a=3, b=4), positional_only_both(1, 2, a=3), positional_only_both(1, b=2, a=3))
print(with_default(1, x=2), with_default(1, 3, x=2), with_default(1, 3, 4, x=2), with_default(1, b=5, x=2), with_default(a=1, x=2))
print(keyword_only(1, x=2), keyword_only(1, k=3, x=2))
show(lambda: names_only(1, x=2))
show(lambda: with_first(1, 2, f=3))
show(lambda: with_first(x=3))
show(lambda: with_two(1, 2, a=3))
show(lambda: with_two(1, 2, 3, x=3))
show(lambda: with_two(1, x=3))
show(lambda: positional_only(1, a=2, b=3))
show(lambda: with_default(1, 2, 3, b=4))


class C:
    def method(self, *args, **kwargs):
        return type(self).__name__, args, kwargs

    def named(self, **kwargs):
        return kwargs

    __call__ = method

    def __init__(self, **kwargs):
        self.kwargs = kwargs


c = C(u=1, v=2)
print(c.kwargs, c.method(1, x=2), c.named(x=3), c(4, x=5), C.method(c, x=6))
show(lambda: c.method(1, self=2))
show(lambda: c.named(1, x=2))


class Dies:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def drops(*args, **kwargs):
    kwargs.clear()
    print("cleared")
    del args
    print("gone")


drops(Dies("a"), Dies("b"), x=Dies("c"), y=Dies("d"))
names_only(x=Dies("e"))["x"].name
local = Dies("f")
kept = names_only(x=local, y=local)
print(kept["x"] is local, sorted(kept))
del local, kept


def in_generator(n):
    for i in range(n):
        yield both(i, x=(yield i))
        yield names_only(a=i, b=[i])
        yield with_two(i, -i, c=i)


g = in_generator(2)
print(next(g), [g.send(v) for v in range(7)])


def deep(n, **kwargs):
    return sum(kwargs.values()) if n == 0 else deep(n - 1, x=n, **{})


print(deep(300, x=1, y=2))
show(lambda: (lambda f: f(f))(lambda f, **k: f(f, x=1)) and None)
for i in range(40):
    made = names_only(**{f"k{i}": i}), both(i, same=i)
print(made, sys.intern("same") in made[1][1])
