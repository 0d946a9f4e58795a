"""sys.exc_info and sys.exception across calls, generators, nested handlers, callbacks and finally."""

import sys


def now():
    return repr(sys.exception())


def info():
    t, v, tb = sys.exc_info()
    return t and t.__name__, repr(v), tb is not None and tb is v.__traceback__


print(info())
try:
    raise ValueError(1)
except ValueError:
    print(info())

    def inside():
        print("callee sees", now())
        try:
            raise KeyError(2)
        except KeyError:
            print("callee handles", now())
        print("callee after", now())

    inside()
    print("caller", now())
print("after", now())

try:
    raise ValueError("f")
except ValueError:
    try:
        pass
    finally:
        print("finally, no error", now())
    try:
        try:
            raise KeyError("k")
        finally:
            print("finally, error", now())
    except KeyError:
        print("handled", now())
    else:
        print("never")
    print("still", now())
else:
    print("never")
finally:
    print("outer finally", now())


def gen():
    print("gen start", now())
    try:
        raise IndexError("gen")
    except IndexError:
        yield now()
        yield now()
    print("gen after", now())
    yield now()


g = gen()
try:
    raise ValueError("a")
except ValueError:
    print(next(g), now())
try:
    raise ValueError("b")
except ValueError:
    print(next(g), now())
print(next(g), now())


def return_in_except():
    try:
        raise ValueError
    except ValueError:
        return now()


print(return_in_except(), now())
for i in range(2):
    try:
        raise ValueError(i)
    except ValueError:
        if i:
            break
        continue
print("after loop", now())


class C:
    def __del__(self):
        print("del sees", now())


try:
    raise ValueError("with del")
except ValueError:
    c = C()
    del c
c = C()
del c


def key(x):
    return now()


try:
    raise OSError("sort")
except OSError:
    print(sorted([1, 2], key=key), list(map(key, "ab")), [now() for _ in range(2)], {now()}, (lambda: now())())


def deep(n):
    if n == 0:
        return now()
    try:
        raise ValueError(n)
    except ValueError:
        r = deep(n - 1)
        return r, now()


print(deep(3), now())


class CM:
    def __enter__(self):
        print("enter", now())

    def __exit__(self, *a):
        print("exit", now(), a[1] is sys.exception())
        return True


with CM():
    raise ValueError("in with")
with CM():
    pass
print(now())


def closing():
    try:
        yield
    finally:
        print("closing", now())


g = closing()
next(g)
try:
    raise ValueError("outer")
except ValueError:
    g.close()
    print("after close", now())
try:
    try:
        raise ValueError("one")
    except ValueError:
        raise KeyError("two")
except KeyError:
    print(now(), repr(sys.exception().__context__))


def clause():
    print("in clause", now())
    return KeyError


try:
    raise KeyError("clause")
except clause():
    pass
print(sys.exc_info())
