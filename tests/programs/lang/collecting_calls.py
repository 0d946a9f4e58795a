"""Calls of functions with *args, **kwargs and keyword-only parameters, from functions, generators and methods."""


def rest(a, *more):
    return a, more


def everything(*args, **kwargs):
    return args, kwargs


def wrapped(function):
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


def only(a, *, b, c=3):
    return a, b, c


def only_by_name(*, a=1, b):
    return a, b


def mixed(a, /, b=2, *more, c=5, **others):
    return a, b, more, c, others


def generator(*args):
    for a in args:
        yield a


def closes_over(*args):
    return lambda: args


class Thing:
    def __init__(self, *args, **kwargs):
        self.args = args
        self.kwargs = kwargs

    def method(self, *args):
        return self.args + args

    def named(self, *, name):
        return name

    @staticmethod
    def static(*args):
        return args

    def __call__(self, *args):
        return len(args)


@wrapped
def add(a, b=10):
    return a + b


def from_generator():
    for i in range(3):
        yield rest(i, i + 1, i + 2)
        yield only(i, b=i)
        yield only(i, c=i, b=7)
        yield everything(i)
        yield list(generator(i, "x"))
        yield add(i)
        yield add(i, b=i)


def fails(call):
    try:
        return call()
    except TypeError as e:
        return str(e)


def main():
    thing = Thing(1, x=2)
    results = []
    for i in range(40):
        results = [
            rest(i),
            rest(i, "b", [3]),
            everything(),
            everything(i, None),
            everything(i, k=i),
            add(i),
            add(i, 1),
            add(i, b=2),
            add(*(i,), **{}),
            add(*[i, 3], **{}),
            add(*(i,), **{"b": 4}),
            only(i, b=2),
            only(i, c=1, b=2),
            only(b=i, a=1),
            only_by_name(b=i),
            only_by_name(b=1, a=i),
            mixed(i),
            mixed(i, 1, 2, 3, c=4, d=5),
            list(generator(1, i)),
            closes_over(i, 2)(),
            thing.method(i, i),
            thing.named(name=i),
            Thing.static(i),
            thing.static(),
            thing(i, i),
            Thing(i).args,
            Thing(i, y=i).kwargs,
        ]
    for r in results:
        print(r)
    print(list(from_generator()))
    print(fails(lambda: rest()))
    print(fails(lambda: only(1)))
    print(fails(lambda: only(1, 2, b=3)))
    print(fails(lambda: only(1, b=2, b2=3)))
    print(fails(lambda: only(1, a=2, b=3)))
    print(fails(lambda: only_by_name(1, b=2)))
    print(fails(lambda: only_by_name(a=2)))
    print(fails(lambda: mixed()))
    print(fails(lambda: mixed(1, 2, b=3)))
    print(fails(lambda: thing.named()))
    print(fails(lambda: thing.named("x")))

    def deep(n, *args):
        return len(args) if n == 0 else deep(n - 1, *args, n)

    print(deep(200))

    def endless(*args):
        return endless(args)

    try:
        endless()
    except RecursionError as e:
        print(type(e).__name__, str(e)[:32])

    # Freed with the call: nothing else holds what was collected.
    class Dies:
        def __del__(self):
            print("gone")

    def drops(*args):
        args = None
        print("dropped")

    drops(Dies())


main()
