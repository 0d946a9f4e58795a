"""In-place operators: __iadd__ and friends, fallbacks, targets of every kind, evaluation order."""

names = "add sub mul matmul truediv floordiv mod pow lshift rshift and or xor".split()


class InPlace:
    def __init__(self):
        self.log = []

    for _n in names:
        exec(f"def __i{_n}__(self, o):\n    self.log.append('i{_n}')\n    return self")
    del _n


x = InPlace()
y = x
x += 1; x -= 1; x *= 1; x @= 1; x /= 1; x //= 1; x %= 1
x **= 1; x <<= 1; x >>= 1; x &= 1; x |= 1; x ^= 1
print(x is y, x.log)


class Declines:
    def __iadd__(self, o):
        print("iadd", end=" ")
        return NotImplemented

    def __add__(self, o):
        print("add", end=" ")
        return "added"


class DeclinesAll:
    def __iadd__(self, o):
        print("iadd", end=" ")
        return NotImplemented

    def __add__(self, o):
        print("add", end=" ")
        return NotImplemented


class Reflected:
    def __radd__(self, o):
        print("radd", end=" ")
        return "reflected"


a = Declines()
a += 1
print(a)
a = DeclinesAll()
a += Reflected()
print(a)
a = DeclinesAll()
try:
    a += 1
except TypeError as e:
    print(e)
for sign in ("+", "-", "*", "@", "/", "//", "%", "**", "<<", ">>", "&", "|", "^"):
    try:
        exec(f"o = object()\no {sign}= 1")
    except TypeError as e:
        print(e)

# Lists change in place, tuples and strings are replaced.
l = m = [1]
l += [2]
l += (3,)
l += "ab"
l *= 2
print(l, l is m)
t = u = (1,)
t += (2,)
print(t, u)
s = r = "a"
s += "b"
s *= 3
print(s, r)
d = e = {"a": 1}
d |= {"b": 2}
d |= [("c", 3)]
print(d, d is e)
st = su = {1, 2}
st |= {3}
st &= {2, 3, 4}
st ^= {4}
st -= {3}
print(sorted(st), st is su)

# The famous one: the item assignment fails after the list has grown.
t = ([],)
try:
    t[0] += [1]
except TypeError as e:
    print(e, t)


# Targets are evaluated once, before the right side.
class Tracer:
    def __init__(self, name):
        object.__setattr__(self, "name", name)

    def __getitem__(self, k):
        print("get", k, end="; ")
        return 10

    def __setitem__(self, k, v):
        print("set", k, v)

    def __getattr__(self, k):
        print("getattr", k, end="; ")
        return 20

    def __setattr__(self, k, v):
        print("setattr", k, v)


def say(what, value):
    print(what, end="; ")
    return value


tr = Tracer("t")
say("container", tr)[say("index", 3)] += say("value", 5)
say("object", tr).attr -= say("value", 5)
tr[1:2] *= 2
tr[say("i", 0), say("j", 1)] **= 2

count = 0


def bump():
    global count
    count += 1
    return count


bump(), bump()
print(count)


def outer():
    n = 0

    def inc():
        nonlocal n
        n += 2
        return n

    inc()
    return inc(), n


print(outer())
