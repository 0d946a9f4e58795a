"""A tower of tiny functions calling each other: call overhead without recursion."""


def level0(a, b):
    return a - b


def level1(a, b):
    return level0(a + 1, b) + 1


def level2(a, b):
    return level1(a, b + 1) + 1


def level3(a, b):
    return level2(a + 1, b) + 1


def level4(a, b):
    return level3(a, b + 1) + 1


def main(n):
    total = 0
    for i in range(n):
        total += level4(i, 3)
    return total


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
