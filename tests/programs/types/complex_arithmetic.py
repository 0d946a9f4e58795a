"""The operators of complex on each other and on ints and floats, at the borders of floats."""

import operator

from _table import attempt

inf, nan = float("inf"), float("nan")
parts = [0.0, -0.0, 1.0, -2.5, inf, -inf, nan, 1e308, 5e-324]
numbers = [complex(a, b) for a in parts for b in parts]
others = numbers[::7] + parts + [3, 0, -1, True, 2**70]

for name in ("add", "sub", "mul", "truediv"):
    function = getattr(operator, name)
    print(name)
    for z in numbers:
        print(repr(z), *(attempt(function, z, w) for w in others))
        print(repr(z), *(attempt(function, w, z) for w in others))

for z in numbers:
    print(-z, +z, z.conjugate(), bool(z), z == z.real, z == 0, z != 1, attempt(abs, z))

print(attempt(abs, complex(1.5e308, 1.5e308)), abs(3 + 4j))
for z in (1j, -1j, 1 + 1j, 2.5 - 3.25j, complex(1, -1), complex(1e300, 1e-300), complex(2**61 - 1, 1), 5 + 0j, complex(inf, -inf)):
    print(hash(z), {z: 1}[z])
print(hash(1 + 0j) == hash(1) == hash(1.0), {1: "one"}[1 + 0j], 1j in [1, 1j], 2**53 + 1 == complex(2**53), 10**400 == 1j)

refused = ["1j // 2", "1j % 2", "divmod(1j, 2)", "~1j", "1j << 2", "1j @ 2", "1j < 1", "1j >= 2j", "max(1j, 2j)", "1j + 10**400",
           "1j + 'a'", "[1][i]", "range(1j)", "int(1j)", "float(1j)", "round(1j)", "'%f' % 1j", "'%d' % 1j", "1j / 0", "1 / 0j", "pow(1j, 2, 3)",
           "pow(2.0, 1j, 3)", "pow('a', 1j, 3)", "1j.__pow__(2, 3)", "1j.__eq__('a')", "1j.__lt__(1j)", "1j.__radd__('a')", "1j.__rsub__(3)",
           "1j.foo", "setattr(1j, 'real', 3)", "delattr(1j, 'imag')", "complex.__sub__(1, 2j)", "vars(1j)"]
for text in refused:
    print(text, attempt(eval, text, {"i": 1j}))

x = -4.0
x **= 0.5
print(x, (-8) ** (1 / 3), pow(-2, 0.5), attempt(pow, -1e300, 1.5))

for items in ([1j, 2.5, -0.0, 3], [0.1] * 10 + [1j], [0.1j] * 10, [0.1, 0.1, 1j, 0.1, 0.1, 0.1], [0.1, True, 0.2, 2**70, -(2**70)], [0.1j, 10**400], [0.1j, "x"]):
    print(attempt(sum, items), attempt(sum, items, 0j), attempt(sum, items, complex(-0.0, -0.0)))
