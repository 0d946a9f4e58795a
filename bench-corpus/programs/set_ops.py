"""Set algebra on small sets of ints and strings, frozensets as members: union,
intersection, difference, add, discard, subset tests, iteration."""


def main(n):
    names = ["n" + str(i) for i in range(40)]
    check = 0
    for i in range(n):
        a = {(i + k * 3) % 64 for k in range(20)}
        b = set(range(i % 32, i % 32 + 24))
        both = a & b
        either = a | b
        only = a - b
        check += len(both) + 3 * len(either) + 5 * len(only) + 7 * len(a ^ b)
        for member in only:
            b.add(member)
        if a <= b:
            check += 1
        b.discard(i % 64)
        chosen = set(names[i % 8 : i % 8 + 12])
        chosen.update(names[:6])
        chosen.difference_update(names[4:8])
        if names[5] in chosen:
            check += 1
        check += len(chosen) + sum(b) + len({frozenset(both), frozenset(only)})
    return check


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
