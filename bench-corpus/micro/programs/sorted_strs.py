"""Sorted() of a thousand shuffled strings."""


def numbers(count, seed=7):
    out = []
    for _ in range(count):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        out.append(seed >> 3)
    return out


def main(n):
    items = [f"name-{i % 100003}" for i in numbers(1000)]
    total = 0
    for _ in range(n):
        total += len(sorted(items)[500])
    return total


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
