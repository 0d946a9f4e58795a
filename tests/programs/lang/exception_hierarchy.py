"""The builtin exception classes: bases, MROs, docs of the tree, aliases, and which operation raises which."""

import builtins


def tree(cls, depth=0):
    print("  " * depth + cls.__name__, cls.__module__, "" if len(cls.__bases__) == 1 else [b.__name__ for b in cls.__bases__])
    for sub in sorted((s for s in cls.__subclasses__() if s.__module__ == "builtins"), key=lambda c: c.__name__):
        if sub.__name__.startswith("_") or "Group" in sub.__name__:
            continue
        tree(sub, depth + 1)


tree(BaseException)
names = sorted(n for n in vars(builtins) if isinstance(vars(builtins)[n], type) and issubclass(vars(builtins)[n], BaseException))
print(len([n for n in names if "Group" not in n]), [n for n in names if vars(builtins)[n].__name__ != n])


class Multi(KeyError, AttributeError):
    pass


print([c.__name__ for c in Multi.__mro__])
for bases in ((KeyError, OSError), (OSError, ImportError), (SyntaxError, StopIteration), (ValueError, LookupError), (SystemExit, KeyError)):
    try:
        print(type("T", bases, {}).__name__)
    except TypeError as e:
        print(e)


def which(f):
    try:
        f()
    except BaseException as e:
        print(type(e).__name__, "|", e)


def recurse():
    recurse()


def unbound():
    x
    x = 1


def assertion():
    assert 1 == 2, "asserted"


def bare_assertion():
    assert []


def late():
    [1, 2, 3].index(9)


which(lambda: {}["k"])
which(lambda: [][0])
which(lambda: int("x"))
which(lambda: undefined)
which(unbound)
which(lambda: None.attr)
which(lambda: 1 + "1")
which(lambda: 1 / 0)
which(lambda: 2.0**10000)
which(lambda: __import__("no_such_module"))
which(lambda: next(iter(())))
which(assertion)
which(bare_assertion)
which(late)
which(lambda: "\ud800".encode())
which(lambda: b"\xff".decode())
which(lambda: open("/no/such/file"))
which(lambda: eval("1 +"))
which(lambda: exec("if 1:\nx"))
which(lambda: exit_now())
which(lambda: (lambda: (yield))().send(1))
which(lambda: [1].remove(2))
which(lambda: {1: 2}.popitem() and {}.popitem())
which(lambda: set().pop())
which(lambda: type("X", (bool,), {}))
which(lambda: object().x)
which(lambda: setattr(object(), "x", 1))
which(lambda: hash({}))
which(lambda: bytes([256]))
which(lambda: "a".encode("no-such-codec"))
which(lambda: (1).__class__.__bases__[5])
which(lambda: range(10**30)[10**31])
which(lambda: [0] * 2**62)
which(lambda: iter(5))
