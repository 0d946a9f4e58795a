# The module cmath: every function at special values, on branch cuts, at the edges of the range, and at many points.
import cmath
import math
import random

UNARY = ["acos", "acosh", "asin", "asinh", "atan", "atanh", "cos", "cosh", "exp", "log", "log10", "phase", "polar", "sin", "sinh", "sqrt",
         "tan", "tanh", "isfinite", "isinf", "isnan"]


def text(x):
    """The last digits are the C library's."""
    match x:
        case float():
            return "%.12g" % x
        case complex():
            return text(x.real) + " " + text(x.imag) + "j"
        case tuple():
            return "(" + ", ".join(map(text, x)) + ")"
    return repr(x)


def call(f, *args, **kwargs):
    try:
        return text(f(*args, **kwargs))
    except BaseException as e:
        return type(e).__name__ + " - " + str(e)


print(sorted(n for n in dir(cmath) if not n.startswith("__")))
print(cmath.pi, cmath.e, cmath.tau, cmath.inf, cmath.infj, cmath.nan, cmath.nanj)

special = [-math.inf, -2.5, -1.0, -0.0, 0.0, 1.0, 2.5, math.inf, math.nan]
for name in UNARY:
    f = getattr(cmath, name)
    print(name, f.__text_signature__)
    for re in special:
        print(*(call(f, complex(re, im)) for im in special), sep="; ")

print("rect")
for r in special:
    print(*(call(cmath.rect, r, phi) for phi in special), sep="; ")

print("edges")
edges = [5e-324, 1e-310, 2.2250738585072014e-308, 1e-160, 1e-20, 0.5, 0.71, 1.0, 1.73, 710.0, 709.9, 1e8, 1e154, 6e307, 1.7e308]
for name in UNARY[:18]:
    f = getattr(cmath, name)
    print(name)
    for re in edges:
        print(*(call(f, complex(re * s, im * t)) for im in edges[:: 2 if re > 1 else 3] for s, t in ((1, 1), (-1, 1), (1, -1))), sep="; ")
    print(*(call(f, complex(x, y)) for x in edges for y in (0.0, -0.0)), sep="; ")
    print(*(call(f, complex(x, y)) for y in edges for x in (0.0, -0.0)), sep="; ")

print("points")
random.seed(3)
for name in UNARY[:18]:
    f = getattr(cmath, name)
    print(name, *(call(f, complex(random.gauss(0, 2), random.gauss(0, 2))) for _ in range(40)), sep="; ")
print(*(call(cmath.rect, random.gauss(0, 3), random.gauss(0, 9)) for _ in range(20)), sep="; ")

print("log")
for z in (0, 1, -1, 2j, 1e300, -0.0, complex(0, -0.0), math.inf, math.nan):
    print(*(call(cmath.log, z, base) for base in (0, 1, 2, 10, -1, 1j, math.inf, math.nan)), sep="; ")


class Complex:
    def __complex__(self):
        return 3 + 4j


class Float:
    def __float__(self):
        return 2.0


class Index:
    def __index__(self):
        return 7


class Wrong:
    def __complex__(self):
        return 1.0


print("arguments")
for x in (Complex(), Float(), Index(), Wrong(), True, 10**400, "x", None, [], b"1", 3):
    print(call(cmath.sqrt, x), call(cmath.phase, x), call(cmath.polar, x), call(cmath.isnan, x), sep="; ")
for args in [(), (1, 2), (1, 2, 3)]:
    print(call(cmath.sqrt, *args), call(cmath.log, *args), call(cmath.rect, *args), sep="; ")
print(call(cmath.sqrt, z=1), call(cmath.rect, 1, phi=2), call(cmath.rect, 1j, 2), call(cmath.rect, "x", 2), sep="; ")

print("isclose")
for a, b in [(1, 1), (1, 1 + 1e-10), (1, 1 + 1e-8), (1j, 1j + 1e-10), (1, 1j), (0, 1e-12), (math.inf, math.inf), (math.inf, 1), (math.nan, math.nan),
             (cmath.infj, cmath.infj), (complex(math.inf, 1), complex(math.inf, 2)), ("x", 1)]:
    print(call(cmath.isclose, a, b), call(cmath.isclose, a, b, rel_tol=0.5), call(cmath.isclose, a, b, abs_tol=1e-5), call(cmath.isclose, a, b, rel_tol=0.0),
          call(cmath.isclose, a, b, rel_tol=-1), call(cmath.isclose, a, b, abs_tol=-1))
print(call(cmath.isclose, 1), call(cmath.isclose, 1, 2, 3), call(cmath.isclose, a=1, b=1), call(cmath.isclose, 1, 2, rel_tol="x"))
