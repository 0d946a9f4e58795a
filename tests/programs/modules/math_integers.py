"""math on ints: gcd, lcm, factorial, comb, perm, isqrt, prod; big values and errors."""

import math

from _table import table


class Idx:
    def __init__(self, v):
        self.v = v

    def __index__(self):
        return self.v


table(globals(), """
    math.gcd(), math.gcd(12), math.gcd(12, 18), math.gcd(-12, 18, 27), math.gcd(0, 0), math.gcd(0, 5), math.gcd(2**100, 6**60) == 2**60, math.gcd(True, 2), math.gcd(Idx(8), 12)
    math.gcd(1.0, 2)
    math.gcd("a")
    math.lcm(), math.lcm(4), math.lcm(4, 6), math.lcm(-3, 5, 7), math.lcm(0, 5), math.lcm(2**70, 3)
    math.lcm(1.5)
    [math.factorial(n) for n in (0, 1, 5, 20, 21, 30)], len(str(math.factorial(500))), math.factorial(True), math.factorial(Idx(4))
    math.factorial(-1)
    math.factorial(5.0)
    math.factorial(2**70)
    math.factorial("5")
    math.comb(5, 2), math.comb(0, 0), math.comb(3, 5), math.comb(100, 50), math.comb(2**70, 2), math.comb(60, 30), math.comb(70, 35), math.comb(1000, 3)
    math.comb(-1, 2)
    math.comb(2, -1)
    math.comb(2.0, 1)
    math.comb(2)
    math.perm(5, 2), math.perm(5), math.perm(3, 5), math.perm(0), math.perm(30, 20), math.perm(5, None)
    math.perm(-1)
    math.perm(5, -2)
    math.perm(5.0)
    [math.isqrt(n) for n in (0, 1, 2, 3, 4, 15, 16, 17, 10**18, 2**64 - 1, 2**64, 10**40)], math.isqrt(True), math.isqrt(Idx(17))
    math.isqrt(-1)
    math.isqrt(4.0)
    math.prod([]), math.prod([1, 2, 3]), math.prod([2.5, 2]), math.prod([2] * 100), math.prod([1, 2], start=10), math.prod((0.0, 5)), math.prod([True, 3])
    math.prod(["a"])
    math.prod(["a", 2], start=1)
    math.prod(5)
    math.prod([1], 2)
    all(math.isqrt(n * n) == n and math.isqrt(n * n + 2 * n) == n for n in range(1, 2000))
    all(math.comb(n, k) == math.comb(n - 1, k) + math.comb(n - 1, k - 1) for n in range(1, 60) for k in range(1, n))
    sum(math.gcd(a, b) for a in range(100) for b in range(100)), math.gcd(*range(0, 100, 6))
    """)
