"""List, dict, set and nested comprehensions, generator expressions in `sum`, `any` and
`all`, and conditions: inlined comprehension loops."""


def main(n):
    check = 0
    for i in range(n):
        squares = [x * x for x in range(20)]
        even = [x for x in squares if not x & 1]
        lookup = {x: y for y, x in enumerate(even)}
        residues = {x % 7 for x in squares}
        table = [[a * b for b in range(5)] for a in range(5)]
        flat = [cell for row in table for cell in row if cell != i % 9]
        check += len(even) + lookup[4] + len(residues) + sum(flat)
        check += sum(x & i for x in flat)
        if any(x == 12 for x in flat) and all(x >= 0 for x in flat):
            check += 1
    return check


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
