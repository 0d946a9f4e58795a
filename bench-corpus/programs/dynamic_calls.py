"""Calls by keyword, with defaults, `*args`, `**kwargs`, keyword-only parameters,
callables stored in dicts, bound methods passed around and `__call__`."""


def scaled(x, factor=2, offset=0):
    return x * factor + offset


def total(*numbers, start=0):
    for number in numbers:
        start += number
    return start


def configure(name, /, *, width=1, height=1, **extra):
    return len(name) + width * height + len(extra)


def forward(function, *args, **kwargs):
    return function(*args, **kwargs)


class Multiplier:
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, x):
        return x * self.factor

    def apply(self, x, times=1):
        for _ in range(times):
            x = x * self.factor & 0xFFFF
        return x


def main(n):
    triple = Multiplier(3)
    table = {"add": lambda a, b: a + b, "sub": lambda a, b: a - b, "max": max}
    names = ("add", "sub", "max")
    options = {"width": 3, "depth": 4}
    check = 0
    for i in range(n):
        check += scaled(i) + scaled(i, 3) + scaled(i, offset=5) + scaled(x=i, factor=1)
        check += total(i, 1, 2) + total(*(i, 2), start=4)
        check += configure("box", height=2, **options)
        check += forward(scaled, i, offset=1)
        check += triple(i) + forward(triple.apply, i, times=2)
        check += table[names[i % 3]](i, 7)
    return check


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
