"""A damped pendulum integrated with the classic Runge-Kutta method: float expressions
with calls into `math`."""

from math import cos, sin, sqrt


def slope(angle, speed, time):
    return speed, -sin(angle) - 0.1 * speed + 0.3 * cos(0.66 * time)


def main(n):
    angle, speed, time = 1.0, 0.0, 0.0
    step = 0.02
    half = step / 2.0
    farthest = 0.0
    for _ in range(n):
        a1, s1 = slope(angle, speed, time)
        a2, s2 = slope(angle + half * a1, speed + half * s1, time + half)
        a3, s3 = slope(angle + half * a2, speed + half * s2, time + half)
        a4, s4 = slope(angle + step * a3, speed + step * s3, time + step)
        angle += step / 6.0 * (a1 + 2.0 * a2 + 2.0 * a3 + a4)
        speed += step / 6.0 * (s1 + 2.0 * s2 + 2.0 * s3 + s4)
        time += step
        farthest = max(farthest, sqrt(angle * angle + speed * speed))
    return round(angle, 9), round(speed, 9), round(farthest, 9)


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
