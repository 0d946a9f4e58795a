"""Sequences unpacked into three to ten locals: what is taken apart, what stays, what dies on the way."""


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone:", self.name)

    def __repr__(self):
        return self.name


def three(t):
    a, b, c = t
    return c, b, a


def four(t):
    a, b, c, d = t
    return d, c, b, a


def five(t):
    a, b, c, d, e = t
    return e, d, c, b, a


def six(t):
    a, b, c, d, e, f = t
    return f, e, d, c, b, a


def seven(t):
    a, b, c, d, e, f, g = t
    return g, f, e, d, c, b, a


def eight(t):
    a, b, c, d, e, f, g, h = t
    return h, g, f, e, d, c, b, a


def nine(t):
    a, b, c, d, e, f, g, h, i = t
    return i, h, g, f, e, d, c, b, a


def ten(t):
    a, b, c, d, e, f, g, h, i, j = t
    return j, i, h, g, f, e, d, c, b, a


def eleven(t):
    a, b, c, d, e, f, g, h, i, j, k = t
    return k, j, i, h, g, f, e, d, c, b, a


ALL = [three, four, five, six, seven, eight, nine, ten, eleven]

for n, f in enumerate(ALL, 3):
    for make in (tuple, list, iter, tuple, "".join, list, dict.fromkeys):
        got = None
        for _ in range(60):
            values = [chr(65 + i) for i in range(n)] if make in ("".join, iter) else [chr(97 + i) for i in range(n)]
            got = f(make(values))
        print(f.__name__, got)

# The wrong number, after the form has been made, and what is no sequence.
for n, f in enumerate(ALL, 3):
    for wrong in (range(n - 1), range(n + 1)):
        for make in (tuple, list):
            try:
                f(make(wrong))
            except ValueError as e:
                print(e)
    try:
        f(n)
    except TypeError as e:
        print(e)


# The locals' old values die in the order of the stores, and may look at the others.
def replaced(n):
    a, b, c, d, e = [Loud(f"{n}-{k}") for k in "abcde"]
    a, b, c, d, e = (1, 2, 3, 4, 5)
    t = Loud("x"), Loud("y"), Loud("z")
    a, b, c = t
    del t
    a, b, c = c, a, b
    return a, b, c


for n in range(30):
    if n < 28:
        import contextlib
        import io

        with contextlib.redirect_stdout(io.StringIO()):
            replaced(n)
    else:
        print(replaced(n))


# A tuple that dies while it is taken apart, and one that does not; one's own items.
def fresh(n):
    kept = None
    for i in range(n):
        a, b, c, d = i, [i], str(i), (i, i)
        kept = t = (a, b, c, d)
        d, c, b, a = t
        t, a, b = kept[0], kept, t
        x, t, y, kept = kept
    return x, y, t, kept, a, b


print(fresh(100))


# A finalizer that changes what is unpacked.
class Changes:
    def __init__(self, target):
        self.target = target

    def __del__(self):
        self.target.clear()
        self.target.extend("changed")


def changed():
    out = []
    for i in range(40):
        items = [1, 2, 3]
        a = Changes(items)
        a, b, c = items
        out.append((a, b, c, "".join(map(str, items))))
    return set(out)


print(changed())


def swapped(values):
    a, b, c, d = values
    for _ in range(50):
        a, b, c, d = d, a, b, c
        a, b, c = b, c, a
    return a, b, c, d


print(swapped([1, 2, 3, 4]), swapped("wxyz"))


def subclasses():
    class T(tuple):
        def __iter__(self):
            return iter("sub")

    class L(list):
        def __iter__(self):
            return iter("lst")

    out = []
    for i in range(30):
        for v in ((1, 2, 3), T((1, 2, 3)), [1, 2, 3], L([1, 2, 3])):
            a, b, c = v
            out.append((a, b, c))
    return sorted(set(map(str, out)))


print(subclasses())
