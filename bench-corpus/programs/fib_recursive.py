"""Doubly recursive Fibonacci numbers: Python-to-Python calls and returns."""


def fib(k):
    if k < 2:
        return k
    return fib(k - 1) + fib(k - 2)


def main(n):
    total = 0
    for i in range(n):
        total += fib(12 + i % 3)
    return total


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
