"""math: every function on ordinary and border arguments, and what each refuses."""

import math

from _table import attempt, table

inf, nan = math.inf, math.nan
ONE = ("sqrt", "cbrt", "exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "erf", "erfc", "gamma", "lgamma", "degrees", "radians", "fabs", "floor", "ceil", "trunc", "frexp", "modf", "ulp", "isnan", "isinf", "isfinite")
for name in ONE:
    function = getattr(math, name)
    # Twelve digits: the last ones belong to the C library, not to us.
    results = []
    for x in (0.0, -0.0, 0.5, 1, -1, 2.5, -2.5, 10, 1e300, inf, -inf, nan):
        try:
            value = function(x)
            results.append(f"{value:.12g}" if type(value) is float else repr(value))
        except (ValueError, OverflowError) as e:
            results.append(f"{type(e).__name__}({e})")
    print(name, *results)
    print("   ", attempt(function, "x"), "|", attempt(function), "|", attempt(function, 1, 2, 3), "|", attempt(function, None))
TWO = ("atan2", "copysign", "fmod", "pow", "remainder", "hypot", "nextafter", "ldexp", "dist", "log")
for name in TWO:
    function = getattr(math, name)
    for a, b in ((1, 2), (-7, 3), (7.5, -2), (0.0, -0.0), (inf, 1), (1, inf), (nan, 1), (2, 0), (-8, 3), (0, 0), (2, 1024)):
        value = attempt(function, [a], [b]) if name == "dist" else attempt(function, a, b)
        print(name, a, b, value)
table(globals(), """
    math.pi, math.e, math.tau, math.inf, math.nan
    math.ldexp(1.0, -1080), math.ldexp(1, 10), math.ldexp(0.5, -1074)
    math.ldexp(1, 2000)
    math.ldexp(1, 1.5)
    math.ldexp(1, 10**30)
    math.ldexp(1, -(10**30)), math.ldexp(0, 10**30)
    math.nextafter(1.0, 2.0), math.nextafter(0, 1), math.nextafter(1.0, 0.0, steps=3), math.nextafter(1, inf, steps=0)
    math.nextafter(1, 2, steps=-1)
    math.isclose(1, 1 + 1e-10), math.isclose(1, 1.1), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-9), math.isclose(0, 1e-9, abs_tol=1e-8), math.isclose(inf, inf), math.isclose(nan, nan)
    math.isclose(1, 2, rel_tol=-1)
    math.isclose(1)
    math.hypot(), math.hypot(3), math.hypot(3, 4), math.hypot(1, 1, 1), math.hypot(1e200, 1e200), math.hypot(inf, nan)
    math.dist((1, 2), (4, 6)), math.dist([0], [5]), math.dist((), ())
    math.dist((1,), (1, 2))
    math.dist(1, 2)
    math.log(8, 2), math.log(100, 10), math.log(10**400), math.log2(2**2000), math.log10(10**1000), math.log(2**1100, 2), math.log(4, 0.5)
    math.log(0)
    math.log(-1)
    math.log(-(10**400))
    math.log(2, 1)
    math.log(2, 0)
    math.log10(0)
    math.fsum([0.1] * 10), math.fsum([1e100, 1.0, -1e100]), math.fsum([]), math.fsum([inf]), math.fsum([1e308, 1e308, -1e308]), math.fsum(x for x in (1, 2))
    math.fsum([inf, -inf])
    math.fsum([1e308, 1e308])
    math.fsum(["a"])
    math.fsum(5)
    math.sumprod([1, 2], [3, 4]), math.sumprod([0.1, 0.2], [10, 20]), math.sumprod([], []), math.sumprod([10**20, 1], [10, 2.5])
    math.sumprod([1], [1, 2])
    math.fma(2, 3, 4), math.fma(0.1, 10, -1), math.fma(1e308, 2, -inf)
    math.fma(inf, 0, 1)
    math.sqrt(-1)
    math.exp(1000)
    math.gamma(-1)
    math.gamma(171.5) > 1e308
    math.gamma(200)
    math.lgamma(-2)
    math.acos(2)
    math.atanh(1)
    math.fmod(1, 0)
    math.pow(0, -1)
    math.pow(-1, 0.5)
    math.remainder(1, 0)
    math.sin(inf)
    math.sqrt(10**400)
    math.floor(inf)
    math.ceil(nan)
    math.trunc(inf)
    math.floor(2.7), math.ceil(-2.7), math.trunc(-2.7), math.floor(1e20), math.ceil(10**30), math.trunc(True), math.floor(-0.5)
    math.nothing
    """)


class Own:
    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __trunc__(self):
        return "trunc"

    def __float__(self):
        return 4.0


class Idx:
    def __index__(self):
        return 9


print(math.floor(Own()), math.ceil(Own()), math.trunc(Own()), math.sqrt(Own()), math.sqrt(Idx()), math.floor(Idx()), attempt(math.trunc, Idx()))
