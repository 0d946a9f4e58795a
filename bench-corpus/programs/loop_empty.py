"""Nested `for` loops with empty bodies: FOR_ITER and the backward jump alone."""


def main(n):
    outer = 0
    for outer in range(n):
        for _ in range(1000):
            pass
    return outer


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
