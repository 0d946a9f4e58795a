"""Immutable 3D vectors with operator methods: object creation in arithmetic,
`__add__`, `__mul__`, `__eq__`, attribute loads of instances."""


class Vector:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def __neg__(self):
        return Vector(-self.x, -self.y, -self.z)

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y and self.z == other.z

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def cross(self, other):
        return Vector(
            self.y * other.z - self.z * other.y,
            self.z * other.x - self.x * other.z,
            self.x * other.y - self.y * other.x,
        )


def main(n):
    axis = Vector(0.5, 0.25, 1.0)
    position = Vector(1.0, 2.0, 3.0)
    equal = 0
    for _ in range(n):
        turned = axis.cross(position) * 0.125
        position = position + turned - axis * axis.dot(turned)
        position = position * (3.75 / position.dot(position) ** 0.5)
        if -(-position) == position:
            equal += 1
    return equal, round(position.x, 6), round(position.y, 6), round(position.z, 6)


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
