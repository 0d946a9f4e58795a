"""f-strings with format specs, `str.format`, `%` and repr of ints, floats and strings:
the formatting machinery."""


def main(n):
    check = 0
    for i in range(n):
        ratio = i / 7
        name = f"row{i % 10}"
        line = f"{name:<8}|{i:>6d}|{ratio:10.3f}|{i:#x}|{ratio:.2e}|{name!r}"
        check += len(line) + ord(line[10 + i % 8])
        check += len("{:05d} {:^9} {key:,}".format(i, name, key=i * 1000))
        check += len("%s-%04d-%.1f-%r" % (name, i & 1023, ratio, name))
        check += len(str(ratio)) + len(repr(i))
    return check


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
