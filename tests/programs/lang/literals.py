"""Literals and lexical matters: numbers, strings, bytes, escapes, continuation lines, comments, names."""

print(0, 00, 0x1F, 0XaB, 0o17, 0b101, 1_000_000, 0x_ff_ff, 1e3, 1E-3, .5, 5., 1_0.0_1e1_0, 0e0, 1e400, -0.0, 0xFFFFFFFFFFFFFFFFFFFF, 10**20)
print('a' "b" '''c''' """d""", 'it\'s', "say \"x\"", r'\n\t', R"\\", b'\x00\xff', B"ab" b'cd', rb'\x', Rb'\n', bR'\t', u'u')
print(repr('\a\b\f\n\r\t\v\\\'\"\0\x41\101\u00e9\U0001F600\N{GREEK SMALL LETTER ALPHA}\N{LATIN SMALL LETTER E WITH ACUTE}'))
print(repr('line \
continued'), repr('''multi
line "quotes" 'single'
'''), repr("""trailing\
 backslash"""))
print(len('\u0301e'), len('é'), 'é' == 'e\u0301', '\x80\xff', '\ud800' == chr(0xD800), len('\ud83d\ude00'), len('😀'))
x = 1 + \
    2 + \
    3
print(x, (1 +
          2
          # a comment inside
          + 3), [
    1,  # one
    2,

    3,
])
if x == 6: print("one line if")
for i in range(2): print(i, end=" "); print("semi", end=" ")
print()
def f(): return 1; return 2
class C: a = 1; b = 2
print(f(), C.a, C.b)
ａ = "fullwidth a is a"
print(a, 'ａ' == 'a')
µ = 1
print(μ)
переменная = "кириллица"
变量 = "汉字"
print(переменная, 变量)
match = 1
case = 2
type = 3
_ = 4
print(match, case, type, _)
del type
print(True, False, None, ..., Ellipsis is ..., __debug__, NotImplemented)
print((), (1,), [], {}, {1}, {1: 2}, {**{}}, (1, 2,), [1, 2, ], {1, 2, }, {1: 2, }, 1,)
print(1 if 1 else 2, not 1, not not 1, - -1, + +1, ~~5, -1 ** 2, (-1) ** 2, 2 ** -1, 2 ** 3 ** 0, 1 << 2 + 1, 1 | 2 ^ 3 & 4, 7 // 2 * 2, -7 // 2, 5 - -3, 1 < 2 == True)
print(1 .real, 1..real, 1.0.real, (1).real, "a".upper(), [].__len__())
s = f'{1}' '{2}' f"{3}" r'\{4}' rf'\{5}' F'{6!r}' fR'{7}\n'
print(s, f'{"nested"}', f"{'a' 'b'}", f'{x}{{}}', f'''{
    x
}''')
print("%s" "%s" % (1, 2), "a" "b" * 2, ("a" "b") * 2, "tab\there", "nul\0len", sep="|")
print(0.1, 1e16, 1e15, 123456789.123456789, 1e-5, 0.0001, 1.7976931348623157e308, 5e-324, 2.2250738585072014e-308, 1e23, 9007199254740993.0, 0.30000000000000004)
print(int("１２３"), float("１.５"), "ß".upper(), "ǅ".lower(), "İ".lower() == "i̇", "ﬁ".upper(), "Σ".lower(), "ΑΣ".lower())
lambda: (yield)
print([lambda: 1, lambda x: x][1](2), (lambda *, k=1: k)(), (lambda x, /: x)(1))
if True:
    if True:
        pass
    # comment at another level
        x = "deeper"
# comment at column 0
    y = x
print(y)


def docstring():
    """Doc with 'quotes'
      and an indented line
    and the end."""


def not_docstring():
    f"""not {1}"""


def bytes_docstring():
    b"no"


print(repr(docstring.__doc__), not_docstring.__doc__, bytes_docstring.__doc__)
print("end"); pass; pass;
