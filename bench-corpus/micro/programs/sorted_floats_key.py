"""Sorted() of a thousand tuples by a key that is a float."""


def numbers(count, seed=7):
    out = []
    for _ in range(count):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        out.append(seed >> 3)
    return out


def main(n):
    items = [(i, i / 7) for i in numbers(1000)]
    total = 0
    for _ in range(n):
        total += sorted(items, key=lambda item: item[1], reverse=True)[500][0]
    return total


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
