"""Generated functions: random nests of loops, try, with, break, continue, return, raise; their traces.

With case numbers as arguments the program prints the sources of these cases instead.
"""

import sys
from binascii import crc32


class Random:
    """A small linear congruential generator, the same everywhere."""

    def __init__(self, seed):
        self.state = seed * 2654435761 + 12345 & 0xFFFFFFFF

    def below(self, n):
        self.state = self.state * 1103515245 + 12345 & 0x7FFFFFFF
        return (self.state >> 12) % n


class Writer:
    def __init__(self, seed):
        self.r = Random(seed)
        self.lines = []
        self.names = 0
        self.budget = 22

    def put(self, depth, text):
        self.lines.append("    " * depth + text)

    def mark(self, depth):
        self.names += 1
        self.put(depth, f"log({self.names})")

    def condition(self):
        return (f"tick() % {2 + self.r.below(4)} == {self.r.below(2)}", f"tick() > {self.r.below(40)}", f"x < {self.r.below(9)} or tick() % 3 == 0")[self.r.below(3)]

    def seldom(self):
        return (f"tick() % {4 + self.r.below(8)} == {self.r.below(4)}", f"tick() > {10 + self.r.below(60)}", f"x == {self.r.below(6)} and tick() % 2")[self.r.below(3)]

    def block(self, depth, in_loop, in_finally, in_function):
        for _ in range(1 + self.r.below(3)):
            self.statement(depth, in_loop, in_finally, in_function)

    def statement(self, depth, in_loop, in_finally, in_function):
        self.budget -= 1
        kind = self.r.below(13) if self.budget > 0 and depth < 9 else 9 + self.r.below(4)
        if kind < 2:
            self.put(depth, f"for i{depth} in range({1 + self.r.below(3)}):")
            self.mark(depth + 1)
            self.block(depth + 1, True, False, in_function and not in_finally)
            if self.r.below(2):
                self.put(depth, "else:")
                self.block(depth + 1, in_loop, in_finally, in_function)
        elif kind == 2:
            self.put(depth, f"while tick() % {2 + self.r.below(5)}:")
            self.block(depth + 1, True, False, in_function and not in_finally)
            if self.r.below(2):
                self.put(depth, "else:")
                self.block(depth + 1, in_loop, in_finally, in_function)
        elif kind < 6:
            self.put(depth, "try:")
            self.block(depth + 1, in_loop, in_finally, in_function)
            handlers = self.r.below(3)
            for h in range(handlers):
                name = ("ValueError", "KeyError as e", "(ValueError, IndexError) as e", "Exception")[self.r.below(4)]
                self.put(depth, f"except {name}:")
                self.mark(depth + 1)
                self.block(depth + 1, in_loop, in_finally, in_function)
                if self.r.below(4) == 0:
                    self.put(depth + 1, "raise")
            if handlers and self.r.below(3) == 0:
                self.put(depth, "else:")
                self.block(depth + 1, in_loop, in_finally, in_function)
            if not handlers or self.r.below(2):
                self.put(depth, "finally:")
                self.mark(depth + 1)
                self.block(depth + 1, False, True, in_function)
        elif kind == 6:
            self.put(depth, f"with CM({self.r.below(2)}, {self.r.below(6) == 0}):")
            self.block(depth + 1, in_loop, in_finally, in_function)
        elif kind == 7:
            self.put(depth, f"if {self.condition()}:")
            self.block(depth + 1, in_loop, in_finally, in_function)
            if self.r.below(2):
                self.put(depth, "else:")
                self.block(depth + 1, in_loop, in_finally, in_function)
        elif kind == 8:
            self.put(depth, "x += 1")
            self.mark(depth)
        elif kind == 9 and in_loop:
            self.put(depth, f"if {self.condition()}: {('break', 'continue')[self.r.below(2)]}")
        elif kind == 10 and in_function and not in_finally:
            self.put(depth, f"if {self.seldom()}: return x + {self.r.below(100)}")
        elif kind == 11:
            self.put(depth, f"if {self.seldom()}: raise {('ValueError', 'KeyError', 'IndexError', 'TypeError')[self.r.below(4)]}({self.r.below(100)})")
        else:
            self.mark(depth)

    def source(self):
        self.put(0, "def f(x):")
        self.block(1, False, False, True)
        self.block(1, False, False, True)
        self.put(1, "return 'end', x")
        return "\n".join(self.lines) + "\n"


class Stop(BaseException):
    pass


def run(source, x):
    trace = []
    ticks = 0

    def log(n):
        trace.append(n)

    def tick():
        nonlocal ticks
        ticks += 1
        if ticks > 300:
            raise Stop
        return ticks

    class CM:
        def __init__(self, fail, suppress):
            self.fail, self.suppress = fail, suppress

        def __enter__(self):
            trace.append("<")

        def __exit__(self, t, v, tb):
            trace.append(">" + (t.__name__[0] if t else ""))
            if self.fail and ticks % 7 == 0:
                raise IndexError("exit")
            return self.suppress

    ns = {"log": log, "tick": tick, "CM": CM}
    exec(source, ns)
    try:
        result = ns["f"](x)
    except (Exception, Stop) as e:
        chain = []
        while e is not None:
            chain.append(type(e).__name__ + str(e))
            e = e.__context__
        result = chain
    return result, len(trace), crc32("".join(map(str, trace)).encode()), sys.exception()


if sys.argv[1:]:
    for seed in sys.argv[1:]:
        print(Writer(int(seed)).source())
else:
    for seed in range(400):
        source = Writer(seed).source()
        print(seed, *[run(source, x) for x in (0, 3)])
