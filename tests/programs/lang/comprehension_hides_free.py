"""A comprehension's variable with the name of a variable that only passes through the function around it, to one inside:
the inner function then misses it (in CPython 3.12 and later)."""


def outer(name):
    def middle():
        def inner():
            return name

        return [name for name in (1, 2)], inner

    return middle()


values, inner = outer("given")
print(values)
try:
    print(inner())
except NameError as error:
    print(error)


def decorator(f):
    return f


def several():
    a = b = 1

    def middle():
        @decorator
        def inner(p=1):
            return a, b

        class K:
            def m(self):
                return a

        return [a for a in "x"], [b for b in "y"], inner, K

    return middle()


results = several()
print(results[:2])
for f in (results[2], results[3]().m):
    try:
        print(f())
    except NameError as error:
        print(error)


def with_lambda():
    n = 1

    def middle():
        g = lambda: n
        return [n for n in (1,)], g, list(n for _ in "a")

    return middle()


try:
    print(with_lambda())
except NameError as error:
    print(error)


async def coroutine():
    n = 1

    async def middle():
        g = lambda: n
        return [n for n in (1,)]

    return await middle()


try:
    coroutine().send(None)
except StopIteration as stop:
    print(stop.value)


def with_class():
    n = 1

    class K:
        def m(self):
            return n

        v = [n for n in (1,)]

    return K.v, K().m()


print(with_class())
