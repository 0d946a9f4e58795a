"""OrderedDict of the native _collections: order, ends, views, equality, pickles, subclasses, changes under iteration."""

import _collections
import collections
import copy
import gc
import pickle
import weakref

O = collections.OrderedDict
print(O is _collections.OrderedDict, O, O.__doc__, O.__mro__)


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return type(e).__name__, str(e)


d = O([("a", 1), ("b", 2)], c=3)
d["a"] = 10
print(d, list(d), list(reversed(d)), len(d), "a" in d, d.get("x"), d == {"c": 3, "b": 2, "a": 10})
d.move_to_end("a")
d.move_to_end("c", last=False)
print(d, d.popitem(), d.popitem(last=False), d, d.pop("zz", 5), attempt(d.pop, "zz"), attempt(d.move_to_end, "zz"))
del d["b"]
print(d, attempt(d.popitem), attempt(d.__delitem__, "b"), attempt(d.pop), attempt(d.popitem, True, 1), attempt(O, 1, 2), attempt(O, 5))
print(attempt(d.update, 1, 2), attempt(d.update, [(1,)]), attempt(d.update, [(1, 2, 3)]), attempt(d.update, {}, x=1), d)
print(attempt(d.__setitem__, [], 1), attempt(d.setdefault, {}), d.setdefault("k"), d.setdefault("k", 3), d)
print(O.fromkeys("abc"), O.fromkeys("abc", 7), attempt(O.fromkeys), attempt(O.fromkeys, 5))
d = O.fromkeys(range(5), "v")
print(d.keys(), d.values(), d.items(), type(iter(d)), type(d.keys()).__mro__)
print(list(reversed(d.keys())), list(reversed(d.items())), list(reversed(d.values())), d.keys() & {1, 2, 9}, d.keys() - {1})
print(d.items() == O.fromkeys(range(5), "v").items(), {0} < d.keys(), (1, "v") in d.items(), d.keys().isdisjoint([7]), d.keys().mapping)
e = O(reversed(d.items()))
print(d == e, d != e, dict(d) == e, e == dict(d), d == 3, attempt(lambda: d < e), O() == {}, O(a=1) == O(a=2))
print(d | {9: 1}, {9: 1, 2: 0} | d, type({} | d), attempt(lambda: d | 3), attempt(lambda: 3 | d))
d |= [(7, 7), (0, "w")]
print(d, **{}, sep="")
print({**O(x=1, y=2)}, dict(O(b=1, a=2)), (lambda **k: k)(**O(b=1, a=2)))
it = iter(d)
print(next(it), it.__reduce__(), list(pickle.loads(pickle.dumps(it))), next(it))
for change in (lambda d: d.move_to_end(2), lambda d: d.__setitem__(99, 1), lambda d: d.pop(3), lambda d: d.clear(),
               lambda d: d.__setitem__(1, "same")):
    x = O.fromkeys(range(4))
    try:
        for k in x:
            if k == 1:
                change(x)
        print("done", x)
    except RuntimeError as error:
        print(error, x)
x = O.fromkeys(range(4))
try:
    for k, v in x.items():
        x.move_to_end(k)
        x.move_to_end(k)
except RuntimeError as error:
    print(error)
# Many moves, and many items taken from the front.
x = O.fromkeys(range(2000))
for i in range(0, 2000, 3):
    x.move_to_end(i, last=i % 2)
print(list(x)[:5], list(x)[-5:], len(x), sum(x.popitem(last=False)[0] for _ in range(1000)), next(iter(x)), len(x))
for i in range(3000):
    x[i % 700] = i
    if len(x) > 500:
        x.popitem(last=False)
print(list(x)[:3], list(x)[-3:], len(x))


class Sub(O):
    """Everything goes by way of the methods."""

    def __setitem__(self, key, value):
        super().__setitem__(key, (value,))

    def __getitem__(self, key):
        return "got", super().__getitem__(key)

    def __missing__(self, key):
        return "missing", key


s = Sub(a=1)
s.update(b=2)
s |= {"c": 3}
print(s, s["zz"] if "zz" in s else attempt(s.__getitem__, "zz"), s.setdefault("a"), s.setdefault("n", 0), s.copy(), copy.copy(s))
print(s.pop("a"), s.popitem(), type(s | {}), type({} | s), Sub.fromkeys("xy"))
s.attribute = 1
print(s.__dict__, O().__dict__, vars(s), s.__reduce__()[:3], s.__sizeof__() > 100)
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    y = pickle.loads(pickle.dumps(O(a=1, b=[2]), protocol))
    print(y, type(y).__name__)
    plain = O(z=1)
    plain.note = "n"
    print(pickle.loads(pickle.dumps(plain, protocol)).note)
d = O(a=[1])
c, deep = copy.copy(d), copy.deepcopy(d)
print(c["a"] is d["a"], deep["a"] is d["a"], type(deep))
d["self"] = d
print(d, eval("O(" + repr([("q", 1)]) + ")"))
r = weakref.ref(d)
del d, c
gc.collect()
print(r())


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 1

    def __eq__(self, other):
        return self.n == other.n

    def __repr__(self):
        return f"K{self.n}"


keys = [Key(i) for i in range(6)]
d = O.fromkeys(keys)
d.move_to_end(Key(2))
d[Key(3)] = "new"
print(d, list(d)[-1] is keys[2], d.pop(Key(0)), list(d))


class Evil(Key):
    def __eq__(self, other):
        target.clear()
        return False


target = O.fromkeys([Key(1), Key(2)])
print(attempt(target.__setitem__, Evil(3), 1), attempt(lambda: target == O.fromkeys([Evil(1), Evil(2)])))
match O(a=1, b=2):
    case {"a": 1, **rest}:
        print(rest)
