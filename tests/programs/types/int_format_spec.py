"""format() of ints and bools: every presentation type, sign, fill, width, grouping, errors."""

from _table import table

VALUES = (0, 7, -7, 1234567, -1234567, 2**64, 10**20)
for spec in (
    "", "d", "n", "b", "o", "x", "X", "#b", "#o", "#x", "#X", "+", " ", "-", "+d", " x", "10", "<10", "^10", ">10", "=10",
    "010", "+010", "*^12", "*=12", ",", "_", "_b", "_x", "_o", "#_x", "015,", "012_", "020_x", "+,d", "e", ".2e", "f", ".1f",
    "g", ".3g", "%", ".1%", "10.2f", "E", "G", "F", "é>5", "\U0001f600^9", ",.2f", "_.3f", "08.2f", "z.1f", "#.3g",
):
    # The tilde keeps long hexadecimal numbers from looking like addresses.
    print(f"{spec!r:>10}", [format(v, spec).replace("0x", "0~x") for v in VALUES])
table(
    globals(),
    r"""
    format(65, "c"), format(0x1F600, "c"), format(65, "5c"), format(65, "<5c"), format(0xD800, "c")
    format(-1, "c")
    format(0x110000, "c")
    format(65, "+c")
    format(65, ",c")
    format(65, "#c")
    format(1, ".2d")
    format(1, ".2")
    format(1, "s")
    format(1, "y")
    format(1, ",b")
    format(1, ",n")
    format(1, "_n")
    format(1, ",_")
    format(1, "_,")
    format(1, "10 d")
    format(1, "{}")
    format(1, ">>5")
    format(1, "zd")
    format(1, "99999999999999999999")
    format(1, ".99999999999999999999f")
    format(10**400, "f")
    format(10**400, "e")
    format(1, 2)
    format(1, None)
    format(True, "d"), format(True, "5"), format(True, "<5"), format(False, "x"), format(True), format(True, "c")
    format(True, "s")
    "{:>{w}}|{:{f}{a}{w}}".format(5, 6, w=4, f="*", a="^")
    f"{12:>{3 + 3}}|{255:#0{8}x}|{-3:=+{5}}"
    """,
)
