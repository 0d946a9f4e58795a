"""One `for` over a range with a one-line body: what an iteration costs."""


def main(n):
    total = 0
    for i in range(n):
        total += i & 7
    return total


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
