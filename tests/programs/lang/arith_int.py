"""Integer operators: every binary and in-place one, signs, big values, errors."""


def show(label, f, *args):
    try:
        print(label, f(*args))
    except Exception as e:
        print(label, type(e).__name__, e)


pairs = [(7, 3), (-7, 3), (7, -3), (-7, -3), (0, 5), (10**20, 7), (-(10**20), 7), (10**20, -(10**10)), (1, 10**30)]
for a, b in pairs:
    print(a, b, a + b, a - b, a * b, a // b, a % b, divmod(a, b), a / b)
    print("  ", a & b, a | b, a ^ b, ~a, -a, +a, abs(a))

for a in (0, 1, -1, 5, -5, 2**62, -(2**62), 2**63, 2**64 - 1, -(2**64)):
    print(a, a << 3, a >> 3, a << 0, a >> 64, a << 65)

show("1//0", lambda: 1 // 0)
show("1%0", lambda: 1 % 0)
show("1/0", lambda: 1 / 0)
show("divmod", lambda: divmod(1, 0))
show("1<<-1", lambda: 1 << -1)
show("1>>-1", lambda: 1 >> -1)
show("0**-1", lambda: 0**-1)
show("2**-1", lambda: 2**-1)
show("(-2)**3", lambda: (-2) ** 3)
show("-2**2", lambda: -(2**2))
show("2**100", lambda: 2**100)
show("0**0", lambda: 0**0)
show("pow mod", lambda: pow(3, 200, 13))
show("pow inverse", lambda: pow(3, -1, 7))
show("pow no inverse", lambda: pow(2, -1, 4))
show("pow mod 0", lambda: pow(2, 2, 0))
show("pow negative mod", lambda: pow(3, 5, -7))
show("big / big", lambda: 10**400 / 10**399)
show("big / 3", lambda: 10**400 / 3)
show("int + str", lambda: 1 + "a")
show("str + int", lambda: "a" + 1)
show("int - None", lambda: 1 - None)
show("int @ int", lambda: 1 @ 2)
show("int << str", lambda: 1 << "a")
show("int & float", lambda: 1 & 2.0)
show("~float", lambda: ~1.5)
show("-str", lambda: -"a")
show("+list", lambda: +[])

x = 5
x += 3
print(x)
x -= 10
print(x)
x *= -7
print(x)
x //= 4
print(x)
x %= 5
print(x)
x **= 9
print(x)
x <<= 50
print(x)
x >>= 40
print(x)
x |= 5
print(x)
x &= 0xFF
print(x)
x ^= 0x0F
print(x)
x /= 4
print(x)

print(True + True, True - 1, True * 5, True & False, True | 2, True ^ True, ~0, -True, +False, True << 4)
print(type(True & True), type(True & 1), type(True + False), type(+True))
print(1 == 1.0, 2**53 == float(2**53), 2**53 + 1 == float(2**53), 10**400 > 1e308, 10**400 > float("inf"))
