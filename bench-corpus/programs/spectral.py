"""The largest eigenvalue of a Hilbert-like matrix by power iteration, its entries
computed on the fly: float loops with a call and an int-to-float division inside."""

SIZE = 24


def entry(i, j):
    return 1.0 / (i + j + 1)


def apply(vector):
    result = []
    for i in range(SIZE):
        total = 0.0
        for j in range(SIZE):
            total += entry(i, j) * vector[j]
        result.append(total)
    return result


def main(n):
    vector = [1.0] * SIZE
    norm = 0.0
    for _ in range(n):
        vector = apply(vector)
        norm = 0.0
        for x in vector:
            norm += x * x
        norm **= 0.5
        vector = [x / norm for x in vector]
    return norm


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
