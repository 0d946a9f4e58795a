"""Slices: get, set, delete, on builtin and user types; steps, clamping, extended slices, errors."""


def attempt(f):
    try:
        return f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"


l = list(range(10))
s = "abcdefghij"
t = tuple(l)
bounds = (None, 0, 1, 3, 9, 10, 20, -1, -3, -10, -20, 2**70, -(2**70))
count = 0
for i in bounds:
    for j in bounds:
        assert l[i:j] == list(t[i:j]) and "".join(s[k] for k in l[i:j]) == s[i:j]
        for k in (None, 1, 2, 3, -1, -2, -3, 100, -100):
            a = l[i:j:k]
            assert a == list(t[i:j:k]) == list(range(10)[i:j:k]) and "".join(s[n] for n in a) == s[i:j:k], (i, j, k)
            count += len(a)
print(count)
print(l[2:5], l[:3], l[7:], l[:], l[::2], l[::-1], l[8:2:-2], l[-3:], l[:-3], l[5:2])
print(s[1:3], s[::-3], s[True:3], b"bytes"[1:-1], range(100)[10:50:7], range(10)[::-1][2:4])


class Index:
    def __index__(self):
        return 2


print(l[Index() :], l[: Index()], l[Index()], s[Index() : 5], l[:: Index()])

m = list(l)
m[2:4] = ["a", "b", "c"]
print(m)
m[:0] = "xy"
print(m)
m[len(m) :] = (1, 2)
print(m)
m[3:3] = [None]
m[5:2] = ["!"]
print(m)
m[::3] = range(len(m[::3]))
print(m)
m[1:-1] = []
print(m)
m[:] = m
m[1:1] = m
print(m)
m[:] = iter("iter")
print(m)
m[::-1] = "REVS"
print(m)
del m[1:3]
print(m)
m = list(range(10))
del m[::3]
print(m)
del m[-1::-2]
print(m)
del m[10:], m[1:1]
print(m)
del m[0], m[-1]
print(m)
del m[:]
print(m)

m = [1, 2, 3]


def setting(key, value):
    m[key] = value


def deleting(key):
    del m[key]


print(attempt(lambda: setting(slice(None, None, 2), [1])))
print(attempt(lambda: setting(slice(None, None, 2), 5)))
print(attempt(lambda: setting(slice(0, 1), 5)))
print(attempt(lambda: setting(3, 5)))
print(attempt(lambda: setting("a", 5)))
print(attempt(lambda: deleting(3)))
print(attempt(lambda: deleting("a")))
print(attempt(lambda: m[3]), attempt(lambda: m[-4]), attempt(lambda: m["a"]), attempt(lambda: m[1.0]), attempt(lambda: m[::0]))
print(attempt(lambda: m["a":]), attempt(lambda: m[1:2, 3]), attempt(lambda: m[2**70]), attempt(lambda: m[None]))
print(attempt(lambda: t[10]), attempt(lambda: s[10]), attempt(lambda: b"x"[1]), attempt(lambda: range(3)[3]), attempt(lambda: t["a"]))
print(attempt(lambda: s["a"]), attempt(lambda: len(s)[0]), attempt(lambda: bounds[0][0]), attempt(lambda: {}[0:1]), attempt(lambda: len[0]))


def set_on(o):
    o[0] = 1


def del_on(o):
    del o[0]


for o in (t, s, 5, range(3), None, {1}, len, b"ab", object()):
    print(attempt(lambda: set_on(o)), "/", attempt(lambda: del_on(o)))


class Show:
    def __getitem__(self, k):
        return k

    def __setitem__(self, k, v):
        print("set", k, v)

    def __delitem__(self, k):
        print("del", k)


o = Show()
print(o[1], o[1:2], o[1:2:3], o[:], o[::], o[1,], o[1:2, ::3], o[()], o[...], o[None:], o["a":"b"], o[*[1, 2]], o[*"ab", 3:4])
o[1:2] = 3
o[:, 1] = 4
o[*[1, 2], 5] = 6
del o[1:2]
del o[::2], o[1, 2]
x = slice(1, 10, 2)
print(x.start, x.stop, x.step, x.indices(5), slice(None).indices(3), slice(-1, None, -1).indices(4), slice(3) == slice(None, 3, None), slice(1) < slice(2))
print(attempt(lambda: slice()), attempt(lambda: slice(1, 2, 0).indices(3)), attempt(lambda: slice(1).indices(-1)), hash(slice(1, 2)) == hash(slice(1, 2)))
