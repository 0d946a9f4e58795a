"""Shapes in a class tree four levels deep, with `super()` in constructors and
methods, overridden methods and isinstance tests."""


class Shape:
    sides = 0

    def __init__(self, name):
        self.name = name

    def area(self):
        return 0

    def describe(self):
        return len(self.name) + self.sides


class Polygon(Shape):
    def __init__(self, name, sides):
        super().__init__(name)
        self.sides = sides

    def describe(self):
        return super().describe() + 1


class Rectangle(Polygon):
    def __init__(self, width, height, name="rectangle"):
        super().__init__(name, 4)
        self.width = width
        self.height = height

    def area(self):
        return self.width * self.height


class Square(Rectangle):
    def __init__(self, width):
        super().__init__(width, width, "square")

    def describe(self):
        return super().describe() + 2


class Triangle(Polygon):
    def __init__(self, base, height):
        super().__init__("triangle", 3)
        self.base = base
        self.height = height

    def area(self):
        return self.base * self.height // 2


def main(n):
    total = squares = 0
    for i in range(n):
        for shape in (Rectangle(i & 15, 3), Square(i & 7), Triangle(4, i & 31)):
            total += shape.area() + shape.describe()
            if isinstance(shape, Square):
                squares += 1
    return total, squares


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
