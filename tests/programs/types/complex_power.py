"""Powers of complex numbers: small whole exponents, all others, and what is not defined."""

from _table import attempt

inf, nan = float("inf"), float("nan")
bases = [0j, complex(-0.0, 0.0), 1 + 0j, 1j, -1j, 1 + 2j, 0.1 - 0.3j, 1e-200j, complex(inf, 1), complex(nan, 0), complex(1e308, 1e308), -1.5, 2, 0]
exponents = [complex(a, b) for a in (0.0, -0.0, 1, 2, -3, 0.5, 100, 101, -100, inf, nan, 1e300) for b in (0.0, -0.5, inf, nan)]
exponents += [0, 1, -1, 7, -7, 0.5, -0.5, 3.0]
for z in bases:
    for w in exponents:
        print(z, w, attempt(pow, z, w))
