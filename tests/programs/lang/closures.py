"""Closures: cells shared and separate, nonlocal, del of a cell, late binding, deep nesting, errors."""


def counter():
    n = 0

    def inc(by=1):
        nonlocal n
        n += by
        return n

    def get():
        return n

    return inc, get


inc, get = counter()
inc2, get2 = counter()
inc()
inc(10)
inc2()
print(get(), get2())

fs = [lambda: i for i in range(3)]
print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])


def loop():
    out = []
    for i in range(3):
        out.append(lambda: i)
    i = 99
    return out


print([f() for f in loop()])


def make(i):
    return lambda: i


print([f() for f in [make(i) for i in range(3)]])


def deep(a):
    def b():
        def c():
            def d():
                nonlocal a
                a += "d"
                return a

            return d

        return c

    return b


print(deep("a")()()())


def deleted():
    x = 1

    def f():
        return x

    print(f())
    del x
    try:
        f()
    except NameError as e:
        print(type(e).__name__, e, e.name)
    try:
        x
    except UnboundLocalError as e:
        print(type(e).__name__, e, e.name)
    try:
        del x
    except UnboundLocalError as e:
        print(type(e).__name__, e)
    x = 2
    return f()


print(deleted())


def delete_inside():
    x = 1

    def d():
        nonlocal x
        del x

    d()
    try:
        d()
    except NameError as e:
        print(type(e).__name__, e)
    try:
        return x
    except UnboundLocalError as e:
        return str(e)


print(delete_inside())


def too_early():
    def f():
        return later

    try:
        f()
    except NameError as e:
        print(e)
    later = 5
    return f()


print(too_early())


def argument_cells(a, b=2, *args, c, d=4, **kw):
    def f():
        return a, b, args, c, d, kw

    a = "changed"
    return f


f = argument_cells(1, c=3, e=5)
print(f(), f.__code__.co_freevars, argument_cells.__code__.co_cellvars)
print([c.cell_contents for c in f.__closure__])


def cells():
    x = 1

    def f():
        return x

    return f


f = cells()
cell = f.__closure__[0]
print(type(cell).__name__, cell.cell_contents)
cell.cell_contents = 42
print(f())
del cell.cell_contents
try:
    cell.cell_contents
except ValueError as e:
    print(e)
try:
    f()
except NameError as e:
    print(e)
Cell = type(cell)
print(Cell(1) < Cell(2), Cell(1) == Cell(1), Cell() == Cell(), Cell() < Cell(0))
print(make.__closure__, (lambda: 1).__closure__)


def mutual():
    def even(n):
        return n == 0 or odd(n - 1)

    def odd(n):
        return n != 0 and even(n - 1)

    return even(10), odd(7), even(3)


print(mutual())


def class_in_closure(x):
    class C:
        y = x

        def get(self):
            return x, self.y

    x = "later"
    return C().get()


print(class_in_closure("first"))


def shared():
    x = []

    def a():
        x.append("a")

    def b():
        x.append("b")
        return a, x

    return a, b


a, b = shared()
a()
print(b()[1], a.__closure__[0] is b()[0].__closure__[0])


def except_cell():
    try:
        raise ValueError("v")
    except ValueError as e:
        f = lambda: e
        print(f())
    try:
        f()
    except NameError as err:
        print(err)


except_cell()
print((lambda x: (lambda y: (lambda z: x + y + z)(3))(2))(1))
