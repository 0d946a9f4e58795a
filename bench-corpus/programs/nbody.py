"""Planets around a star, symplectic Euler: float arithmetic on lists, with unpacking."""

STEP = 0.01


def make_bodies():
    # [x, y, z, vx, vy, vz, mass]: a made-up star with four planets.
    return [
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1000.0],
        [10.0, 0.0, 0.5, 0.0, 9.8, 0.1, 1.0],
        [0.0, 16.0, -0.25, -7.9, 0.0, 0.2, 0.5],
        [-25.0, 0.0, 1.0, 0.0, -6.3, -0.1, 2.0],
        [0.0, -40.0, 0.125, 5.0, 0.0, 0.05, 0.75],
    ]


def make_pairs(bodies):
    pairs = []
    for i in range(len(bodies)):
        for j in range(i + 1, len(bodies)):
            pairs.append((bodies[i], bodies[j]))
    return pairs


def advance(bodies, pairs, steps):
    for _ in range(steps):
        for one, other in pairs:
            dx = one[0] - other[0]
            dy = one[1] - other[1]
            dz = one[2] - other[2]
            squared = dx * dx + dy * dy + dz * dz
            scale = STEP / (squared * squared**0.5)
            pull = other[6] * scale
            one[3] -= dx * pull
            one[4] -= dy * pull
            one[5] -= dz * pull
            pull = one[6] * scale
            other[3] += dx * pull
            other[4] += dy * pull
            other[5] += dz * pull
        for body in bodies:
            body[0] += STEP * body[3]
            body[1] += STEP * body[4]
            body[2] += STEP * body[5]


def energy(bodies, pairs):
    total = 0.0
    for _, _, _, vx, vy, vz, mass in bodies:
        total += 0.5 * mass * (vx * vx + vy * vy + vz * vz)
    for one, other in pairs:
        dx = one[0] - other[0]
        dy = one[1] - other[1]
        dz = one[2] - other[2]
        total -= one[6] * other[6] / (dx * dx + dy * dy + dz * dz) ** 0.5
    return total


def main(n):
    bodies = make_bodies()
    pairs = make_pairs(bodies)
    before = energy(bodies, pairs)
    advance(bodies, pairs, n)
    return before, energy(bodies, pairs)


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
