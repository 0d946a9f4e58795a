"""format() of floats: e, f, g, n, %, no type; precision, alternate form, grouping, z option."""

from _table import table

inf = float("inf")
nan = float("nan")
VALUES = (0.0, -0.0, 1.0, -1.5, 3.14159265358979, 1234567.891, 1e-7, 1e22, 5e-324, 1.7976931348623157e308, inf, -inf, nan)
for spec in (
    "", "e", "E", "f", "F", "g", "G", "n", "%", ".0f", ".1f", ".2f", ".3e", ".0e", ".3g", ".0g", ".17g", ".3", ".0%",
    "+", " ", "+.1f", "10.2f", "<10.2f", "^10.2f", "=+10.2f", "010.2f", "*>12.3g", ",", ",.2f", "_.1f", "020,.2f", "#.0f", "#g", "#.3g", "z", "z.0f", "+z.1f",
):
    print(f"{spec!r:>10}", [format(v, spec) for v in VALUES])
table(
    globals(),
    """
    [format(x, ".0f") for x in (0.5, 1.5, 2.5, -0.5)], [format(x, ".1f") for x in (0.25, 0.35, 0.45)]
    format(2.675, ".2f"), format(1.005, ".2f"), format(0.1, ".30f"), format(1e23, "f"), format(123456789.0, ".3"), format(1e5, ".1"), format(100000.0, "")
    format(1.5, "d")
    format(1.5, "x")
    format(1.5, "s")
    format(1.5, "c")
    format(1.5, ",n")
    format(1.5, ".")
    format(1.5, ".1.1f")
    format(1.0, ".2147483648f")
    format(-0.0, "z.1f"), format(-0.01, "z.1f"), format(-0.06, "z.1f")
    format(1234.5, ",.1f"), format(1234.5, "_"), format(0.0001234, ".2g"), format(12345.678, ".6,f")
    f"{3.14159:{8}.{3}}|{2.0:{'>'}{10}.{2}f}|{1/3!r:>25}|{1e10}"
    "%f %e %g %.3f %10.2f|%-10.2f|%+.1f %05.1f %G %%" % (1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1e20)
    "%.0f %#.0f %#g %.1f" % (2.5, 2.5, 1.0, 0.25)
    "%f %F %e %g" % (inf, nan, -inf, nan)
    "%d %i" % (3.99, -3.99)
    "%x" % 1.5
    "%c" % 1.5
    "%d" % inf
    "%d" % nan
    """,
)
