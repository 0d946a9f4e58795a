"""A CALL and a test of truth whose place has seen one thing for long, and then sees another."""


class Always:
    pass


class Never:
    def __bool__(self):
        return False


class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


class Wrong:
    def __bool__(self):
        return 1


USUAL = [True, 7, None, [1], "a", Always(), (1,), {}, 1.5, Sized(0), 0, b"x", 2**70, frozenset()]
OTHERS = [True, False, None, 0, 1, -1, 2**70, 0.0, -0.5, [], [0], (), (0,), "", "a", b"", b"a", {}, {1: 2}, set(), {1},
          Always(), Never(), Sized(0), Sized(2), len, Always]


def places():
    """The three functions anew for each usual value, so that each place begins without a past."""
    scope = {}
    source = """
def truth(v):
    if v:
        return "T"
    return "F"
def negated(v):
    return not v
def either(v, w):
    return v or w
"""
    exec(source, scope)
    return scope["truth"], scope["negated"], scope["either"]


for usual in USUAL:
    truth, negated, either = places()
    for _ in range(300):
        truth(usual), negated(usual), either(usual, 1)
    line = []
    for other in OTHERS:
        line.append(truth(other) + ("t" if negated(other) else "f") + ("w" if either(other, USUAL) is USUAL else "v"))
    print(type(usual).__name__, " ".join(line))
    try:
        truth(Wrong())
    except TypeError as e:
        print(" ", e)
    print(" ", truth(usual), negated(usual))


# The same place calls one native for long, then others: other natives, other kinds, wrong counts, wrong receivers.
def shown(f, *args):
    try:
        return repr(f(*args))
    except Exception as e:
        return f"{type(e).__name__}: {e}"


class Callable:
    def __call__(self, *args):
        return ("called", args)


ones = [abs, len, ord, chr, repr, [].append, "abc".join, "a-b".split, {"k": 1}.get, {1: 2}.pop, int, str, type, Callable(), lambda x: ("lambda", x),
        list.copy, str.upper, dict.keys, getattr, divmod, iter, next, print.__class__]
arguments = [5, -5, "a", "abc", [1, 2], {"k": 1}, None, (), "k"]
for usual, argument in [(abs, -1), (len, "abc"), (ord, "a"), ({"k": 1}.get, "k"), (str.upper, "x"), (list.copy, [1])]:
    scope = {}
    exec("def call1(f, x):\n    return f(x)\n", scope)
    call1 = scope["call1"]
    for _ in range(300):
        call1(usual, argument)
    for f in ones:
        line = [shown(call1, f, a) for a in arguments[:6]]
        if "at 0x" not in "".join(line):
            print(getattr(f, "__qualname__", "?"), "|".join(line))
    print(shown(call1, usual, argument))

twos = [divmod, isinstance, getattr, max, min, pow, {"k": 1}.get, "a b".split, dict.get, str.split, list.append, sorted, "aXb".replace, str.replace, Callable()]
pairs = [(7, 2), ("k", None), ({"k": 1}, "k"), ("a b", " "), (5, int), ([1], 2), ("a", "b"), (None, None)]
for usual, pair in [(divmod, (7, 2)), ({"k": 1}.get, ("k", 0)), (dict.get, ({"k": 1}, "k")), (min, (1, 2))]:
    scope = {}
    exec("def call2(f, x, y):\n    return f(x, y)\n", scope)
    call2 = scope["call2"]
    for _ in range(300):
        call2(usual, *pair)
    for f in twos:
        print(getattr(f, "__qualname__", "?"), "|".join(shown(call2, f, *p) for p in pairs))
    print(shown(call2, usual, *pair))


# The same method of many types at one place, and of classes derived from them.
class List(list):
    pass


class Dict(dict):
    def get(self, key, default=None):
        return "mine"


class Other(dict):
    pass


def method(v):
    return v.copy()


def lookup(d, k):
    return d.get(k, "missing")


def index(v, x):
    return v.index(x)


for v in [[1], List([1]), {1: 2}, Other(a=1), {1}, [2], bytearray(b"x"), List([2])] * 60:
    method(v)
print([shown(method, v) for v in ([1], List([1]), {1: 2}, Other(a=1), {1}, bytearray(b"x"), (1,), 5, frozenset([1]))])
for d in [{"a": 1}] * 200 + [Other(a=2), Dict(a=3), {}]:
    last = lookup(d, "a")
print(last, lookup({"a": 1}, "a"), lookup(Dict(), "a"), lookup(Other(a=5), "a"), shown(lookup, [], 1), shown(lookup, {}, []))
for v in [[1, 2]] * 200 + [(1, 2), "12", b"12", List([1, 2]), range(3)]:
    print(end=str(shown(index, v, 2)) if not isinstance(v, list) or type(v) is List else "")
print()


# What a native gives up may have a destructor that looks around.
class Dying:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        seen.append(self.name)

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 1


seen = []
for i in range(100):
    len([Dying(i)]), {}.get(Dying(i)), {}.get(Dying(i), Dying(-i)), [Dying(i)].copy(), repr is Dying(i), [].append(Dying(i)), bool(Dying(i)), isinstance(Dying(i), int)
print(len(seen), seen[:16], sum(seen))


# A native that raises leaves its operands to nobody.
def failing(d):
    try:
        return d.pop(Dying(1))
    except KeyError as e:
        return type(e.args[0]).__name__


seen.clear()
print([failing({}) for _ in range(100)][-1], len(seen))
