"""Rational numbers and polynomials with the whole set of operator methods, reflected
ones, comparison, hashing, `__getitem__`, `__len__` and `__iter__`: slots filled by Python."""

from math import gcd


class Fraction:
    __slots__ = ("over", "under")

    def __init__(self, over, under=1):
        if under < 0:
            over, under = -over, -under
        common = gcd(over, under)
        self.over = over // common
        self.under = under // common

    def __add__(self, other):
        if isinstance(other, int):
            other = Fraction(other)
        return Fraction(self.over * other.under + other.over * self.under, self.under * other.under)

    __radd__ = __add__

    def __mul__(self, other):
        if isinstance(other, int):
            return Fraction(self.over * other, self.under)
        return Fraction(self.over * other.over, self.under * other.under)

    __rmul__ = __mul__

    def __lt__(self, other):
        return self.over * other.under < other.over * self.under

    def __eq__(self, other):
        return self.over == other.over and self.under == other.under

    def __hash__(self):
        return hash((self.over, self.under))

    def __bool__(self):
        return self.over != 0


class Polynomial:
    def __init__(self, *coefficients):
        self.coefficients = coefficients

    def __len__(self):
        return len(self.coefficients)

    def __getitem__(self, at):
        return self.coefficients[at]

    def __iter__(self):
        return iter(self.coefficients)

    def __call__(self, x):
        result = 0
        for coefficient in self:
            result = x * result + coefficient
        return result


def main(n):
    polynomial = Polynomial(Fraction(1, 2), Fraction(-2, 3), Fraction(3, 4))
    seen = set()
    below = 0
    for i in range(n):
        value = polynomial(Fraction(i % 30, 1 + i % 7))
        if value:
            seen.add(value)
        if value < polynomial[i % len(polynomial)]:
            below += 1
    return len(seen), below


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
