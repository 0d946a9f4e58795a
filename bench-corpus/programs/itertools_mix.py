"""Chains of itertools: count, islice, takewhile, accumulate, chain, product,
combinations, permutations, groupby, zip_longest; all with native iterators."""

from itertools import (
    accumulate,
    chain,
    combinations,
    count,
    cycle,
    groupby,
    islice,
    permutations,
    product,
    takewhile,
    zip_longest,
)


def main(n):
    check = 0
    for i in range(n):
        squares = takewhile(lambda x: x < 900, (k * k for k in count(i % 5)))
        check += sum(accumulate(squares))
        for a, b in combinations(range(i % 3, i % 3 + 6), 2):
            check += a * b
        for triple in islice(permutations("abcd", 3), 12):
            check += len(triple)
        for a, b in product((1, 2, 3), (i & 1, 5)):
            check += a ^ b
        for key, members in groupby(chain(range(10), range(20, 30)), lambda x: x // 4):
            check += key * len(list(members))
        for a, b in zip_longest(range(5), islice(cycle((1, 2)), 8), fillvalue=7):
            check += a - b
    return check


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
