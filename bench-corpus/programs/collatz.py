"""Lengths of Collatz chains: small-int arithmetic with data-dependent branches."""


def chain_length(start):
    steps = 1
    while start != 1:
        if start % 2:
            start = 3 * start + 1
        else:
            start //= 2
        steps += 1
    return steps


def main(n):
    best = best_start = 0
    for start in range(1, n + 1):
        length = chain_length(start)
        if length > best:
            best = length
            best_start = start
    return best_start, best


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
