"""Products of matrices kept as lists of rows of floats: nested loops, indexing."""

SIZE = 16


def make_matrix(seed):
    rows = []
    for _ in range(SIZE):
        row = []
        for _ in range(SIZE):
            seed = (seed * 1664525 + 1013904223) & 0xFFFFFFFF
            row.append(seed / 4294967296.0)
        rows.append(row)
    return rows


def multiply(a, b):
    result = []
    for i in range(SIZE):
        row = [0.0] * SIZE
        left = a[i]
        for j in range(SIZE):
            total = 0.0
            for k in range(SIZE):
                total += left[k] * b[k][j]
            row[j] = total / SIZE
        result.append(row)
    return result


def main(n):
    a = make_matrix(7)
    b = make_matrix(11)
    for _ in range(n):
        a = multiply(a, b)
        # Keep the entries away from zero, or denormal floats would be measured.
        peak = max(max(row) for row in a)
        a = [[x / peak for x in row] for row in a]
    trace = 0.0
    for i in range(SIZE):
        trace += a[i][i]
    return trace


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
