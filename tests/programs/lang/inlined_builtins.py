"""all, any and tuple over generator expressions, which the compiler inlines: results, laziness, shadowing."""

import builtins

seen = []


def see(x):
    seen.append(x)
    return x


print(all(see(x) < 3 for x in range(10)), seen)
seen.clear()
print(any(see(x) == 2 for x in range(10)), seen)
seen.clear()
print(tuple(see(x) for x in range(3)), seen)
print(all(x for x in []), any(x for x in []), tuple(x for x in []))
print(all([] for _ in range(2)), any("a" for _ in range(2)), type(all(1 for _ in "a")), type(any(0 for _ in "a")))


class Truth:
    def __init__(self, v):
        self.v = v

    def __bool__(self):
        if self.v is None:
            raise ValueError("no truth")
        return self.v


print(all(Truth(v) for v in (True, False, None)), any(Truth(v) for v in (False, True, None)))
for f in (lambda: all(Truth(v) for v in (True, None)), lambda: any(1 // v for v in (0,)), lambda: tuple(1 // v for v in (1, 0)), lambda: all(x for x in 5), lambda: tuple(x for x in None)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)


def kinds(n):
    def inner():
        yield n

    return all(n for _ in range(3)), tuple((n, m) for m in range(2)), any(m == n for m in range(5)), tuple(inner())


print(kinds(3))


def shadow_local():
    all = lambda g: ["local", *g]
    any = lambda g: ("local any", next(g))
    tuple = list
    return all(x for x in "ab"), any(x for x in "ab"), tuple(x for x in "ab")


print(shadow_local())


def use():
    return all(x for x in (1, 0)), any(x for x in (1, 0)), tuple(x for x in (1, 0))


for _ in range(20):
    r = use()
print(r)
all = lambda g: "global all"
print(use())
del all
builtins.any = lambda g: "builtins any"
builtins.tuple = lambda g: "builtins tuple"
print(use())
import itertools

real_tuple = type(())
builtins.tuple = real_tuple
del builtins.any
try:
    use()
except NameError as e:
    print(e)
builtins.any = lambda g: bool([x for x in g if x])
print(use(), [f"{tuple(c for c in s)}" for s in ("ab", "")])
nested = tuple(tuple(y for y in range(x)) for x in range(3))
print(nested, all(any(y for y in x) or not x for x in nested))
g = (i for i in range(5))
print(any(i == 2 for i in g), list(g))
print(all(*[(x for x in [1])]), tuple(*[(x for x in [1])]), all((x for x in [1])), sum(x for x in [1, 2]), set(x for x in [1, 1]), list(x for x in "a"), dict((x, 1) for x in "a"), max(x for x in [1, 3]), sorted(x for x in "ba"))
