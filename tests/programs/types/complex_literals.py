"""complex() of strings, numbers and objects, and its errors; complex constants in code."""

from _table import attempt

texts = ["1", "1j", "j", "-j", "+J", "1+j", "1-j", "1e5-2e-3j", "(1+2j)", " ( 1+2j ) ", "(1+2j", "1+2j)", "inf", "-infj", "nan+nanj",
         "infinity-INFINITYj", "1+", "1+2", "1 + 2j", "1+2j x", "", "  ", "()", "1e", "1e+j", "1e5e5", ".5j", "5.j", ".", "1.e3+.5j",
         "1_0.0_1j", "_1j", "1_j", "1__0", "\u0661+\u0662j", "\u00a01j\u2003", "1jj", "+-1j", "1+-1j", "--1j", "1+1", "infin", "infinj", "1\0",
         "nanj", "1+inf", "0x1", "\xe9", "1e400j", "-0j", "-0-0j"]
for text in texts:
    print(ascii(text), attempt(complex, text))


class HasFloat:
    def __float__(self):
        return 2.5


class HasIndex:
    def __index__(self):
        return 7


class HasComplex:
    def __complex__(self):
        return 1 + 2j


class HasAll(HasComplex, HasFloat):
    pass


class Wrong:
    def __complex__(self):
        return 3


class Raises:
    def __complex__(self):
        raise KeyError("no")


class Sub(complex):
    def __repr__(self):
        return "Sub"

    def __str__(self):
        return "str of Sub"


for arguments in [(), (1,), (1, 2), (1.5, -0.0), (-0.0, -0.0), (HasFloat(),), (HasIndex(), HasFloat()), (HasComplex(),), (HasAll(),), (Wrong(),),
                  (Raises(),), (Wrong(), 1), (10**400,), (1, 10**400), ([],), (1, []), ("1", 2), (1, "2"), (1, 2, 3), (b"1",), (None,), (Sub(1, 2),),
                  (object(),), (1, object()), (object(), 1)]:
    print(attempt(complex, *arguments))
for keywords in [{"real": 1}, {"imag": HasIndex()}, {"real": HasFloat(), "imag": 1}, {"foo": 1}, {"real": "2"}]:
    print(attempt(complex, **keywords))
print(attempt(complex, 1, real=2), attempt(complex, 1, 2, imag=3))

s = Sub(1, 2)
print([s], str(s), f"{s}", f"{s!r}", f"{s:.2f}", s + 1, type(+s), type(complex(s)), type(s.conjugate()), s.__complex__())
print(type(Sub.from_number(3)), s.__getnewargs__(), s == 1 + 2j, {1 + 2j: 3}[s], vars(s), type(complex.__new__(Sub, 3)))
for argument in ("1", 3, 2.5, 1j, s, HasComplex(), HasFloat(), HasIndex(), Wrong(), None):
    print(attempt(complex.from_number, argument))
for text in ["complex.__new__(int)", "complex.__new__(3)", "complex.imag.__get__(3)", "complex.real", "complex.imag.__doc__", "complex.__doc__",
             "complex.conjugate.__doc__", "complex.conjugate", "1j.__complex__", "complex.from_number", "complex.mro()", "sorted(vars(complex))",
             "1j.__getnewargs__()", "type(1j)", "isinstance(1j, complex)", "1j.__class__", "complex.__basicsize__"]:
    print(text, attempt(eval, text))


def constants():
    return 1j, 2 + 3j, -1j, 1e400j, 1_0j, 0j, 1j in (1j, 2), 1j in {1j, 3}


print(constants(), constants.__code__.co_consts)
print(compile("1j", "", "eval").co_consts, compile("1j", "", "eval") == compile("1j", "", "eval"), compile("1j", "", "eval") == compile("2j", "", "eval"))
print(constants.__code__.replace(co_name="other").co_consts == constants.__code__.co_consts)
