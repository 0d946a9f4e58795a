"""f-strings: conversions, nested specs, the = form, quotes, lambdas, evaluation order."""

name, width, value = "Ada", 10, 3.14159
log = []


def note(x):
    log.append(x)
    return x


print(f"{name}", f"{name!r}", f"{name!s}", f"{name!a}", f"{'é'!a}", f"{{}}", f"{{{name}}}")
print(f"{name:>{width}}|{name:<{width}}|{name:^{width}}|{name:*^{width}.{2}}|")
print(f"{value:.2f} {value:{width}.{3}f} {value:{'>'}{width}} {value!r:>12} {value:e}")
print(f"{name=} {value = } {value=:.1f} {name=!s} {width + 1=} {name = !r:>8}")
print(f"{note(1)}{note(2):{note(3)}}{note(4)!r}", log)
print(f"{'nested ' + f'{name + f"{width}"}'}")
print(f"{[x * 2 for x in range(3)]} { {'a': 1}['a'] } {(lambda x: x + 1)(4)} {name if width > 5 else 'no'}")
print(f'{name[0]} {name[-1:]} {name.upper()} {len(name)} {width:d} {width:#x} {-width:+05d} {10**6:,}')
print(f"a" "b" f"{name}" 'c', f"", f"{''}", rf"\n{name}\d", f"\n".encode(), f"\x41\u20ac".encode())
print(f"""{
    name
} spans {
    width * 2
} lines""")
print(f"{True} {None} {...} {print} "[:14], f"{1!r}{2!s}{3!a}", f"{3:{'0'}{5}}")
for spec in ("d", ">5", "zz", ".1f", "%", ""):
    try:
        print(f"{spec}: {7:{spec}}")
    except ValueError as e:
        print(type(e).__name__, e)


class Spec:
    def __format__(self, spec):
        return f"[{spec}]"


print(f"{Spec()} {Spec():abc} {Spec():{name}:{width}} {Spec()!r:.0}|", f"{Spec():%Y-%m-%d}")
big = 2**100
print(f"{big} {big:x} {big:,} {big:e} {-big:_}")
words = ["a", "b"]
print(f"{', '.join(words)!r} {words!r:>12} {str(words):>12}")
try:
    print(f"{words:>12}")
except TypeError as e:
    print(e)
