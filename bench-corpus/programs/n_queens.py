"""All solutions of the queens problem by backtracking, once with lists of flags and
once with bit masks: recursion with list stores, and with ints only."""


def place(row, size, columns, rising, falling):
    if row == size:
        return 1
    found = 0
    for column in range(size):
        if columns[column] or rising[row + column] or falling[row - column + size]:
            continue
        columns[column] = rising[row + column] = falling[row - column + size] = True
        found += place(row + 1, size, columns, rising, falling)
        columns[column] = rising[row + column] = falling[row - column + size] = False
    return found


def place_bits(full, columns, left, right):
    if columns == full:
        return 1
    found = 0
    free = full & ~(columns | left | right)
    while free:
        bit = free & -free
        free ^= bit
        found += place_bits(full, columns | bit, (left | bit) << 1, (right | bit) >> 1)
    return found


def main(n):
    total = 0
    for i in range(n):
        size = 5 + i % 2
        total += place(0, size, [False] * size, [False] * (2 * size), [False] * (2 * size + 1))
        total += place_bits((1 << size) - 1, 0, 0, 0)
    return total


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
