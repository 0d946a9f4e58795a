"""Keys whose class inherits the hash and the comparison of int or object, and those that have their own."""


class Constant(int):
    def __repr__(self):
        return f"Constant({int(self)})"


class Odd(int):
    def __hash__(self):
        print("hash of", int(self))
        return hash(int(self))

    def __eq__(self, other):
        print("eq", int(self), int(other))
        return int(self) == int(other)


class Less(int):
    def __lt__(self, other):
        print("lt", int(self), int(other))
        return int(self) > int(other)


class Plain:
    pass


class Meta(type):
    def __hash__(cls):
        print("hash of class")
        return 7


class WithMeta(metaclass=Meta):
    pass


three, huge = Constant(3), Constant(2**80)
codes = {Constant(1), three, huge}
print(three in codes, Constant(3) in codes, 3 in codes, 4 in codes, Constant(4) in codes, 2**80 in codes, True in codes)
print(frozenset({1, 2, 3}) & codes == {1, 3}, {3: "a"}[three], {three: "b"}[3], {huge: "c"}[2**80])
print({3.0: "float"}[three], {three: "d"}[3.0], three == 3.0, three == None, three in {"3", None, (3,)})
table = {Constant(i): i for i in range(40)}
print(len(table), table[Constant(39)], Constant(40) in table, table.get(Constant(40), "none"), table[7])

print(Odd(5) in {5}, {Odd(5): 1}.get(5), 5 in {Odd(5)}, Odd(1) in codes)
print(three == Odd(3), Odd(3) == three, [three] == [Odd(3)])

a, b = Plain(), Plain()
seen = {a: 1}
print(a in seen, b in seen, seen.get(b), len({a, b, a}), b in {a}, print in {print, len}, Plain in {Plain: 0})
Plain.__hash__ = lambda self: 99
print(a in seen, len({a, b}), hash(a))
Plain.__eq__ = lambda self, other: True
print(len({a, b}), b in {a}, {a: 5}[b])
Plain.__hash__ = None
try:
    a in seen
except TypeError as e:
    print(e)
print(WithMeta in {WithMeta}, {WithMeta: 1}[WithMeta])

print(min(three, Constant(2)), max(three, 4), min(5, three), max(True, three), min(huge, 2**80) is huge, max(2**80, huge) is huge)
print(min(Less(1), Less(2)), min(Less(1), 2), min(2, Less(1)), max(Less(1), Less(2)))
print(three < Constant(4), three >= 3, 3 <= three, three != Constant(3), huge > three, huge < 2**81, three < True)
try:
    three < "a"
except TypeError as e:
    print(e)
try:
    min(three, "a")
except TypeError as e:
    print(e)
print(min(2.5, three), max(three, 3.0), min(three, 3.0) is three, min("b", "a"), max([1], [2]))
