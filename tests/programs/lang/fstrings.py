"""f-strings: conversions, specs, nesting, =, quotes, expressions, order, user __format__, errors."""


class F:
    def __init__(self, name="F"):
        self.name = name

    def __format__(self, spec):
        return f"<{self.name}:{spec!r}>"

    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr\xe9"


x, y, s, f = 42, 3.14159, "héllo", F()
w, p = 10, 3
print(f"{x}|{y}|{s}|{f}|{f!s}|{f!r}|{f!a}|{s!r}|{s!a}")
print(f"{x:5d}|{x:<5}|{x:>5}|{x:^5}|{x:05}|{x:+}|{x: }|{x:x}|{x:#x}|{x:#o}|{x:b}|{x:,}|{x:_}|{x:c}|{x:e}|{x:%}|{x:n}")
print(f"{y:.2f}|{y:8.3f}|{y:<8.1f}|{y:+.0f}|{y:e}|{y:.3g}|{y:%}|{y:010.2f}|{y:g}|{y:G}|{y:.1%}|{y:n}")
print(f"{s:10}|{s:>10}|{s:^10}|{s:.2}|{s:*^9.3}|{s!r:>12}|{s!a:<14}|{f!r:>8}|{f!s:^7}|")
print(f"{y:{w}.{p}f}|{y:{w}.{p}}|{s:{'>'}{w}}|{x:{'0'}{5}}|{f:{w}{p}}|{x:{f'{w}'}}|{'a':{'*'}^{w + 1}}")
print(f"{x=}|{x = }|{x=:5}|{x=!r:>5}|{s=}|{s=!s}|{s=:>8}|{x + 1=}|{ x  =}|{f=}|{f=!s}|{f=:spec}|{len(s)=}")
print(f"{{}}|{{{x}}}|{{x}}|{x}}}|}}{{|{'{'}|{'}'}")
print(f"{'single' + "double"}|{"nested " + f"{x} {f'{y:.1f} {f"{s}"}'}"}|{'\n'!r}|{'a\tb'}|{"it's"}")
print(f"{ {'a': 1}['a'] }|{[i for i in range(3)]}|{(lambda v: v * 2)(x)}|{x if x > 3 else y}|{x, y}|{*'ab', 1}|{x == 42}|{x != 1}|{x >= 2}|{not x}")
print(f"{(z := 5)}|{z}|{z:=+5}|{x!r:^{w}}|{dict(a=1)!r}|{'%s' % x}|{'a' 'b'}|{x:>{w - 3}}")
print("plain " f"{x}" " middle " f"{y:.1f}" " end", f"", f"no fields", rf"raw \n {x}\d", f"""multi
line {x
    + 1} {
    y:.2f}""")
print(f"{x:{w}}{x:<{w}}|", f"{'':5}|{None}|{True}|{...}|{[]}|{int}|{1e10}|{10**20}|{-0.0}|{True:5}|{None!s:>6}|{False!r:^7}")


def order():
    out = []

    def t(v):
        out.append(v)
        return v

    return f"{t('a')}{t('b'):{t('5')}}{t('c')!r:{t('>')}{t('7')}}", out


print(order())


def attempt(g):
    try:
        return g()
    except Exception as e:
        return f"{type(e).__name__}: {e}"


class Bad:
    def __format__(self, spec):
        return 5

    def __str__(self):
        return None

    def __repr__(self):
        raise ValueError("no repr")


print(attempt(lambda: f"{Bad()}"), attempt(lambda: f"{Bad()!s}"), attempt(lambda: f"{Bad()!r}"), attempt(lambda: f"{x:zz}"), attempt(lambda: f"{s:d}"), attempt(lambda: f"{y:d}"), attempt(lambda: f"{None:5}"), attempt(lambda: f"{[]:>5}"), attempt(lambda: f"{undefined}"), attempt(lambda: f"{1 / 0}"), sep="\n")
for src in ("f'{'", "f'}'", "f'{}'", "f'{x!z}'", "f'{x!}'", "f'{a b}'", "f'{x:{y:{z:{q}}}}'", "f'{*}'", "f'{lambda x: 1}'"):
    try:
        eval(src)
        print("no error", src)
    except SyntaxError:
        print("SyntaxError", src)
    except NameError as e:
        print(e)


class StrSub(str):
    def __format__(self, spec):
        return "sub " + spec

    def __str__(self):
        return "sub str"


class IntSub(int):
    def __str__(self):
        return "int sub str"

    def __repr__(self):
        return "int sub repr"


ss, si = StrSub("v"), IntSub(5)
print(f"{ss}|{ss!s}|{ss!r}|{ss:5}|{si}|{si!s}|{si!r}|{si:3}|{si=}", type(f"{ss}").__name__, type(f"{'x'}").__name__, type(StrSub(f"{x}")).__name__)
many = f"{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}"
print(many, len(many), f"{many!r:.5}", "".join(f"{i:02d}" for i in range(12)), f"{'€😀'}{'\N{BULLET}'}{'\x41'}")
for v in (1, 1.5, "s", None, f, [1], 10**30, True) * 2:
    print(f"{v}", end=" ")
print()
