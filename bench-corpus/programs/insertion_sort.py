"""Insertion sort and binary search written in Python: list indexing, stores and
compares in tight loops."""


def insertion_sort(values):
    for i in range(1, len(values)):
        value = values[i]
        j = i - 1
        while j >= 0 and values[j] > value:
            values[j + 1] = values[j]
            j -= 1
        values[j + 1] = value


def find(values, wanted):
    low = 0
    high = len(values)
    while low < high:
        middle = (low + high) // 2
        if values[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


def main(n):
    check = 0
    seed = 5
    for _ in range(n):
        values = []
        for _ in range(60):
            seed = (seed * 69069 + 1) & 0xFFFFFFFF
            values.append(seed >> 16)
        insertion_sort(values)
        for wanted in range(0, 65536, 2048):
            check += find(values, wanted)
    return check


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
