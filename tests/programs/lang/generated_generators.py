"""Generated generators driven by random next, send, throw and close, alone and through yield from.

With case numbers as arguments the program prints the sources and steps of these cases instead.
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
        self.n = 0
        self.budget = 16

    def put(self, depth, text):
        self.lines.append("    " * depth + text)

    def number(self):
        self.n += 1
        return self.n

    def block(self, depth, loop, final, inner):
        for _ in range(1 + self.r.below(3)):
            self.statement(depth, loop, final, inner)

    def statement(self, depth, loop, final, inner):
        self.budget -= 1
        kind = self.r.below(12) if self.budget > 0 and depth < 7 else 6 + self.r.below(4)
        if kind == 0:
            self.put(depth, f"for i{depth} in range({1 + self.r.below(3)}):")
            self.block(depth + 1, True, False, inner)
        elif kind < 4:
            self.put(depth, "try:")
            self.block(depth + 1, loop, final, inner)
            if self.r.below(3):
                self.put(depth, f"except {('ValueError', 'KeyError as e', 'Exception', 'GeneratorExit', 'BaseException as e')[self.r.below(5)]}:")
                self.put(depth + 1, f"log({self.number()}, exc())")
                self.block(depth + 1, loop, final, inner)
                if self.r.below(3) == 0:
                    self.put(depth + 1, "raise")
            else:
                self.put(depth, "finally:")
                self.put(depth + 1, f"log({self.number()}, exc())")
                if self.r.below(4) == 0:
                    self.put(depth + 1, f"x = yield {self.number()}")
        elif kind == 4:
            self.put(depth, f"if x == {self.r.below(4)}:")
            self.block(depth + 1, loop, final, inner)
        elif kind == 5:
            self.put(depth, "with CM():")
            self.block(depth + 1, loop, final, inner)
        elif kind == 10 and inner:
            self.put(depth, f"x = yield from {inner}()")
            self.put(depth, f"log({self.number()}, x)")
        elif kind == 11:
            self.put(depth, (f"if x == {self.r.below(4)}: raise {('ValueError', 'KeyError', 'StopIteration')[self.r.below(3)]}({self.number()})", f"if x == {self.r.below(4)}: return {self.number()}")[self.r.below(2)])
        else:
            self.put(depth, f"x = yield {self.number()}")
            self.put(depth, f"log({self.number()}, x)")

    def function(self, name, inner):
        self.budget = 12
        self.put(0, f"def {name}():")
        self.put(1, "x = None")
        self.put(1, "yield 'start'")
        self.block(1, False, False, inner)
        self.block(1, False, False, inner)
        self.put(1, f"return {name!r}")

    def source(self):
        self.function("low", None)
        self.function("mid", "low")
        self.function("top", "mid")
        return "\n".join(self.lines) + "\n"


def drive(seed, show):
    writer = Writer(seed)
    source = writer.source()
    if show:
        print(source)
    trace = []

    def log(*a):
        trace.append(a)
        if len(trace) > 400:
            raise SystemExit

    class CM:
        def __enter__(self):
            log("enter")

        def __exit__(self, t, v, tb):
            log("exit", t and t.__name__)

    ns = {"log": log, "CM": CM, "exc": lambda: type(sys.exception()).__name__}
    exec(source, ns)
    r = Random(seed + 1000)
    out = []
    for name in ("low", "mid", "top") * 2:
        g = ns[name]()
        for step in range(14):
            kind = r.below(10)
            try:
                if step == 0 or kind < 3:
                    answer = next(g)
                elif kind < 7:
                    answer = g.send(r.below(4))
                elif kind < 9:
                    answer = g.throw((ValueError, KeyError("k"), IndexError, GeneratorExit)[r.below(4)])
                else:
                    answer = ("closed", g.close())
            except StopIteration as e:
                answer = ("stop", e.value)
            except BaseException as e:
                answer = (type(e).__name__, str(e), type(e.__context__).__name__, type(e.__cause__).__name__)
            state = "gone" if g.gi_frame is None else "there"
            out.append((name, answer, state, g.gi_yieldfrom is not None, len(trace)))
            if show:
                print(out[-1])
        try:
            g.close()
        except BaseException as e:
            out.append(type(e).__name__ + str(e))
        g = None
    return out, trace


unraisable = []
sys.unraisablehook = lambda u: unraisable.append((u.exc_type.__name__, str(u.exc_value), u.exc_traceback is not None))


def checksum(x):
    return crc32(str(x).encode())


if sys.argv[1:]:
    for seed in sys.argv[1:]:
        drive(int(seed), True)
else:
    for seed in range(250):
        out, trace = drive(seed, False)
        print(seed, checksum(out), len(trace), checksum(trace), sys.exception(), unraisable)
        unraisable.clear()
