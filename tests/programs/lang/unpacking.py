"""Unpacking: every kind of source and target, starred targets, errors and their messages."""


def attempt(label, f):
    try:
        print(label, f())
    except Exception as e:
        print(label, type(e).__name__ + ":", e)


a, b = 1, 2
(c, d), e = (3, 4), 5
[f, [g, h]] = [6, (7, 8)]
i, j, k = "xyz"
l, m = {"p": 1, "q": 2}
n, o = range(2)
(p,) = [9]
[q] = {10}
r, s = (x * x for x in (3, 4))
t, u = b"ab"
() = []
[] = ()
print(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u)

first, *rest = [1, 2, 3, 4]
*init, last = (1, 2, 3, 4)
x, *mid, y = "hello"
(*only,) = range(3)
one, *none = [1]
*none2, one2 = [1]
print(first, rest, init, last, x, mid, y, only, one, none, none2, one2)
(p, *q), *r = [[1, 2, 3], 4, 5]
print(p, q, r)
a, (b, *c), *d, (e, f) = 1, (2, 3, 4), 5, 6, (7, 8)
print(a, b, c, d, e, f)
for i, (j, *k) in [(1, (2, 3, 4)), (5, [6])]:
    print(i, j, k)
print([x + y for x, y in zip((1, 2), (3, 4))], {k: v for k, *v in [(1, 2, 3), (4,)]})

a, b = b, a
a, b, c = c, a, b
print(a, b, c)
l = [0, 1, 2]
i = 0
i, l[i] = 2, "x"
print(i, l)
l[0], l[1:], *l2 = "first", [7, 8, 9], 1, 2
print(l, l2)


class O:
    pass


o = O()
o.a, o.b, (o.c, *o.d) = 1, 2, (3, 4, 5)
print(o.__dict__)


def sources(make):
    attempt("2 of 3", lambda: two(make(3)))
    attempt("2 of 1", lambda: two(make(1)))
    attempt("2 of 0", lambda: two(make(0)))
    attempt("2 of 2", lambda: two(make(2)))
    attempt("star of 1", lambda: star(make(1)))
    attempt("star of 2", lambda: star(make(2)))
    attempt("star of 5", lambda: star(make(5)))


def two(s):
    a, b = s
    return a, b


def star(s):
    a, *b, c = s
    return a, b, c


def unpack0(s):
    () = s
    return "empty"


def unpack1(s):
    (a,) = s
    return a


def star_only_tail(s):
    a, b, *c = s
    return a, b, c


def gen(n):
    yield from range(n)


class Seq:
    def __init__(self, n):
        self.n = n

    def __getitem__(self, i):
        if i >= self.n:
            raise IndexError
        return i * 10


for make in (lambda n: tuple(range(n)), lambda n: list(range(n)), lambda n: "abcdef"[:n], range, gen, lambda n: dict.fromkeys(range(n)), Seq):
    sources(make)
attempt("int", lambda: two(5))
attempt("None", lambda: two(None))
attempt("int star", lambda: star(5))
attempt("object", lambda: unpack1(object()))
attempt("0 of 1", lambda: unpack0([1]))
attempt("0 of gen", lambda: unpack0(gen(3)))
attempt("0 of 0", lambda: unpack0({}))
attempt("1 of 2", lambda: unpack1("ab"))
attempt("1 of 1", lambda: unpack1("a"))
attempt("tail", lambda: star_only_tail([1]))
attempt("tail ok", lambda: star_only_tail([1, 2]))


def failing():
    yield 1
    raise KeyError("from the iterator")


attempt("iterator fails", lambda: two(failing()))
attempt("iterator fails star", lambda: star(failing()))


class BadIter:
    def __iter__(self):
        return 5


attempt("bad iter", lambda: two(BadIter()))


def infinite():
    n = 0
    while True:
        yield n
        n += 1


it = infinite()
try:
    a, b, c = it
except ValueError as e:
    print(e)
print(next(it))
print([*"ab", *(1, 2), *{}, *[x for x in range(2)]], (*"ab",), {*"aa"}, {**{"a": 1}, "b": 2, **{"a": 3}})
attempt("list star", lambda: [*5])
attempt("tuple star", lambda: (*None,))
attempt("set star", lambda: {*1.5})
attempt("set unhashable", lambda: {*[[]]})
attempt("dict star", lambda: {**[1]})
attempt("dict star 2", lambda: {**5})
