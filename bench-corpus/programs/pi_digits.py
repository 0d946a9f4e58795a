"""Digits of pi from a spigot over continued-fraction states: big-int multiply,
floor division and comparison with ever longer numbers."""


def main(n):
    q, r, t, k, digit, odd = 1, 0, 1, 1, 3, 3
    produced = 0
    check = 0
    while produced < n:
        if 4 * q + r - t < digit * t:
            check = (check * 31 + digit) % 1_000_000_007
            produced += 1
            following = 10 * (r - digit * t)
            digit = 10 * (3 * q + r) // t - 10 * digit
            q *= 10
            r = following
        else:
            following = (2 * q + r) * odd
            digit = (q * (7 * k) + 2 + r * odd) // (t * odd)
            q *= k
            t *= odd
            odd += 2
            k += 1
            r = following
    return check


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
