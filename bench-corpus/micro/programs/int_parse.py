"""Int() of short and long decimal, hexadecimal and padded texts."""


def main(n):
    texts = ["7", "42", "-1234", "1000000", " 99 ", "123456789012345678", "1_000", "123456789012345678901234567890"]
    total = 0
    for _ in range(n):
        for text in texts:
            total += int(text) & 0xFFFF
        total += int("ff", 16) + int("0b101", 0)
    return total


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
