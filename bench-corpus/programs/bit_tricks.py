"""Population counts, bit reversal and parity by shifts and masks: integer bit ops."""


def popcount32(x):
    x = x - ((x >> 1) & 0x55555555)
    x = (x & 0x33333333) + ((x >> 2) & 0x33333333)
    x = (x + (x >> 4)) & 0x0F0F0F0F
    return (x * 0x01010101 & 0xFFFFFFFF) >> 24


def reverse32(x):
    x = ((x >> 1) & 0x55555555) | ((x & 0x55555555) << 1)
    x = ((x >> 2) & 0x33333333) | ((x & 0x33333333) << 2)
    x = ((x >> 4) & 0x0F0F0F0F) | ((x & 0x0F0F0F0F) << 4)
    x = ((x >> 8) & 0x00FF00FF) | ((x & 0x00FF00FF) << 8)
    return (x >> 16) | ((x & 0xFFFF) << 16)


def gray(x):
    return x ^ (x >> 1)


def main(n):
    state = 0x9E3779B9
    check = 0
    for i in range(n):
        state ^= (state << 13) & 0xFFFFFFFF
        state ^= state >> 17
        state ^= (state << 5) & 0xFFFFFFFF
        check += popcount32(state)
        check ^= reverse32(gray(i)) & 0xFFFF
    return check


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
