"""Functions whose code is replaced while it runs, and frames that are collected together with their function."""

import gc


def make():
    """A function and a generator function that nobody else's code object holds."""
    namespace = {"made": lambda: 1}
    exec(
        """
def replaced(n):
    values = [n]
    replaced.__code__ = made.__code__
    junk = [bytes([1]) * k for k in range(500)]
    values += [2]
    def inner():
        return values, len(junk)
    return inner()

def steps(n):
    yield n
    steps.__code__ = made.__code__
    junk = [bytes([1]) * k for k in range(500)]
    yield n + len(junk)
    raise ValueError(n)

def there_and_back(n):
    there_and_back.__code__, other = made.__code__, there_and_back.__code__
    there_and_back.__code__ = other
    return n
""",
        namespace,
    )
    return namespace


for _ in range(3):
    n = make()
    try:
        print(n["replaced"](3))
    except ValueError as e:
        print(type(e).__name__, e)
    steps = n["steps"](5)
    try:
        for value in steps:
            print(value)
    except ValueError as e:
        frame = e.__traceback__.tb_next.tb_frame
        print(e, frame.f_code.co_name, sorted(frame.f_locals), n["steps"]())
    print([n["there_and_back"](i) for i in range(3)])


ignoring = """
def generator():
    while True:
        try:
            yield 1
        except GeneratorExit:
            pass

class Holder:
    pass

suspended = generator()
next(suspended)
Holder.kept = suspended, generator
"""


def quietly(unraisable):
    print(type(unraisable.exc_value).__name__, unraisable.exc_value)


import sys

sys.unraisablehook = quietly
for _ in range(5):
    exec(ignoring, {})
    junk = [str(k) * 30 for k in range(50)]
    gc.collect()


def raising():
    """A frame in a cycle with its function."""
    namespace = {}
    exec(
        """
def fails(n):
    try:
        raise KeyError(n)
    except KeyError as e:
        kept = e
        me = fails
    return kept
""",
        namespace,
    )
    return namespace["fails"](1)


for _ in range(5):
    print(repr(raising()))
    gc.collect()
sys.unraisablehook = sys.__unraisablehook__
