"""Tuples packed, unpacked, swapped, starred, concatenated and compared: BUILD_TUPLE
and the UNPACK family."""


def divide(a, b):
    return a // b, a % b


def rotate(triple):
    a, b, c = triple
    return b, c, a


def main(n):
    total = 0
    triple = (1, 2, 3)
    x, y = 0, 1
    for i in range(n):
        quotient, rest = divide(i, 7)
        x, y = y, quotient - rest
        triple = rotate(triple)
        (a, b), c = (x, y), triple
        first, *others = c
        total += a - b + first + others[1]
        if (quotient, rest) < (rest, quotient):
            total += len(triple + (a, b))
    return total


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
