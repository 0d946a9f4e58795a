"""Lucas-Lehmer tests of Mersenne numbers: big-int squaring, shifts and masks."""

EXPONENTS = (61, 89, 107, 127, 131, 137)


def is_mersenne_prime(p):
    mersenne = (1 << p) - 1
    s = 4
    for _ in range(p - 2):
        s = s * s - 2
        s = (s & mersenne) + (s >> p)
        if s >= mersenne:
            s -= mersenne
    return s == 0


def main(n):
    found = 0
    for i in range(n):
        if is_mersenne_prime(EXPONENTS[i % len(EXPONENTS)]):
            found += 1
    return found


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
