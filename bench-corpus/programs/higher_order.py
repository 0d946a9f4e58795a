"""map, filter, zip, enumerate, reversed, sorted with key functions, min and max with
keys: native iterators that call back into Python."""


def weight(pair):
    return pair[1] - pair[0]


def main(n):
    check = 0
    for i in range(n):
        values = list(map(lambda x: x * 3 % 17, range(i & 7, 24)))
        kept = list(filter(lambda x: x & 1, values))
        pairs = list(zip(values, reversed(values)))
        check += sum(map(weight, pairs)) + len(kept)
        check += max(pairs, key=weight)[0] + min(pairs, key=weight)[1]
        for position, (a, b) in enumerate(pairs, 1):
            check += position * a - b
        check += sum(map(max, values, kept))
    return check


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
