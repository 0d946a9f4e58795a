"""assert without a message, uncaught, in a nested function over a long condition."""


def check(a, b):
    def inner():
        assert a < b and b < 10 and isinstance(a, int)

    inner()


check(1, 2)
check(1, 20)
