"""try/except/else/finally and `with` blocks in which nothing is ever raised: what
protection costs on the path without an exception."""


class Lock:
    def __init__(self):
        self.held = 0

    def __enter__(self):
        self.held += 1
        return self

    def __exit__(self, kind, value, traceback):
        self.held -= 1
        return False


def main(n):
    lock = Lock()
    values = [3, 1, 4, 1, 5, 9, 2, 6]
    total = entered = 0
    for i in range(n):
        try:
            total += values[i & 7]
        except IndexError:
            total = -1
        else:
            total += 1
        finally:
            entered += 1
        with lock as held:
            try:
                total += held.held
            except (AttributeError, TypeError):
                total = -2
    return total, entered, lock.held


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
