"""Temperatures behind properties, a static method and a class method: descriptors
written in Python and called from attribute access."""


class Thermometer:
    # A list, so that counting does not change the class itself.
    readings = [0]

    def __init__(self, celsius):
        self._celsius = celsius

    @property
    def celsius(self):
        return self._celsius

    @celsius.setter
    def celsius(self, value):
        if value < -273:
            value = -273
        self._celsius = value

    @property
    def fahrenheit(self):
        return self.to_fahrenheit(self._celsius)

    @fahrenheit.setter
    def fahrenheit(self, value):
        self.celsius = (value - 32) * 5 // 9

    @staticmethod
    def to_fahrenheit(celsius):
        return celsius * 9 // 5 + 32

    @classmethod
    def count(cls):
        cls.readings[0] += 1


def main(n):
    meter = Thermometer(20)
    meter.readings[0] = 0
    total = 0
    for i in range(n):
        meter.fahrenheit = meter.fahrenheit + i % 7 - 3
        meter.celsius = meter.celsius + i % 3 - 1
        total += meter.celsius
        if i & 7 == 0:
            meter.count()
    return total, meter.readings[0]


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
