"""Lambda: every parameter kind, nesting, defaults, names, in data and as keys."""

print((lambda: None)(), (lambda x: x)(1), (lambda x, y=2: (x, y))(1), (lambda *a: a)(1, 2), (lambda **k: k)(a=1))
print((lambda x, /, y, *, z: (x, y, z))(1, y=2, z=3), (lambda *, z=5: z)(), (lambda a, *b, c=1, **d: (a, b, c, d))(1, 2, 3, c=4, e=5))
f = lambda x: lambda y: lambda z: (x, y, z)
print(f(1)(2)(3), f.__name__, f(1).__qualname__, f.__defaults__, f.__module__)
table = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b}
print([table[k](7, 3) for k in table])
print(sorted(["bb", "a", "ccc"], key=lambda s: -len(s)), max([1, -5, 3], key=lambda n: n * n), list(map(lambda a, b: a * b, [1, 2], [3, 4])))
print(list(filter(lambda n: n % 2, range(6))), (lambda x: x if x > 0 else -x)(-3), (lambda: (yield))().__class__.__name__)
g = (lambda: [(yield 1), (yield 2)])()
print(next(g), g.send("a"))
try:
    g.send("b")
except StopIteration as e:
    print(e.value)
print((lambda a=1, b=(lambda: 2)(): a + b)())
print((lambda x: [y for y in range(x)])(3), (lambda x: {y: x for y in "ab"})(1), (lambda x: (z := x + 1, z * 2))(1))
x = "global"


class C:
    x = "class"
    f = lambda self: x
    g = lambda self, x=x: x
    h = staticmethod(lambda x: x * 2)
    y = (lambda: x)()


c = C()
print(c.f(), c.g(), c.h(4), c.y, C.f.__qualname__)


def fact():
    return (lambda f: f(f))(lambda self: lambda n: 1 if n == 0 else n * self(self)(n - 1))


print(fact()(20), (lambda n: n and [n] + (lambda m: [m])(n - 1))(3))
print([(lambda: i)() for i in range(3)], [h() for h in [lambda: i for i in range(3)]], [h() for h in [(lambda j: lambda: j)(i) for i in range(3)]])
print((lambda: (lambda: (lambda: __name__)())())())
(lambda: print("statement"))()
try:
    (lambda: 1 / 0)()
except ZeroDivisionError as e:
    print(e, e.__traceback__.tb_next.tb_frame.f_code.co_name)
print((lambda *args, **kw: (len(args), sorted(kw)))(*"abc", **{"x": 1, "w": 2}), (lambda a, b: a(b))(lambda v: v + 1, 5))
