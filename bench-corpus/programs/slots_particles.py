"""Particles with `__slots__` bouncing in a box: slot loads and stores through
member descriptors, lists of instances."""


class Particle:
    __slots__ = ("x", "y", "vx", "vy", "hits")

    def __init__(self, x, y, vx, vy):
        self.x = x
        self.y = y
        self.vx = vx
        self.vy = vy
        self.hits = 0

    def move(self):
        x = self.x + self.vx
        if x < 0 or x > 1000:
            self.vx = -self.vx
            self.hits += 1
        else:
            self.x = x
        y = self.y + self.vy
        if y < 0 or y > 1000:
            self.vy = -self.vy
            self.hits += 1
        else:
            self.y = y


def main(n):
    particles = []
    for i in range(50):
        particles.append(Particle(i * 20, i * 37 % 1000, i % 7 - 3, i % 11 - 5))
    for _ in range(n):
        for particle in particles:
            particle.move()
    hits = place = 0
    for particle in particles:
        hits += particle.hits
        place += particle.x * particle.y
    return hits, place


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
