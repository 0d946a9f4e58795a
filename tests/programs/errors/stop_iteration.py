"""StopIteration inside a generator becomes RuntimeError, shown with its cause."""


def gen():
    yield 1
    yield next(iter(()))


for x in gen():
    print(x)
