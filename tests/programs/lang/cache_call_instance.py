# Calls of instances whose class has a `__call__` written in Python, at sites that are hot.
import sys
import traceback


class Adder:
    def __init__(self, n):
        self.n = n

    def __call__(self, x, y=0, *rest, key=None, **others):
        return self.n + x + y, rest, key, others


class Exact:
    def __call__(self, x):
        return x * 2


class Meta(type):
    def __call__(cls, *args):
        return cls.__name__, args


class OfMeta(metaclass=Meta):
    pass


class Creates(type):
    def __call__(cls, *args, **kwargs):
        made = super().__call__(*args, **kwargs)
        made.tag = "made"
        return made


class Made(metaclass=Creates):
    def __init__(self, x):
        self.x = x


def hot(f, *args, **kwargs):
    return [f(*args, **kwargs) for _ in range(30)][-1]


def one(f, x):
    return f(x)


def with_key(f, x):
    return f(x, key="k")


e, a = Exact(), Adder(5)
print([one(f, 3) for f in [e, a, OfMeta, len and abs, lambda x: -x, e.__call__, Exact.__call__.__get__(e), str] * 10][-8:])
for _ in range(30):
    last = with_key(a, 1), hot(a, 1, 2, 3, key=4, z=5), one(OfMeta, 1), Made(7).x, Made(7).tag
print(last)

# On the instance it does not count, and the class may change its mind.
e.__call__ = lambda x: "of the instance"
print(one(e, 4))
Exact.__call__ = staticmethod(lambda x: ("static", x))
print(one(e, 4))
Exact.__call__ = classmethod(lambda cls, x: (cls.__name__, x))
print(one(e, 4))
Exact.__call__ = Adder(100)
print(one(e, 4))
Exact.__call__ = lambda self, x: ("again", x)
print(one(e, 4), one(e, 5))
del Exact.__call__
try:
    one(e, 4)
except TypeError as error:
    print(error)


class Wrong:
    def __call__(self):
        return 1


class Gen:
    def __call__(self, n):
        yield from range(n)


class Coroutine:
    async def __call__(self, n):
        return n + 1


print(list(one(Gen(), 3)), [list(one(Gen(), 2)) for _ in range(20)][-1])
try:
    one(Coroutine(), 1).send(None)
except StopIteration as stop:
    print(stop.value)
for f, args in [(Wrong(), (1,)), (a, ()), (Wrong(), (1, 2))]:
    for _ in range(20):
        try:
            f(*args)
        except TypeError as error:
            text = str(error)
    print(text)


class Fails:
    def __call__(self, x):
        return 1 / x


try:
    for i in reversed(range(20)):
        one(Fails(), i)
except ZeroDivisionError as error:
    traceback.print_exception(error, file=sys.stdout)


class Dies:
    def __call__(self):
        return "called"

    def __del__(self):
        print("gone")


print(Dies()())


class Deep:
    def __call__(self):
        return self()


try:
    Deep()()
except RecursionError as error:
    print(error)


def generator(f):
    for i in range(20):
        yield f(i)


print(list(generator(Adder(1)))[-1])
print(list(map(a, range(3))), sorted([3, 1, 2], key=Adder(-1)))
