"""Permutations of a short list in lexicographic order and how many prefix reversals
each takes: list slices, slice assignment, swaps in place."""


def next_permutation(items):
    i = len(items) - 2
    while i >= 0 and items[i] >= items[i + 1]:
        i -= 1
    if i < 0:
        return False
    j = len(items) - 1
    while items[j] <= items[i]:
        j -= 1
    items[i], items[j] = items[j], items[i]
    items[i + 1 :] = items[: i : -1]
    return True


def flips(items):
    work = items[:]
    count = 0
    first = work[0]
    while first:
        work[: first + 1] = work[first::-1]
        count += 1
        first = work[0]
    return count


def main(n):
    items = [0, 1, 2, 3, 4, 5, 6]
    most = total = 0
    for _ in range(n):
        count = flips(items)
        total += count
        if count > most:
            most = count
        if not next_permutation(items):
            items = [0, 1, 2, 3, 4, 5, 6]
    return most, total


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
