"""Dict displays, dict() of pairs, dict comprehension, insertion one by one."""


def main(n):
    keys = [f"key{i}" for i in range(50)]
    pairs = [(key, i) for i, key in enumerate(keys)]
    total = 0
    for i in range(n):
        d = {}
        for key in keys:
            d[key] = i
        total += len(d) + len(dict(pairs)) + len({k: v for k, v in pairs}) + len({"a": i, "b": 2, "c": 3})
    return total


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
