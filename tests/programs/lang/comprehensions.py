"""Comprehensions of each kind: conditions, nesting, scope, closures, class bodies, exceptions."""

print([x * x for x in range(5)], {x % 3 for x in range(5)}, {x: x * x for x in range(3)}, list(x + 1 for x in range(3)))
print([x for x in range(20) if x % 2 if x % 3], [x if x % 2 else -x for x in range(5)])
print([(x, y) for x in range(3) for y in range(x)], [(x, y) for x in range(4) if x % 2 for y in "ab" if x > 1 or y == "b"])
print([[y * x for y in range(3)] for x in range(3)], [z for z in [y for y in [x for x in range(3)]]])
print({k: v for k, v in zip("abc", range(3)) if v}, {v: k for k, v in {"a": 1, "b": 2}.items()}, {(a, b) for a in (1, 2) for b in (a, 3)} == {(1, 1), (1, 3), (2, 2), (2, 3)})
print([a + b for (a, b) in [(1, 2), (3, 4)]], [a for a, *b in ["xyz"]], [b for a, *b in ["xyz"]], [i for i in range(3) for _ in range(2)])

x = "outer"
l = [x for x in range(3)]
print(x, l)
y = [x for _ in range(2)]
print(y)


def scope():
    i = "kept"
    a = [i for i in range(3)]
    b = {i for i in range(3)}
    c = {i: i for i in range(3)}
    d = sum(i for i in range(3))
    return i, a, b, c, d, sorted(locals())


print(scope())


def unbound():
    [z for z in range(2)]
    try:
        return z
    except NameError as e:
        return type(e).__name__, str(e)


print(unbound())


def iterable_outside():
    x = [1, 2, 3]
    return [x for x in x], [x for x in [len(x)]], [[x for x in x] for x in [x, [4]]], x


print(iterable_outside())
print([f() for f in [lambda: i for i in range(3)]], [f() for f in [lambda i=i: i for i in range(3)]])


def closures():
    fs = [(lambda: (i, j)) for i in range(2) for j in "ab"]
    return [f() for f in fs], [g() for g in ([lambda: k for k in range(n)][0] for n in (1, 2, 3))]


print(closures())


def captured():
    n = 10

    def inner():
        return [n + i for i in range(2)], {n: i for i in range(1)}, list(n for _ in "a")

    return inner()


print(captured())


class C:
    size = 3
    items = [1, 2]
    a = [i for i in range(size)]
    b = [i for i in items]
    try:
        c = [size for i in items]
    except NameError as e:
        c = str(e)
    d = [[j for j in range(i)] for i in items]
    f = [lambda: i for i in items]
    g = list(i * 2 for i in items)
    try:
        h = list(size for i in items)
    except NameError as e:
        h = str(e)


print(C.a, C.b, C.c, C.d, C.f[0](), C.g, C.h, [k for k in vars(C) if not k.startswith("__")])

print([last := v for v in range(3)], last)
print([(p, q := p * 2) for p in range(3)], q, any((hit := v) > 2 for v in [1, 3, 5]), hit)


def walrus():
    total = 0
    return [total := total + v for v in range(5)], total


print(walrus())


def failing(where):
    try:
        if where == 0:
            return [1 // v for v in (1, 0)]
        if where == 1:
            return {1 // v for v in (1, 0)}
        if where == 2:
            return {v: 1 // v for v in (1, 0)}
        if where == 3:
            return [v for v in (1, 0) if 1 // v]
        if where == 4:
            return [v for v in 5]
        if where == 5:
            return {[]: 1 for _ in "a"}
        if where == 6:
            return {v for v in [[]]}
        if where == 7:
            return [a for a, b in [(1,)]]
        return list(1 // v for v in (1, 0))
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


v = "kept"
for where in range(9):
    print(failing(where), v)
order = []
{order.append(("k", i)) or i: order.append(("v", i)) for i in range(2)}
print(order)
print([locals().get("i") for i in range(2)], [sorted(k for k in locals() if k == "i") for i in range(1)])


def gen():
    x = yield [(i, x) for i in range(2) for x in "ab"]
    yield [x for _ in range(2)]


g = gen()
print(next(g), g.send("sent"))
print([[[a, b, c] for c in range(a + b)] for a in range(2) for b in range(2)], sum([1 for _ in range(1000)]), len({i for i in range(300)}))
print([*[i for i in range(2)], *(j for j in "ab")], dict([(k, v) for k, v in {"a": 1}.items()]))
