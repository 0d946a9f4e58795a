"""Escape times of the Mandelbrot set on a small grid: a tight float loop with a
compare and an early exit."""

WIDTH = 40
HEIGHT = 24


def escape_time(cr, ci, limit):
    zr = zi = 0.0
    for step in range(limit):
        rr = zr * zr
        ii = zi * zi
        if rr + ii > 4.0:
            return step
        zi = 2.0 * zr * zi + ci
        zr = rr - ii + cr
    return limit


def main(n):
    total = inside = 0
    for row in range(HEIGHT):
        ci = -1.2 + 2.4 * row / (HEIGHT - 1)
        for column in range(WIDTH):
            cr = -2.2 + 3.2 * column / (WIDTH - 1)
            steps = escape_time(cr, ci, n)
            total += steps
            if steps == n:
                inside += 1
    return total, inside


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
