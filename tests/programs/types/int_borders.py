"""int: results that cross the borders of machine words, one step at a time, with identity
of value kept through every path (operators, in-place operators, builtins)."""

for power in (28, 29, 30, 31, 32, 59, 60, 61, 62, 63, 64, 65, 89, 90, 120, 127, 128):
    edge = 1 << power
    for delta in (-2, -1, 0, 1, 2):
        for sign in (1, -1):
            x = sign * (edge + delta)
            y = x
            y += 1
            y -= 2
            y *= 3
            y //= 3
            y <<= 4
            y >>= 4
            y ^= 5
            y |= 8
            y &= -4
            print(power, delta, sign, x, y, x.bit_length(), hash(x), x * x, x - edge, x + edge)

acc = 1
for i in range(1, 60):
    acc *= i
    print(i, acc, acc % 1000007, acc >> 7 & 0xFFFF, -acc // 1000)
total = 2**62 - 5
for i in range(10):
    total += 1
    print(total, -total, total == 2**62 - 4 + i, total > 2**62)
for i in range(10):
    total -= 1
    print(total, -total - 10, ~total)
