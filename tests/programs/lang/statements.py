"""assert, del, pass, chained assignment, augmented, walrus, conditional and loop else: order of evaluation."""

log = []


def t(x):
    log.append(x)
    return x


def flush():
    print(*log)
    log.clear()


class Target:
    def __setitem__(self, k, v):
        log.append(f"[{k}]={v}")

    def __setattr__(self, k, v):
        log.append(f".{k}={v}")

    def __delitem__(self, k):
        log.append(f"del[{k}]")

    def __delattr__(self, k):
        log.append(f"del.{k}")

    def __getitem__(self, k):
        log.append(f"get[{k}]")
        return self

    def __bool__(self):
        log.append("bool")
        return True


o = Target()
o[t("i1")] = o.a = o[t("i2")] = t("value")
flush()
(o[t(1)], o.b), *o[t(2)] = (t(3), t(4)), t(5), t(6)
flush()
a = b = c = []
print(a is b is c)
del o[t("d1")], o.x, (o[t("d2")], [o.y])
flush()
x = [t(1), t(2)][t(0)] if t(True) else t("never")
flush()
{t("k1"): t("v1"), t("k2"): t("v2"), **{t("k3"): t("v3")}}
[t("l1"), *[t("l2")], t("l3")]
{t("s1"), t("s2")}
(t("t1"), t("t2"))
flush()
t(print)(t("arg1"), *[t("arg2")], end=t("\n"))
flush()
o[t("a")][t("b")][t("c")] = t("v")
flush()
t(1) < t(2) < t(3) > t(0)
t(0) or t(1) and t(2)
not t(5)
flush()
t(2) ** t(3) ** t(2), -t(2) ** t(2), t(1) + t(2) * t(3) - t(4) // t(5) % t(6)
flush()
t("ab")[t(0) : t(2) : t(1)]
lambda q=t("default"): t("never")
flush()
print((n := 5), n, [m := 1, m + 1], (w := "walrus"), w)
if (hit := t(0)) or (hit := t(7)):
    flush()
    print(hit)
while (n := n - 1) > 2:
    print("n", n)
print([z for v in range(4) if (z := v * v) > 1], z, (lambda: (k := 3) + k)())


def chunks(data):
    it = iter(data)
    while chunk := next(it, None):
        yield chunk


print(list(chunks([1, 2, 0, 3])))


def attempt(f):
    try:
        f()
        print("fine")
    except AssertionError as e:
        print(type(e).__name__, e.args)


def asserts():
    assert t(1), t("message is not evaluated")
    assert t([1])


def fails():
    assert t(0), t("message")


def fails_bare():
    assert not t(1)


def fails_tuple():
    assert 1 == 2, ("a", "tuple")


def fails_exception():
    assert None, ValueError("as message")


for f in (asserts, fails, fails_bare, fails_tuple, fails_exception):
    attempt(f)
flush()
saved = AssertionError
AssertionError = KeyError
try:
    assert False, "the real AssertionError is raised"
except saved as e:
    print(type(e).__name__, e)
del AssertionError
for i in range(2):
    pass
else:
    print("for else", i)
while i:
    i -= 1
else:
    print("while else", i)
for i in range(3):
    if i == 1:
        break
else:
    print("never")
while True:
    if i > 3:
        break
    i += 1
    continue
    print("never")
else:
    print("never")
print(i)
for i in range(2):
    for j in range(2):
        if j:
            continue
        print(i, j, end=" ")
    else:
        continue
    print("never")
print()
if 0:
    print("never")
elif "":
    print("never")
elif []:
    print("never")
else:
    print("else")
pass
...
"an expression statement"
x = 1; y = 2; print(x, y)
if x: print("one line"); print("two statements")
del x, y
try:
    x
except NameError as e:
    print(e)
a = [1, 2, 3]
i = 0
i, a[i] = 1, 9
print(a, i)
a[0], a[1], a[2] = a[2], a[0], a[1]
print(a)
x = y = z = 0
x += 1; y -= 1; z = x = y
print(x, y, z)
a = b = [0]
a += [1]
print(b, a is b)
d = {}
d["k"] = d
print(d)
l = [1]
l.append(l)
print(l, (l,), {"l": l})
x, y, z = "abc"
x, (y, z) = y, (z, x)
print(x, y, z)
(x) = 5
[x] = [6]
(x,) = (7,)
print(x, *[x, x], sep="-", end="!\n")
