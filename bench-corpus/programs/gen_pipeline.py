"""A pipeline of generators: each value passes five generator frames by FOR_ITER and
YIELD_VALUE, with generator expressions between."""


def numbers(limit):
    i = 0
    while i < limit:
        yield i
        i += 1


def keep_odd(source):
    for x in source:
        if x & 1:
            yield x


def scale(source, factor):
    for x in source:
        yield x * factor


def running(source):
    total = 0
    for x in source:
        total = (total + x) & 0xFFFF
        yield total


def pairs(source):
    previous = 0
    for x in source:
        yield previous, x
        previous = x


def main(n):
    check = 0
    stream = pairs(running(scale(keep_odd(numbers(n)), 3)))
    for a, b in ((y, x) for x, y in stream):
        check += a ^ b
    return check


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
