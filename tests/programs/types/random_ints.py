"""Thousands of pseudo-random int operations of every size, each kind boiled down to a checksum.
The identities that must hold are checked as well, so that a failure says which is broken."""

state = 2024


def draw(bits):
    """An int of up to `bits` bits, half of them negative, with runs of equal bits."""
    global state
    value = 0
    while bits > 0:
        state = (state * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
        chunk = state >> 32
        if chunk & 7 == 0:
            chunk = 0xFFFFFFFF
        elif chunk & 7 == 1:
            chunk = 0
        value = value << 32 | chunk
        bits -= 32
    value >>= state >> 59
    return -value if state >> 40 & 1 else value


SIZES = ((32, 32), (64, 32), (64, 64), (96, 64), (128, 128), (500, 100), (2000, 900), (6000, 6000))
for a_bits, b_bits in SIZES:
    sums = dict.fromkeys(("add", "mul", "div", "mod", "bits", "shift", "text", "hash", "true", "pow"), 0)
    rounds = 200 if a_bits < 1000 else 20
    for _ in range(rounds):
        a, b = draw(a_bits), draw(b_bits)
        s = draw(32) % 130
        sums["add"] += (a + b) * 3 + (a - b)
        sums["mul"] += a * b % (10**15 + 37)
        if b:
            q, r = divmod(a, b)
            assert q * b + r == a and (0 <= r < b or b < r <= 0), (a, b)
            assert a // b == q and a % b == r
            sums["div"] += q % 1000003
            sums["mod"] += r % 1000003
            try:
                sums["true"] = (sums["true"] * 31 + hash(a / b)) % (2**61 - 1)
            except OverflowError:
                sums["true"] += 1
        assert (a & b) + (a | b) == a + b and a ^ b == (a | b) - (a & b) and ~a == -a - 1
        sums["bits"] += (a & b) % 10007 + (a | b) % 10009 + (a ^ b) % 10037
        assert a << s >> s == a and a >> s == a // 2**s and a << s == a * 2**s
        sums["shift"] += (a >> s) % 10007 + (a << s) % 10009
        text = str(a)
        assert int(text) == a and int(hex(a), 16) == a and int(bin(a), 2) == a and int(oct(a), 8) == a
        assert int(f"{a:_}") == a and int(f"{a:,}".replace(",", "")) == a
        sums["text"] = (sums["text"] * 31 + hash(text) + len(hex(b))) % (2**61 - 1)
        sums["hash"] = (sums["hash"] * 31 + hash(a)) % (2**61 - 1)
        size = (a.bit_length() + 8) // 8
        assert int.from_bytes(a.to_bytes(size, "little", signed=True), "little", signed=True) == a
        assert (a < b) == (a - b < 0) and (a == b) == (not a - b) and (a >= b) == (not a < b)
        sums["pow"] += pow(a, abs(b) & 0xFFF, 1000003) + (a % 97) ** (abs(b) % 40) % 1000033
    print(a_bits, b_bits, {key: value % (2**61 - 1) for key, value in sums.items()})
