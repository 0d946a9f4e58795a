"""Float operators: signs, zeros, infinities, NaN, mixed int operands, errors."""

inf = float("inf")
nan = float("nan")


def show(label, f):
    try:
        print(label, repr(f()))
    except Exception as e:
        print(label, type(e).__name__, e)


values = [0.0, -0.0, 1.5, -1.5, 1e300, 5e-324, inf, -inf, nan, 3]
for a in values:
    for b in values:
        if type(a) is int and type(b) is int:
            continue
        if a < 0 and b == b and b % 1 != 0 and abs(b) != inf:
            continue  # the power would be complex
        row = [a, b, a + b, a - b, a * b]
        for op in (lambda: a / b, lambda: a // b, lambda: a % b, lambda: a**b):
            try:
                row.append(op())
            except (ZeroDivisionError, OverflowError) as e:
                row.append(type(e).__name__)
        row.append("<=>"[(a < b) * 1 - 1 + (a > b) * 2 if a == a and b == b else 1])
        print(*row)

show("1.0/0", lambda: 1.0 / 0)
show("1.0//0", lambda: 1.0 // 0)
show("1.0%0", lambda: 1.0 % 0)
show("divmod", lambda: divmod(1.0, 0))
show("0.0**-1", lambda: 0.0**-1)
show("1e308*10", lambda: 1e308 * 10)
show("10.0**400", lambda: 10.0**400)
show("2.0**0.5", lambda: 2.0**0.5)
show("int too big", lambda: 10**400 + 1.0)
show("int too big mul", lambda: 1.0 * 10**400)
show("divmod(-7.5, 2)", lambda: divmod(-7.5, 2))
show("-7.5 % 2", lambda: -7.5 % 2)
show("7.5 % -2", lambda: 7.5 % -2)
show("7.5 // -2", lambda: 7.5 // -2)
show("-0.0", lambda: -(0.0))
show("0.0 == -0.0", lambda: 0.0 == -0.0)
show("nan == nan", lambda: nan == nan)
show("nan in [nan]", lambda: nan in [nan])
show("[nan] == [nan]", lambda: [nan] == [nan])
show("min(nan, 1)", lambda: min(nan, 1))
show("min(1, nan)", lambda: min(1, nan))
show("float + str", lambda: 1.5 + "x")
show("float & float", lambda: 1.5 & 2.5)
show("float << 1", lambda: 1.5 << 1)
show("float // None", lambda: 1.5 // None)
show("float ** str", lambda: 1.5 ** "a")
show("pow 3 args", lambda: pow(1.5, 2, 3))

x = 1
x += 0.5
print(x)
x *= 3
print(x)
x //= 2
print(x)
x -= 10
print(x)
x %= 3
print(x)
x **= 2
print(x)
x /= 7
print(x)
x = 0.1
for _ in range(20):
    x = x + x * 0.25
print(x)
print(0.1 + 0.2, 1e16, 1e15, 123456789012345680.0, 1e-4, 1e-5, 1.0, 100000.0, 1e22, 5e-324, 1.7976931348623157e308)
