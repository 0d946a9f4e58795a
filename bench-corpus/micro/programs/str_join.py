"""Str.join of a list of twenty strings, and of a generator."""


def main(n):
    words = [f"word{i}" for i in range(20)]
    total = 0
    for i in range(n):
        total += len(", ".join(words))
        if not i & 15:
            total += len("".join(word for word in words))
    return total


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
