# Arguments by position, by name, from tuples, lists and dicts, over parameters of all kinds; each site runs often enough to be specialized.
import functools
import gc
import sys


def plain(a, b=2, c=3):
    return a, b, c


def only(*, a=1, b=2, c):
    return a, b, c


def collect(*args, **kwargs):
    return args, kwargs


def mixed(a, /, b, *rest, c=10, d, **others):
    return a, b, rest, c, d, others


def positional(a, b=5, /, **others):
    return a, b, others


def many(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q=0, *, r=1):
    return sum((a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r))


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except TypeError as e:
        return str(e)


def calls():
    t, l, d, e = (1, 2), [1, 2], {"c": 7}, {}
    yield plain(1, c=9)
    yield plain(c=1, a=2)
    yield plain(b=1, c=2, a=3)
    yield plain(*l)
    yield plain(*l, **d)
    yield plain(*t, **e)
    yield plain(1, **{"b": 5})
    yield only(c=1)
    yield only(c=1, a=5)
    yield only(b=3, c=1, a=5)
    yield only(**{"c": 4, "a": 1})
    yield collect()
    yield collect(1)
    yield collect(x=1)
    yield collect(1, 2, x=1, y=2)
    yield collect(*t, **d)
    yield collect(*l, 3, **d, z=4)
    yield mixed(1, 2, d=3)
    yield mixed(1, d=3, b=2)
    yield mixed(1, 2, 3, 4, d=5, x=6, c=7, a=8)
    yield mixed(*t, *l, **d, d=0)
    yield positional(1, a=2, b=3)
    yield positional(1, 2, c=3)
    yield positional(*t, **{"a": 9})
    yield many(1, 2, 3, 4, 5, 6, 7, 8, i=9, j=10, k=11, l=12, m=13, n=14, o=15, p=16)
    yield many(*range(16), **{"q": 1, "r": 2})


def outside(n):
    # The same from frames that are no generators'.
    t, l, d = (1, 2), [1, 2], {"c": 7}
    for _ in range(n):
        found = [
            plain(1, c=9), plain(b=1, c=2, a=3), plain(*l, **d), only(b=3, c=1), collect(1, 2, x=1, y=2), collect(*t, **d),
            mixed(1, 2, 3, 4, d=5, x=6, c=7, a=8), mixed(*t, *l, **d, d=0), positional(1, a=2, b=3),
        ]
    return found


first = list(calls())
for i in range(200):
    assert list(calls()) == first, i
for r in first:
    print(r)
for r in outside(200):
    print(r)

for _ in range(3):
    print(attempt(plain))
    print(attempt(plain, 1, a=2))
    print(attempt(plain, 1, 2, 3, 4))
    print(attempt(plain, 1, x=2))
    print(attempt(only))
    print(attempt(only, 1, c=2))
    print(attempt(mixed, 1, 2))
    print(attempt(mixed, 1, 2, b=3, d=4))
    print(attempt(mixed, b=3, d=4))
    print(attempt(positional, a=1))
    print(attempt(lambda: None, **{"x": 1}))
    print(attempt(collect, **{"x": 1}))

# What is collected belongs to the callee alone.
given = {"x": 1}
args, kwargs = collect(**given)
kwargs["y"] = 2
print(given, kwargs)
again = (1, 2)
print(collect(*again)[0] is again, collect(*again)[0] == again)

# Names that are no interned strings, and names that are equal to a parameter's without being the same object.
text = "".join(["a", "b", "c"])
abc = sys.intern("abc")


def takes(abc=0, **others):
    return abc, others


print(takes(**{text: 5}), takes(**{text + "d": 5}))


class Name(str):
    def __hash__(self):
        return hash(str(self))

    def __eq__(self, other):
        return str(self) == other


print(takes(**{Name("abc"): 1}), takes(**{Name("q"): 1}))

# Defaults that are replaced between calls.
def late(a, *, b=1, c=2):
    return a, b, c


for step in range(6):
    if step == 2:
        late.__kwdefaults__ = {"c": 20, "b": 10}
    if step == 4:
        late.__kwdefaults__["b"] = 100
        late.__kwdefaults__ = dict(reversed(late.__kwdefaults__.items()))
    print(late(1), late(1, c=5), late(b=5, a=0))
late.__kwdefaults__ = {"c": 1}
print(attempt(late, 1), late(1, b=2))
late.__kwdefaults__ = None
print(attempt(late, 1))
plain.__defaults__ = (1, 2, 3, 4)
print(plain(c=5), plain(b=0), plain())
plain.__defaults__ = (2, 3)


# Everything that is given dies when the call is over, and not before.
class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def holds(a, *rest, k=None, **others):
    print("in", a.name, len(rest), k and k.name, sorted(others))


holds(Noisy("p"), Noisy("r"), k=Noisy("k"), x=Noisy("x"))
holds(*[Noisy("p"), Noisy("r")], **{"k": Noisy("k"), "x": Noisy("x")})
attempt(plain, 1, 2, 3, Noisy("too many"))

# Partials.
def three(a, b, c=3):
    return a, b, c


p = functools.partial(three, 1)
q = functools.partial(three, 1, c=5)
r = functools.partial(len)
for _ in range(50):
    found = p(2), p(2, 4), p(b=2), q(2), q(b=3), r("abc"), p(*[7])
print(found)
print(attempt(p), attempt(p, 1, 2, 3))


def through(n):
    for _ in range(50):
        yield p(n), p(n, n)


print(list(through(4))[-1])


class Swap:
    # A call that gives its own partial another state.
    def __call__(self, *args):
        s.__setstate__((three, (8,), {}, {}))
        gc.collect()
        return args


s = functools.partial(Swap(), Noisy("old"))
print(len(s(1, 2)), s(1, 2))
functools.partial(lambda n: print("called", n.name), Noisy("last"))()
