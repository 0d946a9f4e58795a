"""Series summed in a plain loop: float add, multiply and divide, nothing else."""


def main(n):
    total = 0.0
    sign = 1.0
    denominator = 1.0
    for _ in range(n):
        total += sign / denominator
        sign = -sign
        denominator += 2.0
    return 4.0 * total


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
