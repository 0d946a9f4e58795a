"""float: round with and without digits, hashes, conversions to int, comparisons as keys."""

from _table import table

inf = float("inf")
nan = float("nan")
for value in (0.5, 1.5, 2.5, -0.5, -1.5, 2.675, 1.005, 1234.5678, 1e16, 0.1, 5e-324, 1e308, -0.0):
    print(value, round(value), [round(value, d) for d in (-400, -3, -1, 0, 1, 2, 3, 15, 20, 400)])
table(
    globals(),
    """
    round(inf)
    round(nan)
    round(inf, 2), round(nan, 1), round(-0.4), round(-0.4, 0)
    round(1.7976931348623157e308, -308)
    round(1.5, "a")
    round(1.5, None), round(number=2.5, ndigits=0)
    round("x")
    round()
    hash(0.0), hash(-0.0), hash(1.0), hash(0.5), hash(-1.0), hash(1e100), hash(3.14), hash(inf), hash(-inf), hash(2.0**61), hash(5e-324)
    hash(1.0) == hash(1) == hash(True), hash(2.0**70) == hash(2**70), hash(-2.0) == hash(-2)
    {1: "a"}[1.0], {1.0: "a"}[True], 1.0 in {1}, 0.5 in [0.5], nan in [nan], nan == nan
    int(1e18), int(-1e18), int(1.9e19), int(1e30), int(2.0**62), int(-(2.0**63))
    1.0 == 1, 0.1 + 0.2 == 0.3, 2**53 == float(2**53 + 1), 10**22 == 1e22, 10**23 == 1e23
    sorted([3.0, 1, 2.5, -inf, inf, True]), max(1, 1.0), min(0.0, -0.0), sum([0.1] * 10), sum([1e16, 1.0, -1e16]), sum([inf, 1]), sum([0.1, 2, 0.3])
    sum([inf, -inf]), sum([1e308, 1e308]), sum([1, 2.5, 10**400 // 10**400])
    5.0 // 0.1, 5.5 % -2, -5.5 // 2, -5.5 % 2, divmod(-7.5, 2), 1e308 // 1e-308
    1.0 // 0
    1.0 % 0
    1.0 / 0
    divmod(1.0, 0.0)
    0.0 ** -1
    (-0.0) ** -3
    """,
)
