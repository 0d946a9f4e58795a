"""Conway's Life on a wrapped grid of lists of lists: two-dimensional indexing,
neighbour sums, fresh lists per generation."""

SIZE = 16


def step(grid):
    fresh = []
    for r in range(SIZE):
        above = grid[r - 1]
        here = grid[r]
        below = grid[(r + 1) % SIZE]
        row = []
        for c in range(SIZE):
            left = c - 1
            right = (c + 1) % SIZE
            around = above[left] + above[c] + above[right] + here[left] + here[right]
            around += below[left] + below[c] + below[right]
            row.append(1 if around == 3 or (around == 2 and here[c]) else 0)
        fresh.append(row)
    return fresh


def main(n):
    seed = 4
    grid = []
    for _ in range(SIZE):
        row = []
        for _ in range(SIZE):
            seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
            row.append((seed >> 20) & 1)
        grid.append(row)
    # A glider keeps the board alive however the random part ends.
    for r, c in ((0, 1), (1, 2), (2, 0), (2, 1), (2, 2)):
        grid[r][c] = 1
    alive = 0
    for _ in range(n):
        grid = step(grid)
        alive += sum(map(sum, grid))
    return alive


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
