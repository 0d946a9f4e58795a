"""Functions that make functions: cells read and written, `nonlocal` counters, function
composition and decorators of our own."""


def counter(step):
    value = 0

    def advance():
        nonlocal value
        value += step
        return value

    return advance


def compose(f, g):
    return lambda x: f(g(x))


def adder(amount):
    return lambda x: x + amount


def traced(function):
    calls = 0

    def wrapper(x):
        nonlocal calls
        calls += 1
        return function(x)

    def count():
        return calls

    return wrapper, count


def main(n):
    square, squared = traced(lambda x: x * x & 0xFFF)
    tick = counter(3)
    pipeline = adder(1)
    for amount in range(2, 5):
        pipeline = compose(adder(amount), pipeline)
    total = 0
    for i in range(n):
        total += square(tick()) + pipeline(i)
        if i & 15 == 0:
            tick = counter(i & 7)
    return total, squared()


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
