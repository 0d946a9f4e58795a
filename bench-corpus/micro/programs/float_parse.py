"""Float() of short, long and exponential texts."""


def main(n):
    texts = ["1", "0.5", "-3.25", "3.141592653589793", "1e10", "6.02214076e23", " 2.5 ", "1e-300", "123456.789"]
    total = 0
    for _ in range(n):
        for text in texts:
            if float(text) > 2.0:
                total += 1
    return total


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
