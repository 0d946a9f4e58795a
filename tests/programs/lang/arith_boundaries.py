"""Integers near the 30-, 62-, 63- and 64-bit boundaries, in every operator."""

edges = []
for bits in (30, 31, 32, 60, 61, 62, 63, 64):
    edges += [2**bits - 2, 2**bits - 1, 2**bits, 2**bits + 1]
edges += [-e for e in edges]


def checksum(numbers):
    total = 0
    for n in numbers:
        total = (total * 1000003 ^ n) & (2**128 - 1)
    return total


small = (-3, -2, -1, 0, 1, 2, 3, 7)
for e in edges:
    if e in (2**62, 2**62 - 1, -(2**62), -(2**62) - 1, 2**63 - 1, -(2**63), 2**61, -(2**61)):
        print(e)
        for s in small:
            print("  ", s, e + s, s + e, e - s, s - e, e * s, s * e)
            if s:
                print("     ", e // s, e % s, s // e, s % e, e & s, e | s, e ^ s)
        print("  ", -e, ~e, abs(e), e << 1, e >> 1, e << 2, e >> 62, e >> 63, e**2)

sums = [a + b for a in edges for b in edges]
print("sum", checksum(sums), min(sums), max(sums))
differences = [a - b for a in edges for b in edges]
print("difference", checksum(differences), min(differences), max(differences))
products = [a * b for a in edges for b in edges]
print("product", checksum(products), min(products), max(products))
print("floordiv", checksum([a // b for a in edges for b in edges]))
print("mod", checksum([a % b for a in edges for b in edges]))
print("and", checksum([a & b for a in edges for b in edges]))
print("or", checksum([a | b for a in edges for b in edges]))
print("xor", checksum([a ^ b for a in edges for b in edges]))
print("shifts", checksum([a << n for a in edges for n in range(70)]), checksum([a >> n for a in edges for n in range(70)]))
print("compare", sum((a < b) + 2 * (a <= b) + 4 * (a == b) + 8 * (a != b) + 16 * (a > b) + 32 * (a >= b) for a in edges for b in edges))
print("identity", all((a + b) - b == a and (a - b) + b == a for a in edges for b in edges))
print("division", all((a // b) * b + a % b == a for a in edges for b in edges))
print("truediv", sum(a / b for a in edges for b in edges if b > 0))
print("float compare", [(e, float(e) == e, float(e) < e, float(e) > e) for e in edges[12:32]])
print("hash", [hash(e) for e in edges])

# A counter that walks over each boundary in both directions, in place.
for start in (2**30 - 3, 2**62 - 3, 2**63 - 3, 2**64 - 3, -(2**62) - 3, -(2**63) - 3):
    n = start
    for _ in range(6):
        n += 1
    print(start, n, end=" ")
    for _ in range(6):
        n -= 1
    print(n == start)

# Growth by each operator until far past the word, and back.
n = 1
for _ in range(70):
    n *= 2
print(n)
for _ in range(70):
    n //= 2
print(n)
n = 3
for _ in range(8):
    n = n * n
print(n)
n = -1
for _ in range(70):
    n <<= 1
print(n, n >> 69, n >> 70, n >> 71)
print(-(2**62) // -1, -(2**63) // -1, -(2**62) % -1, abs(-(2**62)), abs(-(2**63)), divmod(-(2**63), -1))
print(range(2**62 - 2, 2**62 + 2), list(range(2**62 - 2, 2**62 + 2)), list(range(2**63 - 2, 2**63 + 2)))
