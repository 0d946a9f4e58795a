"""SystemExit through a generator and a with statement."""
import sys


class CM:
    def __enter__(self):
        return self

    def __exit__(self, t, v, tb):
        print("exit sees", t.__name__, v.code)


def gen():
    try:
        yield 1
        sys.exit("from the generator")
    finally:
        print("generator finally")


with CM():
    for _ in gen():
        pass
