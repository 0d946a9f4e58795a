"""Items of arrays, bytes and bytearrays by number, read and stored again and again at one place."""

from array import array


def get(all, i):
    return all[i]


def put(all, i, v):
    all[i] = v


def tried(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


for code in "bBhHiIlLqQfd":
    a = array(code, [1, 2, 3])
    for i in (0, 2, -1, -3, 3, -4, 10**30):
        print(code, i, [tried(get, a, i) for _ in range(3)][-1], end="; ")
    for v in (0, 1, -1, 255, 256, 2**31 - 1, 2**31, -2**31 - 1, 2**62, 2**63, 2.5, -0.0, True, "x", None):
        print(v, [tried(put, a, 1, v) for _ in range(3)][-1], a[1], end="; ")
    print(tried(put, a, 3, 1), tried(put, a, -4, 1), a)

doubles = array("d", [0.0, -0.0, float("nan"), float("inf"), 1e300, 5e-324, 1.5])
for _ in range(3):
    print([get(doubles, i) for i in range(len(doubles))], end=" ")
for i, v in enumerate([-0.0, 0.0, 1e300, float("-inf"), 7, 2**53, 2**53 + 1]):
    put(doubles, i, v)
print(doubles)
print(tried(put, doubles, 0, 10**400), doubles[0])

for all in (b"abc", bytearray(b"abc")):
    for i in (0, 2, -1, -3, 3, -4, True):
        print(i, [tried(get, all, i) for _ in range(3)][-1], end="; ")
    for v in (0, 255, 256, -1, 2.0, True, "x", b"x"):
        print(v, [tried(put, all, 1, v) for _ in range(3)][-1], end="; ")
    print(all)

moved = bytearray(b"0123456789")
del moved[:3]
for i in range(3):
    put(moved, i, 65 + i)
print(moved, get(moved, 0), get(moved, -1))


class Own(array):
    def __getitem__(self, i):
        return "item", i

    def __setitem__(self, i, v):
        print("set", i, v)


class OwnBytes(bytearray):
    def __getitem__(self, i):
        return "byte", i

    def __setitem__(self, i, v):
        print("set byte", i, v)


for all in (array("i", [5]), Own("i", [5]), bytearray(b"x"), OwnBytes(b"x"), [9], {0: 8}):
    for _ in range(3):
        put(all, 0, 7)
        print(get(all, 0))


def temporary():
    """What holds the item dies with the instruction."""
    total = 0
    for i in range(5):
        total += array("i", range(5))[i] + bytes(range(5))[i] + bytearray(range(5))[-1]
        array("d", [0.0])[0] = 1.5
        bytearray(1)[0] = 3
    return total


print(temporary())


class Noted(array):
    def __del__(self):
        print("gone")


def noted():
    for _ in range(3):
        print(Noted("d", [1.5])[0])


noted()
