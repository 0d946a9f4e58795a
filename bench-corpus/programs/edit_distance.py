"""Levenshtein distances of words with rolling rows: string iteration inside string
iteration, `min` of three, list appends."""

WORDS = ("kitten", "sitting", "interpreter", "interrupter", "bytecode", "barcode", "dispatch")


def distance(a, b):
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a):
        row = [i + 1]
        for j, y in enumerate(b):
            cost = previous[j] if x == y else previous[j] + 1
            row.append(min(cost, previous[j + 1] + 1, row[j] + 1))
        previous = row
    return previous[-1]


def main(n):
    total = 0
    for i in range(n):
        word = WORDS[i % len(WORDS)]
        for other in WORDS:
            total += distance(word, other)
    return total


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
