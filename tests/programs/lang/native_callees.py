"""Bound methods, builtins, classes and objects that natives call for many values."""

import functools
import operator
import sys


def show(what):
    try:
        print(what())
    except BaseException as e:
        print(type(e).__name__, e)


class C:
    def __init__(self, a, b=1):
        self.a, self.b = a, b

    def plain(self, x):
        return self.a, x

    def default(self, x, y=5):
        return self.a, x, y

    def rest(self, *args, **kwargs):
        return self.a, args, kwargs

    def changes(self, x):
        if x == 2:
            C.changes.__code__ = C.default.__code__
        return x

    def fails(self, x):
        return 1 // (x - 2)

    def generator(self, x):
        yield self.a
        yield x

    def stops(self, x):
        if x == 3:
            raise StopIteration
        return x

    @classmethod
    def make(cls, x):
        return cls.__name__, x

    @staticmethod
    def still(x):
        return x

    def __call__(self, x):
        return "called", x

    def __getitem__(self, i):
        return "item", i


c = C(0)
for f in c.plain, c.default, c.rest, c.stops, C.make, c.make, c.still, c, c.__getitem__, functools.partial(c.default, 1), functools.partial(c.plain):
    show(lambda: list(map(f, range(5))))
    show(lambda: sorted(range(3, 0, -1), key=f))
    show(lambda: max(range(3), key=f))
    show(lambda: list(filter(f, range(5))))
show(lambda: list(map(c.changes, range(4))))
show(lambda: list(map(c.fails, range(5))))
show(lambda: sorted(range(5), key=c.fails))
show(lambda: [list(g) for g in map(c.generator, range(2))])
show(lambda: list(map(c.plain, range(2), range(2))))
show(lambda: list(map(C.plain, [c, c], "ab")))
show(lambda: list(map(c.default, range(3), range(3))))
show(lambda: functools.reduce(c.default, range(3)))
show(lambda: [x.a for x in map(C, range(3))])
for f in abs, str, int, bool, None, float, len, print, 5, "text", tuple, type:
    show(lambda: list(map(f, [1, -2, 0])))
    show(lambda: list(filter(f, [1, -2, 0])))
    show(lambda: sorted([1, -2, 0], key=f))
    show(lambda: min([1, -2, 0], key=f))


class Meta(type):
    def __call__(cls, x):
        return cls.__name__, x


class WithMeta(metaclass=Meta):
    pass


print(list(map(WithMeta, range(2))), max(range(3), key=WithMeta))
pairs = [(2, "b"), (1, "c"), (3, "a")]
print(sorted(pairs, key=operator.itemgetter(1)), max(pairs, key=operator.itemgetter(0)), list(map(operator.itemgetter(1, 0), pairs)))
print(list(map(operator.itemgetter(-1), pairs)), list(map(operator.itemgetter(slice(1)), pairs)), list(map(operator.itemgetter(1), ["abc", [1, 2], {1: 5}])))
show(lambda: sorted(pairs, key=operator.itemgetter(2)))
show(lambda: operator.itemgetter(1)())
show(lambda: operator.itemgetter(1)(pairs, pairs))
show(lambda: operator.itemgetter(1)(obj=pairs))
objects = [C(3), C(1), C(2, b=0)]
print([x.a for x in sorted(objects, key=operator.attrgetter("a"))], list(map(operator.attrgetter("a", "b"), objects)))
show(lambda: sorted(objects, key=operator.attrgetter("missing")))
print(list(map(operator.methodcaller("plain", 1), objects)))


class Holder:
    def method(self, x):
        return x

    def __del__(self):
        print("holder gone")


print(list(map(Holder().method, range(2))))
print(sorted([2, 1], key=Holder().method))
print(functools.partial(Holder().method, 7)())
bound = functools.partial(c.default, 1)
print([bound(), bound(2), bound(y=3), functools.partial(c.plain)(4), functools.partial(c.rest, 1, k=2)(3, m=4)])
show(lambda: bound(1, 2))
show(lambda: functools.partial(c.plain)())


def in_generator():
    yield bound()
    yield list(map(c.default, range(2)))


print(list(in_generator()))
print(list(map(lambda x: sys._getframe().f_back.f_code.co_name, [1])), list(map(c.__class__.still, [1])))
