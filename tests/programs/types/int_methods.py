"""int: its methods and attributes, to_bytes and from_bytes, pow with three arguments."""

from _table import table

table(
    globals(),
    """
    [x.bit_length() for x in (0, 1, -1, 255, 256, -256, 2**63, 2**64 - 1, 2**64)]
    [x.bit_count() for x in (0, 1, -1, 255, -256, 2**63, 2**100 - 1, -(2**64))]
    (7).conjugate(), (7).real, (7).imag, (7).numerator, (-7).denominator, (7).is_integer()
    (5).as_integer_ratio(), (-(2**70)).as_integer_ratio(), True.as_integer_ratio()
    (1024).to_bytes(2), (1024).to_bytes(2, "little"), (1024).to_bytes(10, byteorder="big")
    (-1024).to_bytes(4, "big", signed=True), (-1).to_bytes(3, signed=True), (0).to_bytes(0)
    (255).to_bytes(), (-128).to_bytes(1, "little", signed=True), (2**70).to_bytes(9, "little")
    (256).to_bytes(1)
    (128).to_bytes(1, signed=True)
    (-1).to_bytes(2)
    (1).to_bytes(-1)
    (1).to_bytes(2, "middle")
    (1).to_bytes("2")
    (1).to_bytes(2, "big", True)
    int.from_bytes(b""), int.from_bytes(b"\\x04\\x00"), int.from_bytes(b"\\x04\\x00", "little")
    int.from_bytes(b"\\xff\\xfe", signed=True), int.from_bytes([1, 2, 3]), int.from_bytes((255,), signed=True)
    int.from_bytes(b"\\x01" * 9, byteorder="little"), int.from_bytes(b"\\x80" + b"\\x00" * 8, signed=True)
    int.from_bytes([256])
    int.from_bytes("ab")
    int.from_bytes(5)
    int.from_bytes(b"a", "x")
    bool.from_bytes(b"\\x01"), bool.from_bytes(b"")
    pow(2, 10), pow(2, -1), pow(-2, 3), pow(0, 0), pow(2, 100), pow(-3, -3)
    pow(3, 200, 13), pow(3, 0, 1), pow(-3, 3, 7), pow(3, 3, -7), pow(2**70, 2**70, 10**9 + 7)
    pow(3, -1, 7), pow(3, -5, 11), pow(-3, -1, 7), pow(10, -2, 1)
    pow(2, -1, 4)
    pow(2, 2, 0)
    pow(2, 2.0, 3)
    pow(2.0, 2, 3)
    pow("a", 2)
    pow(2, 2, None)
    pow(base=2, exp=5, mod=7)
    0 ** -1
    divmod(7, 2), divmod(-7, 2), divmod(7, -2), divmod(2**100, -3), divmod(True, 2)
    divmod(1, 0)
    divmod(2**70, 0)
    1 // 0
    1 % 0
    1 / 0
    2**70 // 0
    2**1100 / 3
    10**400 / 10**399, 2**1100 / 2**1099, 3**700 / 7**400, -(10**30) / 3
    1 / 10**400
    round(15), round(15, -1), round(25, -1), round(-25, -1), round(12345, -2), round(5, 3), round(10**30 + 5, -1)
    round(7, 1.5)
    (5).__floor__(), (5).__ceil__(), (5).__trunc__(), (5).__round__(-1)
    (5).__add__("x"), (5).__radd__(2.0), (5).__lt__(6.0), (5).__eq__("5"), (5).__divmod__(3), (5).__rdivmod__(13)
    (5).__pow__(2), (5).__pow__(2, 3), (5).__rpow__(2), (5).__pow__("x"), (5).__rsub__(7), (5).__rfloordiv__(17)
    int.__add__(5, 6)
    int.__add__("5", 6)
    int.__add__(5)
    (5).nothing
    (5).real.__class__.__name__, int.__name__, int.__bases__, bool.__mro__
    int.__new__(int, "12"), int.__new__(bool)
    int.__new__(str)
    int.__new__()
    """,
)
