"""Takeuchi's function: deep recursion with three arguments and three nested calls."""


def tak(x, y, z):
    if y >= x:
        return z
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))


def main(n):
    total = 0
    for i in range(n):
        total += tak(9 + i % 2, 6, 2)
    return total


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
