"""Set() of a list, set comprehension, add one by one, set displays."""


def main(n):
    words = [f"word{i % 40}" for i in range(60)]
    ints = list(range(0, 300, 5))
    total = 0
    for i in range(n):
        s = set()
        for x in ints:
            s.add(x)
        total += len(s) + len(set(words)) + len({x & 31 for x in ints}) + len({i, 1, 2, "x"})
    return total


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
