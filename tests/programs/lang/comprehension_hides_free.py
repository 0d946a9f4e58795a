"""A comprehension's variable with the name of a variable that only passes through the function around it, to one inside:
the inner function then misses it (in CPython 3.12 and later)."""


def outer(name):
    def middle():
        def inner():
            return name

        return [name for name in (1, 2)], inner

    return middle()


values, inner = outer("given")
print(values)
try:
    print(inner())
except NameError as error:
    print(error)
