"""len() of objects whose __len__ is written in Python."""

import sys


class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


class Index:
    def __index__(self):
        return 4


class Derived(Sized):
    pass


class Twice(Sized):
    def __len__(self):
        return 2 * super().__len__()


def measure(x):
    return len(x)


def tried(x):
    try:
        return measure(x)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


for n in (0, 3, True, Index(), -1, -(10**30), 10**30, sys.maxsize, sys.maxsize + 1, 2.5, None, "3", NotImplemented):
    print([tried(Sized(n)) for _ in range(4)][-1], tried(Derived(n)) if n is not Index else None)
for x in ([1], "ab", Twice(4), {1: 2}, Sized(2), 5, object()):
    print(tried(x))


class Raising:
    def __len__(self):
        raise KeyError("no length")


class Generating:
    def __len__(self):
        yield 1


class Defaulted:
    def __len__(self, n=6):
        return n


class Static:
    @staticmethod
    def __len__():
        return 7


class Bound:
    __len__ = Sized(8).__len__


class Missing:
    __len__ = None


for c in (Raising, Generating, Defaulted, Static, Bound, Missing):
    for _ in range(3):
        answer = tried(c())
    print(c.__name__, answer)


class Changing:
    def __len__(self):
        Changing.__len__ = lambda self: 2
        return 1


print([measure(Changing()) for _ in range(3)])


class Looking:
    def __len__(self):
        f = sys._getframe()
        print(f.f_code.co_name, f.f_back.f_code.co_name, f.f_lineno - f.f_code.co_firstlineno)
        return 1


print(measure(Looking()))


class Deep:
    def __init__(self, below):
        self.below = below

    def __len__(self):
        return 1 + len(self.below) if self.below else 0


d = None
for _ in range(200):
    d = Deep(d)
print(measure(d))


class Endless:
    def __len__(self):
        return len(self)


print(tried(Endless()))


def lengths(values):
    for v in values:
        yield len(v)


print(list(lengths([Sized(1), Derived(2), Twice(3)])))


class Dying(Sized):
    def __del__(self):
        print("gone", self.n)


def temporary():
    return [len(Dying(n)) for n in range(3)]


print(temporary())
len = lambda x: "mine"
print(measure(Sized(1)))
del len
print(measure(Sized(1)))
measure(Sized(-1))
