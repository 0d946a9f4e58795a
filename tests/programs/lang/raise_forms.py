"""raise: classes, instances, from, from None, bad operands, custom construction."""


def attempt(f):
    try:
        f()
        print("no exception")
    except BaseException as e:
        print(repr(e), "| context", repr(e.__context__), "| cause", repr(e.__cause__), "| suppress", e.__suppress_context__)


def raiser(x):
    def f():
        raise x

    return f


def raiser_from(x, y):
    def f():
        raise x from y

    return f


def handling(x, y=...):
    def f():
        try:
            raise IndexError("handled")
        except IndexError:
            if y is ...:
                raise x
            raise x from y

    return f


class Args(Exception):
    def __init__(self, a, b):
        super().__init__(a)
        self.b = b


class NotException(Exception):
    def __new__(cls, *a):
        return 5


class OtherException(Exception):
    def __new__(cls, *a):
        return KeyError("from new")


class Raises(Exception):
    def __init__(self):
        raise RuntimeError("in init")


class Old:
    pass


attempt(raiser(ValueError))
attempt(raiser(ValueError("v")))
attempt(raiser(ValueError()))
attempt(raiser(Args("a", "b")))
attempt(raiser(Args))
attempt(raiser(NotException))
attempt(raiser(OtherException))
attempt(raiser(Raises))
attempt(raiser(Old))
attempt(raiser(Old()))
attempt(raiser(5))
attempt(raiser(None))
attempt(raiser("string"))
attempt(raiser(int))
attempt(raiser((ValueError, KeyError)))
attempt(raiser(BaseException("base")))
attempt(raiser(GeneratorExit))
attempt(raiser(StopIteration(5)))

attempt(raiser_from(ValueError, KeyError))
attempt(raiser_from(ValueError("v"), KeyError("k")))
attempt(raiser_from(ValueError("v"), None))
attempt(raiser_from(ValueError("v"), 5))
attempt(raiser_from(ValueError("v"), int))
attempt(raiser_from(5, KeyError("k")))
attempt(raiser_from(ValueError("v"), Raises))
attempt(raiser_from(ValueError("v"), NotException))
attempt(handling(ValueError("v")))
attempt(handling(ValueError, KeyError))
attempt(handling(ValueError("v"), None))
attempt(handling(5))
attempt(handling(Raises))
e = ValueError("self")
attempt(raiser_from(e, e))
print(e.__cause__ is e)
attempt(raiser(e.with_traceback(None)))

x = ValueError("x")
x.__cause__ = KeyError("set")
print(x.__suppress_context__)
attempt(raiser(x))
x.__suppress_context__ = False
attempt(handling(x))
for name, value in (("__cause__", 5), ("__context__", "a"), ("__traceback__", 5), ("__suppress_context__", 5), ("__suppress_context__", "a"), ("args", 5), ("args", "ab"), ("args", [1])):
    try:
        setattr(x, name, value)
        print(name, value, getattr(x, name))
    except TypeError as err:
        print(name, err)
for name in ("__cause__", "__context__", "__traceback__", "args", "__suppress_context__"):
    try:
        delattr(x, name)
        print("deleted", name)
    except (TypeError, AttributeError) as err:
        print(name, type(err).__name__, err)
try:
    ValueError("v").with_traceback(5)
except TypeError as err:
    print(err)


def evaluation():
    def say(x):
        print("say", x)
        return x

    raise say(ValueError("v")) from say(KeyError("k"))


attempt(evaluation)
same = ValueError("same")
for i in range(3):
    try:
        raise same
    except ValueError as err:
        n = 0
        tb = err.__traceback__
        while tb:
            n += 1
            tb = tb.tb_next
        print(err is same, n, err.__context__)
