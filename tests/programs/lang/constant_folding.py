"""Constant expressions give what the same operations give on variables, whoever computes them."""

numbers = ["0", "1", "-1", "2", "3", "-7", "10", "38", "0.0", "-0.0", "1.5", "-2.5", "1e308", "1e-300", "1e400", "1j", "-1j", "0j", "-0j", "2.5-3j", "True"]
operators = ["+", "-", "*", "/", "//", "%", "**", "&", "|", "^", "<<", ">>"]


def attempt(source, names={}):
    try:
        return repr(eval(source, dict(names)))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


different = 0
for a in numbers:
    for op in operators:
        row = []
        for b in numbers:
            constant = attempt(f"({a}) {op} ({b})")
            computed = attempt(f"a {op} b", {"a": eval(a), "b": eval(b)})
            if constant != computed:
                different += 1
                print("DIFFERENT", a, op, b, constant, computed)
            row.append(constant)
        print(a, op, *row, sep=" | ")
for base in range(2, 40):
    for exponent in range(1, 60):
        if eval(f"{base} ** -{exponent}") != base**-exponent:
            different += 1
print(different)

print(-1j * 2, 1 - 0j, f"{1 - 0j} {2**-35 + 1j * 0}", 3 ** -(1 + 34), (lambda x=3**-35: x)(), [3**-36 for _ in range(1)], {3**-38: -1j * 2})
x: 3**-35 = 5


def f(a: -1j * 2 = -1j * 2):
    return 3**-42


print(f.__annotations__, f.__defaults__, f())
match 1 - 2j:
    case 1 - 2j:
        print("matches")
match -0.0 - 0j:
    case 0 - 0j:
        print("zero matches")
