"""What is spread at a call and collected in the callee: whose the tuple and the dict are, and when what they hold dies."""

import sys
import weakref


class Thing:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone:", self.name)


def rest(*args):
    return args


def both(*args, **kwargs):
    return args, kwargs


def after(first, *args, start=0, **kwargs):
    return first, args, start, kwargs


def only_names(*, start=0, **kwargs):
    return start, kwargs


class Method:
    def rest(self, *args, **kwargs):
        return args, kwargs

    def __call__(self, *args, key=None):
        return args, key


# A tuple that the callee gets is never one that somebody else can see.
kept = (1, 2, 3)
got = rest(*kept)
print(got == kept, rest(*()) == (), rest() is rest(*[]))
print(rest(*(kept + (4,))), rest(*tuple(range(3))), rest(*[1, 2]))
for i in range(40):
    fresh = (i, i + 1)
    assert rest(*fresh) == fresh
    assert rest(*(i, i + 1)) == (i, i + 1)
    assert both(*(i, i + 1), key=i) == ((i, i + 1), {"key": i})
    assert after(*(i, i + 1), start=4) == (i, (i + 1,), 4, {})
    assert after(*(i,), other=5) == (i, (), 0, {"other": 5})
    assert only_names(*(), **{"start": i, "other": 1}) == (i, {"other": 1})
    assert Method().rest(*(i, i), **{"a": 1}) == ((i, i), {"a": 1})
    assert Method()(*(i, i), key=i) == ((i, i), i)
    assert both(i) == ((i,), {}) and both() == ((), {})
    both()[1]["left"] = 1

# References: every one that a call takes is given back.
probe = object()
before = sys.getrefcount(probe)
for i in range(40):
    rest(*(probe, probe))
    both(*(probe, i), key=probe)
    after(*(i, probe), start=probe, other=probe)
    after(probe, probe, start=probe)
    both(probe, probe, **{"a": probe})
    Method().rest(*(probe,), key=probe)
    both(*[probe, probe], **{"a": probe})
print(sys.getrefcount(probe) - before)


# What is in the tuple dies when the callee lets go of it.
def drops(*args):
    print("inside", [a.name for a in args])
    del args
    print("after del")


def clears(**kwargs):
    print("inside", sorted(kwargs))
    kwargs.clear()
    print("after clear")


for i in range(3):
    drops(*(Thing("a"), Thing("b")))
    drops(Thing("c"), Thing("d"))
    clears(**{"x": Thing("x"), "y": Thing("y")})

# Errors after the arguments are there.
def refuses(*args, needed):
    return args


def few(a, b, c=3, *, d=4):
    return a, b, c, d


calls = [
    lambda: refuses(*(1, 2)),
    lambda: refuses(*(Thing("lost"),)),
    lambda: few(*(1,)),
    lambda: few(*(1, 2, 3, 4)),
    lambda: few(*(1, 2), a=1),
    lambda: few(*(1, 2), e=1),
    lambda: few(1, 2, b=3),
    lambda: few(1, c=2),
    lambda: few(1, 2, d=5, e=6),
    lambda: only_names(1),
    lambda: only_names(*(1,), start=1),
    lambda: both(*(1,), **{1: 2}),
    lambda: both(*(1,), **{"a": 1}, **{"a": 2}),
    lambda: both(*1),
    lambda: both(**1),
]
for _ in range(3):
    for call in calls:
        try:
            print(call())
        except TypeError as e:
            print(type(e).__name__, e)

# By name, to all kinds of places.
for i in range(40):
    assert few(b=i, a=1) == (1, i, 3, 4)
    assert few(i, b=2, d=i) == (i, 2, 3, i)
    assert few(1, 2, d=i) == (1, 2, 3, i)
    assert few(1, c=i, b=2) == (1, 2, i, 4)
    assert few(**{"b": 1, "a": i}) == (i, 1, 3, 4)
    assert few(**{"b": 1, "a": i, "d": 0}) == (i, 1, 3, 0)
    assert few(1, *(2,), **{"c": i}) == (1, 2, i, 4)


# From generators, whose frames lie elsewhere.
def gives():
    for i in range(3):
        yield both(*(i, i), key=i)
        yield after(i, i, start=i)
        yield few(b=i, a=1)
        yield rest(*(Thing(i),))[0].name


print(list(gives()))


# A weakly referenced value in the tuple.
class Seen:
    pass


def look(*args):
    return weakref.ref(args[0])


print(look(*(Seen(),))() is None, look(Seen())() is None)


# A callee that goes too deep leaves everything as it was.
def deep(*args, **kwargs):
    return deep(*args, **kwargs)


def deeper(*args, key):
    return deeper(*(args + ()), key=key)


for f in (lambda: deep(1, key=2), lambda: deeper(probe, key=probe)):
    try:
        f()
    except RecursionError as e:
        print(type(e).__name__, e)
print(sys.getrefcount(probe) - before)
