"""Counting words in a made-up text: dict lookups and updates with string keys,
`get`, `in`, `items`, sorting by count."""

SYLLABLES = ("ka", "lo", "mi", "ne", "ru", "sa", "to", "vi")


def make_words(count):
    seed = 2024
    words = []
    for _ in range(count):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        draw = seed >> 12
        word = SYLLABLES[draw & 7] + SYLLABLES[(draw >> 3) & 7]
        if draw & 64:
            word += SYLLABLES[(draw >> 7) & 3]
        words.append(word)
    return words


def count_words(words):
    counts = {}
    for word in words:
        if word in counts:
            counts[word] += 1
        else:
            counts[word] = 1
    return counts


def count_pairs(words):
    counts = {}
    previous = ""
    for word in words:
        key = (previous, word)
        counts[key] = counts.get(key, 0) + 1
        previous = word
    return counts


def main(n):
    words = make_words(600)
    check = 0
    for _ in range(n):
        counts = count_words(words)
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        pairs = count_pairs(words)
        check += ranked[0][1] * 1000 + len(counts) + len(pairs) + max(pairs.values())
    return check


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
