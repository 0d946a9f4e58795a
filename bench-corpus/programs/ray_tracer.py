"""A small ray tracer with spheres, a checkered floor, shadows and reflections: float
objects, polymorphic `hit` and `color` methods, recursion."""

from math import sqrt

FAR = 1.0e30


class Vec:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vec(self.x - other.x, self.y - other.y, self.z - other.z)

    def scaled(self, factor):
        return Vec(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def unit(self):
        return self.scaled(1.0 / sqrt(self.dot(self)))


class Ray:
    def __init__(self, origin, direction):
        self.origin = origin
        self.direction = direction

    def at(self, distance):
        return self.origin + self.direction.scaled(distance)


class Solid:
    mirror = 0.0

    def hit(self, ray):
        raise NotImplementedError


class Sphere(Solid):
    def __init__(self, center, radius, shade, mirror):
        self.center = center
        self.radius = radius
        self.shade = shade
        self.mirror = mirror

    def hit(self, ray):
        to_center = self.center - ray.origin
        along = to_center.dot(ray.direction)
        gap = to_center.dot(to_center) - along * along
        rest = self.radius * self.radius - gap
        if rest < 0.0:
            return FAR
        half = sqrt(rest)
        if along - half > 1e-6:
            return along - half
        if along + half > 1e-6:
            return along + half
        return FAR

    def normal(self, point):
        return (point - self.center).unit()

    def color(self, point):
        return self.shade


class Floor(Solid):
    mirror = 0.125

    def __init__(self, height):
        self.height = height
        self.up = Vec(0.0, 1.0, 0.0)

    def hit(self, ray):
        fall = ray.direction.y
        if fall > -1e-6:
            return FAR
        distance = (self.height - ray.origin.y) / fall
        return distance if distance > 1e-6 else FAR

    def normal(self, point):
        return self.up

    def color(self, point):
        if (int(point.x + 1000.0) + int(point.z + 1000.0)) % 2:
            return 0.75
        return 0.25


class Scene:
    def __init__(self, solids, light):
        self.solids = solids
        self.light = light

    def nearest(self, ray):
        best = FAR
        found = None
        for solid in self.solids:
            distance = solid.hit(ray)
            if distance < best:
                best = distance
                found = solid
        return best, found

    def trace(self, ray, depth):
        distance, solid = self.nearest(ray)
        if solid is None:
            return 0.1 + 0.2 * abs(ray.direction.y)
        point = ray.at(distance)
        normal = solid.normal(point)
        to_light = self.light - point
        light_distance = sqrt(to_light.dot(to_light))
        direction = to_light.scaled(1.0 / light_distance)
        brightness = 0.1
        cosine = normal.dot(direction)
        if cosine > 0.0:
            shadow, _ = self.nearest(Ray(point + normal.scaled(1e-4), direction))
            if shadow > light_distance:
                brightness += 0.9 * cosine
        color = solid.color(point) * brightness
        if depth > 0 and solid.mirror > 0.0:
            turn = 2.0 * ray.direction.dot(normal)
            bounced = Ray(point + normal.scaled(1e-4), ray.direction - normal.scaled(turn))
            color += solid.mirror * self.trace(bounced, depth - 1)
        return color


def main(n):
    scene = Scene(
        [
            Floor(-1.0),
            Sphere(Vec(0.0, 0.0, 5.0), 1.0, 0.9, 0.5),
            Sphere(Vec(-1.5, -0.5, 4.0), 0.5, 0.6, 0.25),
            Sphere(Vec(1.25, 0.25, 3.5), 0.4, 0.7, 0.0),
        ],
        Vec(-4.0, 6.0, 0.0),
    )
    eye = Vec(0.0, 0.25, 0.0)
    total = 0.0
    width = 16
    for row in range(n):
        y = 0.5 - (row + 0.5) / n
        for column in range(width):
            x = (column + 0.5) / width - 0.5
            total += scene.trace(Ray(eye, Vec(x, y, 1.0).unit()), 3)
    return round(total / (n * width), 9)


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
