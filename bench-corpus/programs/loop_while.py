"""A `while` loop that counts down and compares: no iterator, only ints and jumps."""


def main(n):
    i = n
    odd = 0
    while i > 0:
        if i & 1:
            odd += 1
        i -= 1
    return odd


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
