"""repr and format of complex numbers."""

from _table import attempt

inf, nan = float("inf"), float("nan")
numbers = [0j, complex(-0.0, 0.0), complex(0.0, -0.0), complex(-0.0, -0.0), 1j, -1j, 1 + 0j, -0.04 + 1234567.891j, complex(nan, -inf), 1e16 + 1e-5j, 12345.678 - 0.5j]
for z in numbers:
    print(repr(z), str(z), f"{z}", "%s %r" % (z, z), "{!s:>30}".format(z))
specs = ["", ".2f", "10.1f", "<20", ">20", "^30.3e", "+", "-", " ", "e", "E", "g", "G", "n", "+.3g", "020", "=20", "0>20", "*^30", "z.1f", ",.2f", "_",
         "#.3g", "10", "s", "%", "x", "d", "c", ".", "é>30"]
for spec in specs:
    print(spec, *(attempt(format, z, spec) for z in numbers), sep=" | ")
print(attempt((1j).__format__, 3), attempt((1j).__format__))
