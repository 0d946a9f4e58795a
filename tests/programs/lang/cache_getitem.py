# Subscripts of instances: `__getitem__` written in Python, at a site that is hot.
import sys
import traceback


class C:
    def __init__(self, items):
        self.items = items

    def __getitem__(self, key):
        return self.items[key]


class D(C):
    def __getitem__(self, key):
        return super().__getitem__(key), key


def at(obj, key):
    return obj[key]


def hot(obj, key):
    return [at(obj, key) for _ in range(40)][-1]


c, d = C([10, 20, 30]), D("abc")
print(hot(c, 1), hot(c, -1), hot(c, slice(1, None)), hot(d, 2))
print([at(o, 0) for o in [c, d, [1], (2,), "s", {0: "d"}, b"b", range(5, 9)] * 20][-8:])

c.__getitem__ = lambda key: "of the instance"
print(hot(c, 0))

saved = C.__getitem__
C.__getitem__ = lambda self, key, extra="default": (key, extra)
print(hot(c, 5))
C.__getitem__ = lambda self, *keys: keys
print(hot(c, 5), hot(c, (1, 2)))
C.__getitem__ = staticmethod(lambda key: ("static", key))
print(hot(c, 5))
C.__getitem__ = classmethod(lambda cls, key: (cls.__name__, key))
print(hot(c, 5))
C.__getitem__ = len
try:
    hot(c, 5)
except TypeError as e:
    print(e)
C.__getitem__ = None
try:
    hot(c, 5)
except TypeError as e:
    print(e)
del C.__getitem__
try:
    hot(c, 5)
except TypeError as e:
    print(e)
C.__getitem__ = saved
print(hot(c, 0))


class Lazy:
    def __getitem__(self, key):
        for i in range(key):
            yield i


print(list(hot(Lazy(), 3)))


class Async:
    async def __getitem__(self, key):
        return key


async def main():
    return [await Async()[i] for i in range(30)][-1]


try:
    main().send(None)
except StopIteration as e:
    print(e.value)


class Fails:
    def __getitem__(self, key):
        return 1 / key


try:
    hot(Fails(), 0)
except ZeroDivisionError as e:
    traceback.print_exception(e, file=sys.stdout)


def generator(obj):
    for i in range(40):
        yield obj[i % 3]


print(list(generator(c))[-3:], sum(generator(c)))
total = 0
for i in range(60):
    total += c[i % 3] * c[-1] + c[c[0] - 9]
print(total)


class Deep:
    def __getitem__(self, n):
        return self[n + 1]


try:
    Deep()[0]
except RecursionError as e:
    print(e)


class Table:
    def __init__(self):
        self.rows = {}

    def __getitem__(self, key):
        x, y = key
        return self.rows.get((x, y), 0)

    def __setitem__(self, key, value):
        self.rows[key] = value


t = Table()
for i in range(50):
    t[i, i] += i
    t[0, 1] -= t[i, i]
print(t[0, 1], t[7, 7], t[1, 2])


class Meta(type):
    def __getitem__(cls, key):
        return cls.__name__ * key


class WithMeta(metaclass=Meta):
    pass


print(hot(WithMeta, 2), hot(list, int))
