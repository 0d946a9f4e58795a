"""Euclid's algorithm and its extended form: `%`, `//` and tuple swaps on ints."""


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def inverse(a, modulus):
    r0, r1 = modulus, a
    t0, t1 = 0, 1
    while r1:
        q = r0 // r1
        r0, r1 = r1, r0 - q * r1
        t0, t1 = t1, t0 - q * t1
    return t0 % modulus


def main(n):
    modulus = 1_000_003
    seed = 42
    total = 0
    for i in range(1, n + 1):
        seed = (seed * 69069 + 1) & 0xFFFFFFFF
        total += gcd(seed, i * 5040)
        total += inverse(1 + seed % (modulus - 1), modulus)
    return total


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
