"""Pseudo-random floats over the whole range: repr, parsing, formatting, rounding, hashing,
comparison with ints, arithmetic; checksums per kind and round trips asserted."""

state = 7


def bits():
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
    return state >> 11


def draw(low, high):
    """A float with a random 53-bit mantissa and an exponent between low and high."""
    mantissa = bits()
    exponent = low + bits() % (high - low)
    value = mantissa * 2.0**-53 * 2.0**exponent
    return -value if mantissa & 1 else value


def mix(total, thing):
    return (total * 1000003 + hash(thing)) % (2**61 - 1)


for low, high in ((-20, 20), (-60, 60), (-4, 4), (-300, 300), (-1000, 1000), (-1020, -990)):
    sums = dict.fromkeys(("repr", "fixed", "exp", "general", "round", "hash", "int", "arith", "compare", "ratio"), 0)
    for _ in range(150):
        x, y = draw(low, high), draw(low, high)
        text = repr(x)
        assert float(text) == x and float.fromhex(x.hex()) == x and float("%.17g" % x) == x
        sums["repr"] = mix(sums["repr"], text)
        sums["fixed"] = mix(sums["fixed"], f"{x:.3f}|{x:.0f}|{y:12.6f}" if high < 400 else f"{x:.3f}")
        sums["exp"] = mix(sums["exp"], f"{x:.0e}|{x:.5e}|{y:.20e}")
        sums["general"] = mix(sums["general"], f"{x:.3g}|{y:g}|{x:.12}|{y:,.2f}" if high < 100 else f"{x:.3g}|{y:g}")
        sums["round"] = mix(sums["round"], (round(x, 2), round(y, -1), round(x, 8)))
        sums["hash"] = mix(sums["hash"], hash(x))
        if high < 100:
            sums["int"] = mix(sums["int"], (int(x), round(y), x // 1, divmod(x, 3.5)))
        if y:
            sums["arith"] = mix(sums["arith"], (x + y, x - y, x * y, x / y if abs(y) > 1e-290 else 0, x % y))
        n = int(x) if abs(x) < 1e300 else 0
        assert (x < n) == (x - n < 0) if abs(x) < 2**52 else True
        sums["compare"] = mix(sums["compare"], (x < y, x == n, n <= x, x > n + 1, abs(x) >= abs(n)))
        top, bottom = x.as_integer_ratio()
        assert top / bottom == x
        sums["ratio"] = mix(sums["ratio"], top)
    print(low, high, sums)
parsed = 0
for _ in range(300):
    digits = str(bits()) + str(bits())[: bits() % 16]
    point = bits() % len(digits)
    text = f"{digits[:point]}.{digits[point:]}e{bits() % 660 - 330}"
    parsed = mix(parsed, float(text))
print(parsed)
