"""Large Fibonacci numbers and factorials: big-int add, subtract and multiply by
small and by large numbers, and the conversion to decimal."""


def fibonacci(k):
    a, b = 0, 1
    for _ in range(k):
        a, b = b, a + b
    return a


def factorial(k):
    product = 1
    for i in range(2, k + 1):
        product *= i
    return product


def main(n):
    check = 0
    for i in range(n):
        f = fibonacci(600 + i % 10)
        g = factorial(180 + i % 10)
        check = (check + len(str(f)) + len(str(g)) + (f * f - g) % 1_000_003) & 0xFFFFFFFF
    return check


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
