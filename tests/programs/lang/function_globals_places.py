"""What a function that is made takes from its globals, `__name__` and `__builtins__`, as globals of other shapes and orders come by."""

import builtins

SOURCE = "def made(): return len('abc')\nmore = [(lambda: 0) for _ in range(2)]\n"


class Name(str):
    """Equal to a name, and not the same object."""


def show(what, space):
    before = set(space)
    exec(SOURCE, space)
    f = space["made"]
    try:
        result = f()
    except NameError as e:
        result = e
    print(what, repr(f.__module__), [g.__module__ for g in space["more"]], result,
          f.__builtins__ is vars(builtins), sorted(set(space) - before))


def other(length):
    return dict(vars(builtins), len=lambda s: length)


def rounds():
    show("empty", {})
    show("name first", {"__name__": "one"})
    show("name last", {"a": 1, "b": 2, "__name__": "two"})
    show("builtins first", {"__builtins__": other(7), "__name__": "three"})
    show("builtins last", {"__name__": "four", "x": 0, "__builtins__": other(8)})
    show("module", {"__builtins__": builtins, "__name__": "five"})
    show("none", {"__builtins__": {}, "range": range})
    show("no text", {"__name__": 12})
    show("equal key", {Name("__name__"): "six"})

    space = {"filler": 0, "__name__": "seven", "__builtins__": other(9)}
    show("before", space)
    del space["__name__"]
    show("deleted", space)
    space["__name__"] = "eight"
    show("again", space)
    space["__builtins__"] = other(10)
    show("other builtins", space)
    for i in range(40):
        space[f"k{i}"] = i
    show("grown", space)
    space.clear()
    show("cleared", space)


for _ in range(3):
    rounds()

# The module's own, with names coming and going between two functions.
for i in range(3):
    globals()[f"new{i}"] = i
    print((lambda: 0).__module__, sum(n for n in (i, i)))
saved = __name__
del __name__
print((lambda: 0).__module__)
__name__ = "renamed"
print((lambda: 0).__module__, [k for k in (lambda: 0,)][0].__module__)
__name__ = saved
print((lambda: 0).__module__)
