"""Generated histories of class hierarchies: random mutations between uses of warmed attribute and method sites.

With case numbers as arguments the program prints every step of these cases instead.
"""

import sys
from binascii import crc32


class Random:
    """A small linear congruential generator, the same everywhere."""

    def __init__(self, seed):
        self.state = seed * 2654435761 + 12345 & 0xFFFFFFFF

    def below(self, n):
        self.state = self.state * 1103515245 + 12345 & 0x7FFFFFFF
        return (self.state >> 12) % n

    def pick(self, choices):
        return choices[self.below(len(choices))]


names = ("p", "q", "r")


def get_p(o):
    return o.p


def get_q(o):
    return o.q


def get_r(o):
    return o.r


def call_p(o):
    return o.p()


def call_q(o):
    return o.q(1)


def put_p(o, v):
    o.p = v


def put_q(o, v):
    o.q = v


def length(o):
    return len(o)


def add(o):
    return o + 1


def equal(o):
    return o == 3


def truth(o):
    return 1 if o else 0


def item(o):
    return o[2]


sites = (get_p, get_q, get_r, call_p, call_q, length, add, equal, truth, item)


class Data:
    def __init__(self, tag):
        self.tag = tag

    def __get__(self, o, c):
        return f"data{self.tag}{o is None}"

    def __set__(self, o, v):
        o.__dict__["hidden"] = v


class NonData:
    def __init__(self, tag):
        self.tag = tag

    def __get__(self, o, c):
        return f"nondata{self.tag}"


def values(r, tag):
    kind = r.below(9)
    if kind == 0:
        return tag
    if kind == 1:
        return lambda self, *a: ("method", tag, len(a))
    if kind == 2:
        return property(lambda self: ("property", tag))
    if kind == 3:
        return staticmethod(lambda *a: ("static", tag, len(a)))
    if kind == 4:
        return classmethod(lambda cls, *a: ("class", tag, len(a)))
    if kind == 5:
        return Data(tag)
    if kind == 6:
        return NonData(tag)
    if kind == 7:
        return f"text{tag}"
    return int if r.below(2) else len


def special(r, tag):
    name = r.pick(("__len__", "__add__", "__eq__", "__bool__", "__getitem__", "__getattr__", "__call__"))
    return name, {
        "__len__": lambda self: tag % 7,
        "__add__": lambda self, o: ("add", tag),
        "__eq__": lambda self, o: ("eq", tag),
        "__bool__": lambda self: tag % 2 == 0,
        "__getitem__": lambda self, i: ("item", tag, i),
        "__getattr__": lambda self, n: ("getattr", tag, n),
        "__call__": lambda self, *a: ("call", tag),
    }[name]


def attempt(f, *a):
    try:
        return f(*a)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


def text(x):
    if isinstance(x, (int, str, tuple)):
        return str(x)
    return type(x).__name__


def history(seed, show):
    r = Random(seed)
    classes = []
    for i in range(2 + r.below(4)):
        bases = []
        for c in classes:
            if r.below(2):
                bases.insert(0, c)
        for attempt_bases in (tuple(bases), tuple(bases[:1]), ()):
            try:
                ns = {"__slots__": ("p", "s")} if r.below(6) == 0 and not attempt_bases else {}
                classes.append(type(f"K{i}", attempt_bases, ns))
                break
            except TypeError:
                continue
    objects = [r.pick(classes)() for _ in range(5)]
    lines = []
    for step in range(30):
        kind = r.below(14)
        c, o, name, tag = r.pick(classes), r.pick(objects), r.pick(names), step * 10 + seed % 10
        if kind < 4:
            value = values(r, tag)
            did = f"{c.__name__}.{name} = {text(value)}"
            done = attempt(setattr, c, name, value)
        elif kind == 4:
            did, done = f"del {c.__name__}.{name}", attempt(delattr, c, name)
        elif kind == 5:
            did, done = f"o.{name} = {tag}", attempt(setattr, o, name, tag)
        elif kind == 6:
            did, done = f"del o.{name}", attempt(delattr, o, name)
        elif kind == 7:
            did, done = f"o.__dict__[{name}]", attempt(lambda: o.__dict__.__setitem__(name, tag))
        elif kind == 8:
            n, f = special(r, tag)
            did, done = f"{c.__name__}.{n}", attempt(setattr, c, n, f)
        elif kind == 9:
            n, f = special(r, tag)
            did, done = f"del {c.__name__}.{n}", attempt(delattr, c, n)
        elif kind == 10:
            did, done = f"o.__class__ = {c.__name__}", attempt(setattr, o, "__class__", c)
        elif kind == 11:
            bases = tuple(x for x in reversed(classes) if r.below(3) == 0) or (r.pick(classes),)
            did, done = f"{c.__name__}.__bases__ = {[b.__name__ for b in bases]}", attempt(setattr, c, "__bases__", bases)
        elif kind == 12:
            did, done = "put", attempt(r.pick((put_p, put_q)), o, tag)
        else:
            did, done = "new dict", attempt(lambda: setattr(o, "__dict__", {name: tag}))
        out = []
        for o in objects:
            for f in sites:
                out.append(text(attempt(f, o)))
        out = ", ".join(out)
        if show:
            print(step, did, "->", done, "|", out)
        lines.append(out)
        lines.append(str(done))
    return lines


def checksum(lines):
    return crc32("\n".join(lines).encode())


if sys.argv[1:]:
    for seed in sys.argv[1:]:
        history(int(seed), True)
else:
    for seed in range(150):
        lines = history(seed, False)
        print(seed, checksum(lines), [checksum(lines[i : i + 10]) for i in range(0, 60, 10)])
