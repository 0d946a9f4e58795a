"""Generated nests of functions and classes with locals, cells, nonlocal, global, del and comprehensions.

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
        self.n = 0
        self.budget = 45

    def put(self, depth, text):
        self.lines.append("    " * depth + text)

    def name(self):
        return "abcd"[self.r.below(4)]

    def number(self):
        self.n += 1
        return self.n

    def read(self, depth):
        name = self.name()
        kind = self.r.below(6)
        expression = (name, f"[{name} for i in range(2)]", f"[(lambda: {name})() for {self.name()} in (1, 2)]", f"(lambda {self.name()}=7: {name})()", f"list({name} for i in 'x')", f"f'{{{name}}}'")[kind]
        self.put(depth, "try:")
        self.put(depth + 1, f"log({self.number()}, {expression})")
        self.put(depth, "except NameError as error:")
        self.put(depth + 1, f"log({self.number()}, str(error))")

    def body(self, depth, is_class, outer):
        declared = set()
        enclosing = set().union(*outer) if outer else set()
        for name in "abcd":
            kind = self.r.below(7)
            if kind == 0:
                self.put(depth, f"global {name}")
                declared.add(name)
            elif kind == 1 and name in enclosing:
                self.put(depth, f"nonlocal {name}")
                declared.add(name)
        mine = set()
        start = len(self.lines)
        for _ in range(2 + self.r.below(4)):
            self.budget -= 1
            kind = self.r.below(11)
            name = self.name()
            if kind < 3:
                self.put(depth, f"{name} = {self.number()}")
                mine.add(name)
            elif kind == 3:
                self.put(depth, "try:")
                self.put(depth + 1, f"{name} += {self.number()}")
                self.put(depth, "except (NameError, TypeError) as error:")
                self.put(depth + 1, f"log({self.number()}, str(error))")
                mine.add(name)
            elif kind == 4:
                self.put(depth, "try:")
                self.put(depth + 1, f"del {name}")
                self.put(depth, "except NameError as error:")
                self.put(depth + 1, f"log({self.number()}, str(error))")
                mine.add(name)
            elif kind == 5:
                self.put(depth, f"for {name} in range({1 + self.r.below(2)}): log({self.number()}, {name})")
                mine.add(name)
            elif kind < 9 and self.budget > 0 and depth < 6:
                mine |= self.scope(depth, outer if is_class else outer + [mine - declared])
            elif kind == 9:
                self.put(depth, f"log({self.number()}, sorted(k for k in locals() if k in 'abcd'))")
            else:
                self.read(depth)
        self.read(depth)
        if len(self.lines) == start:
            self.put(depth, "pass")

    def scope(self, depth, outer):
        n = self.number()
        if self.r.below(4) == 0:
            self.put(depth, f"class K{n}:")
            self.body(depth + 1, True, outer)
            self.put(depth, f"log({self.number()}, sorted(k for k in vars(K{n}) if k in 'abcd'))")
        else:
            parameter = self.name()
            # A parameter can be declared neither global nor nonlocal, so it has a name of its own.
            self.put(depth, f"def f{n}(p={parameter!r}):")
            self.body(depth + 1, False, outer)
            self.put(depth + 1, f"return {self.number()}")
            for _ in range(1 + self.r.below(2)):
                self.put(depth, "try:")
                self.put(depth + 1, f"log({self.number()}, f{n}())")
                self.put(depth, "except NameError as error:")
                self.put(depth + 1, f"log({self.number()}, str(error))")
        return set()

    def source(self):
        for name in "abc":
            self.put(0, f"{name} = 'global {name}'")
        for _ in range(2):
            self.scope(0, [])
        return "\n".join(self.lines) + "\n"


def run(seed):
    trace = []
    ns = {"log": lambda *a: trace.append(a)}
    source = Writer(seed).source()
    try:
        exec(source, ns)
    except SyntaxError:
        return "SyntaxError", source
    return trace, [(k, ns[k]) for k in "abcd" if k in ns]


def checksum(x):
    return crc32(str(x).encode())


if sys.argv[1:]:
    for seed in sys.argv[1:]:
        print(Writer(int(seed)).source(), *run(int(seed))[0], sep="\n")
else:
    for seed in range(300):
        trace, left = run(seed)
        print(seed, trace if trace == "SyntaxError" else len(trace), checksum(trace), "" if trace == "SyntaxError" else left)
