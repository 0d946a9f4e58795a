"""''.format with positions, names and specifications."""


def main(n):
    total = 0
    for i in range(n):
        total += len("{} and {}: {:>8}|{:.3f}|{name!r:<10}".format(i, "text", i, i / 3, name="n"))
    return total


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
