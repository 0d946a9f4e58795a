"""Exceptions in __del__: Exception ignored while calling deallocator, with traceback; the program goes on."""


class C:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        self.fail()

    def fail(self):
        raise ValueError(f"in __del__ of {self.name}")

    def __repr__(self):
        return f"<C {self.name}>"


def f():
    c = C("local")
    return 1


print(f())
x = C("rebound")
x = None
l = [C("one"), C("two")]
l.clear()
try:
    y = C("during handling")
    1 / 0
except ZeroDivisionError:
    del y
    print("handled")


class Chained(C):
    def fail(self):
        try:
            {}["k"]
        except KeyError:
            raise TypeError("second")


Chained("chained")
print("end")
