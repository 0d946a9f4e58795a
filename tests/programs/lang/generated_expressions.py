"""Generated expressions at sites that run with several operand kinds: two families in turn, numbers and everything.

With case numbers as arguments the program prints the sources and all results of these cases instead.
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


class Numbers:
    constants = "0 1 -1 2 3 7 10 100 255 256 1000003 0.5 -1.5 0.1 3.0 1e10 2**30 2**31 2**61 2**62 -2**62 2**63-1 -2**63 True False".split()
    operators = "+ - * // % / & | ^ < <= == != > >= and or + - * + - *".split()
    unary = ["-", "not ", "~", "+"]
    functions = "abs int float bool hash round".split()
    operands = [(1, 2, 3), (5, -7, 2), (1.5, 2, -3), (5, 2.5, 8), (-4, 9, 2**40), (2**61, -(2**62), 3), (0.1, 0.2, 0.3), (7, 7, 7), (2**62, 2**62, 1), (True, False, 1),
                (-(2**63), -1, 2.0), (10**30, 3, 7), (0, 0.0, -0.0), (2**62 - 1, 1, -1), (-(2**62), 1, -1), (1e308, -1e308, 10), (3, 10**25, -(10**25))]


class Everything:
    constants = "0 1 -1 2 'a' 'b' 'xyz' '' 'é' None True [1,2] [] (3,) () {'k':1} {1} 1.5".split()
    operators = ["+", "-", "<", "<=", "==", "!=", ">", ">=", "and", "or", "in", "not in", "+", "+", "==", "<", "in"]
    unary = ["not ", "-", "not "]
    functions = "len str bool repr sorted list type_name tuple".split()
    operands = [(1, 2, 3), ("a", "b", "c"), ("xyz", "y", 1), ([1], [2, 3], 0), ((1, 2), 1, (2,)), ({1: 2}, 1, {}), ({"k": "v"}, "k", "v"), (None, 0, ""), ([], "", ()), ("é", "€😀", -1),
                ([[1], [2]], [1], 1), ({1, 2}, 2, {2}), ("10", "9", 10), (b"ab", 97, b"b"), (range(3), 2, 5), (1.5, "x", [1.5])]


class Writer:
    def __init__(self, seed):
        self.r = Random(seed)
        self.family = Everything if seed % 3 == 2 else Numbers

    def pick(self, choices):
        return choices[self.r.below(len(choices))]

    def expression(self, depth):
        kind = self.r.below(14) if depth else self.r.below(3)
        if kind == 0:
            return self.pick(self.family.constants)
        if kind < 3:
            return self.pick("abc")
        if kind < 9:
            return f"({self.expression(depth - 1)} {self.pick(self.family.operators)} {self.expression(depth - 1)})"
        if kind == 9:
            return f"({self.pick(self.family.unary)}{self.expression(depth - 1)})"
        if kind == 10:
            return f"({self.expression(depth - 1)} if {self.expression(depth - 1)} else {self.expression(depth - 1)})"
        if kind == 11:
            return f"{self.pick(self.family.functions)}({self.expression(depth - 1)})"
        if kind == 12:
            return f"({self.expression(depth - 1)} {self.pick(['<', '<=', '==', '!='])} {self.expression(depth - 1)} {self.pick(['<', '>', '=='])} {self.expression(depth - 1)})"
        if self.family is Numbers:
            return f"({self.expression(depth - 1)} {self.pick(['<<', '>>', '**'])} ({self.pick('abc')} % 5 // 1))"
        return f"same({self.expression(depth - 1)})[{self.pick(['0', '-1', '1:', ':-1', '::2', 'a', 'b', 'c'])}]"

    def source(self):
        return f"def f(a, b, c):\n    return {self.expression(2 + self.r.below(3))}\n"


def checksum(text):
    return crc32(text.encode())


def run(seed):
    writer = Writer(seed)
    ns = {"same": lambda x: x, "type_name": lambda x: type(x).__name__}
    exec(writer.source(), ns)
    f = ns["f"]
    results = []
    for rounds in range(2):
        for args in writer.family.operands:
            for _ in range(3):
                try:
                    r = f(*args)
                    text = type(r).__name__ + ":" + repr(r)
                except Exception as e:
                    text = type(e).__name__ + ":" + str(e)
            results.append(text)
    return results


if sys.argv[1:]:
    for seed in sys.argv[1:]:
        print(Writer(int(seed)).source(), *run(int(seed)), sep="\n")
else:
    for seed in range(600):
        results = run(seed)
        print(seed, checksum("\n".join(results)), [r[:60] for r in results[:3]])
