# The traceback entry of the frame that catches an exception is there whenever somebody looks, however late.
import gc
import sys


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone:", self.name)


def entries(e):
    out = []
    t = e.__traceback__
    while t:
        out.append((t.tb_frame.f_code.co_name, t.tb_lineno - t.tb_frame.f_code.co_firstlineno))
        t = t.tb_next
    return out


def many():
    saved = []
    for i in range(3):
        try:
            raise ValueError(i)
        except ValueError as e:
            saved.append(e)
    i = "end"
    return saved


for e in many():
    print(e, entries(e), e.__traceback__.tb_frame.f_locals["i"])


def kept():
    local = Noisy("kept")
    try:
        1 / 0
    except ZeroDivisionError as e:
        other = e
    return other


def forgotten():
    local = Noisy("forgotten")
    try:
        {}["key"]
    except KeyError:
        pass
    print("before the end")


forgotten()
e = kept()
print("after kept", sorted(e.__traceback__.tb_frame.f_locals))
print(e.__traceback__.tb_frame.f_locals["other"] is e)
del e
gc.collect()


def twice():
    try:
        try:
            1 / 0
        except ZeroDivisionError as e:
            raise e
    except ZeroDivisionError as e:
        print(entries(e))
        try:
            raise e
        except ZeroDivisionError as f:
            print(entries(f), f is e)


twice()


def nested():
    try:
        1 / 0
    except ZeroDivisionError as first:
        try:
            [][1]
        except IndexError as second:
            print(entries(first), entries(second), second.__context__ is first)
            return second


e = nested()
print(entries(e), entries(e.__context__))
print(e.__traceback__.tb_frame is e.__context__.__traceback__.tb_frame)


def thrower():
    raise LookupError("thrown")


def through():
    try:
        thrower()
    except LookupError as e:
        return e


e = through()
print(entries(e))
try:
    raise e
except LookupError as again:
    print(entries(again)[1:])


def generator():
    try:
        1 / 0
    except ZeroDivisionError as e:
        yield e
        yield entries(e)
    yield sys.exc_info()


g = generator()
e = next(g)
print(entries(e), g.gi_frame is e.__traceback__.tb_frame)
print(next(g), next(g))
g = generator()
e = next(g)
del g
print(entries(e), e.__traceback__.tb_frame.f_locals["e"] is e if "e" in e.__traceback__.tb_frame.f_locals else "unbound")


def raiser(e):
    raise e


g = generator()
e = next(g)
try:
    raiser(e)
except ZeroDivisionError as f:
    print(entries(f)[1:])
g.close()
print(entries(e)[1:])


def frames():
    try:
        1 / 0
    except ZeroDivisionError as e:
        frame = sys._getframe()
        print(e.__traceback__.tb_frame is frame, frame.f_locals["e"] is e)
        del frame
        return e.__traceback__


t = frames()
print(t.tb_frame.f_back.f_code.co_name, t.tb_frame.f_lineno - t.tb_frame.f_code.co_firstlineno)


def replaced():
    try:
        1 / 0
    except ZeroDivisionError as e:
        e.__traceback__ = None
        print(e.__traceback__)
        try:
            raise e
        except ZeroDivisionError:
            print(entries(e))
        return e.with_traceback(None)


print(replaced().__traceback__)


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        print(kind.__name__, entries(value), tb is value.__traceback__)
        return True


def managed():
    with Manager():
        1 / 0
    with Manager():
        thrower()


managed()


def finalized():
    try:
        raise KeyError(Noisy("argument"))
    except KeyError:
        print("caught")
    print("after the handler")


finalized()


def looping():
    for i in range(3):
        try:
            if i == 1:
                e = None
            raise ValueError(Noisy(i))
        except ValueError as x:
            e = x
    return entries(e)


print(looping())
