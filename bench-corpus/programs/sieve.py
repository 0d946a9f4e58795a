"""The sieve of Eratosthenes on a list: inner `for` over a stepped range with
STORE_SUBSCR, then a count."""


def primes_below(limit):
    composite = [False] * limit
    count = 0
    for candidate in range(2, limit):
        if composite[candidate]:
            continue
        count += 1
        for multiple in range(candidate * candidate, limit, candidate):
            composite[multiple] = True
    return count


def main(n):
    total = 0
    for _ in range(n):
        total += primes_below(5000)
    return total


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
