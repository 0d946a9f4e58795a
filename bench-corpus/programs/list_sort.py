"""Sorting lists of ints, floats, strings and tuples, with and without keys, nearly
sorted and reversed ones: the list sort and its compare fast paths."""


def make_numbers(count, seed):
    numbers = []
    for _ in range(count):
        seed = (seed * 1664525 + 1013904223) & 0xFFFFFFFF
        numbers.append(seed >> 4)
    return numbers


def checksum(values):
    total = 0
    for position, value in enumerate(values):
        total += position * value
    return total % 1_000_000_007


def main(n):
    numbers = make_numbers(400, 3)
    floats = [x / 16.0 for x in numbers]
    words = [str(x) for x in numbers]
    pairs = [(x % 50, x) for x in numbers]
    check = 0
    for i in range(n):
        ordered = sorted(numbers)
        check += checksum(ordered)
        ordered[i % 400] = i
        ordered.sort()
        ordered.sort(reverse=True)
        check += ordered[i % 400]
        check += int(sorted(floats)[i % 400])
        check += int(sorted(words)[i % 400])
        check += sorted(pairs)[i % 400][1]
        check += sorted(numbers, key=lambda x: x & 0xFFFF)[i % 400]
    return check


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
