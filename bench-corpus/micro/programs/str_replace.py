"""Str.replace with one character, a word, and without a match."""


def main(n):
    text = "the quick brown fox jumps over the lazy dog, and the cat looks on; " * 4
    total = 0
    for _ in range(n):
        total += len(text.replace("the", "a")) + len(text.replace(" ", "_")) + len(text.replace("zebra", "x"))
    return total


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
