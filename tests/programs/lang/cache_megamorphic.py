"""Sites that see objects of many shapes: attributes, methods and stores looked up in the table that all sites share, and
calls of many functions from one site."""


def make(i):
    class Shape:
        def __init__(self):
            # Every class has the attribute at another place.
            for k in range(i):
                setattr(self, f"pad{k}", k)
            self.value = i
            self.total = 0

        def area(self, scale):
            return self.value * scale

        def name(self):
            return f"shape {i}"

        kind = f"kind {i}"

    return Shape


classes = [make(i) for i in range(9)]


def visit(objects, rounds):
    out = 0
    for _ in range(rounds):
        for o in objects:
            o.total = o.total + o.value
            out += o.area(2)
    return out


objects = [c() for c in classes]
print(visit(objects, 60), [o.total for o in objects], [o.name() for o in objects])


def names(objects):
    return [o.name() for o in objects]


def kinds(objects):
    return [o.kind for o in objects]


for _ in range(60):
    names(objects), kinds(objects)
print(kinds(objects))

# A class that changes is seen at once, an instance's own attribute hides a method, a property and a slot take over.
classes[3].name = lambda self: "changed"
objects[4].name = lambda: "own"
print(names(objects))
classes[5].value = property(lambda self: 100)
try:
    print(visit(objects, 1))
finally:
    del classes[5].value
print(visit(objects, 1))
del objects[6].value
try:
    visit(objects, 1)
except AttributeError as e:
    print(type(e).__name__, e)
objects[6].value = 1.5
print(visit(objects, 1))


class Slots:
    __slots__ = ("value", "total")

    def __init__(self):
        self.value, self.total = 3, 0

    def area(self, scale):
        return -self.value * scale


class Watched:
    def __init__(self):
        self.__dict__["value"], self.__dict__["total"] = 2, 0

    def __setattr__(self, name, value):
        log.append((name, value))
        self.__dict__[name] = value

    def area(self, scale):
        return 1000


class Dynamic:
    def __getattr__(self, name):
        return {"value": 7, "total": 1, "area": lambda scale: 10 * scale}[name]


log = []
mixed = objects + [Slots(), Watched(), Dynamic()]
print(visit(mixed, 50), len(log), log[-1], [o.total for o in mixed[9:]])
mixed[9].__class__ = Slots
try:
    visit([1, *objects], 1)
except AttributeError as e:
    print(e)


class Dies:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        dead.append(self.n)


# What a store drops dies at once.
dead = []
for i, o in enumerate(objects):
    o.held = Dies(i)


def replace(objects, value):
    for o in objects:
        o.held = value


replace(objects, None)
print(dead)
for _ in range(50):
    replace(objects, 0)
replace(objects, Dies(9))
print(dead)
replace(objects, 1)
print(dead)


# One site, many functions: other numbers of parameters, defaults, keyword-only, closures, generators, builtins, classes.
def zero():
    return "zero"


def one(a):
    return ("one", a)


def one_local(a):
    b, c = a, a
    return ("local", b, c)


def two(a, b=2):
    return ("two", a, b)


def three(a, b=2, *, c=3):
    return ("three", a, b, c)


def rest(*args):
    return ("rest", args)


def gen(a):
    yield ("gen", a)


def closure(n):
    def inner(a):
        return ("closure", n, a)

    return inner


class Class:
    def __init__(self, a):
        self.a = a

    def __repr__(self):
        return f"Class({self.a})"

    def __call__(self, a):
        return ("call", self.a, a)

    def method(self, a):
        return ("method", self.a, a)

    @classmethod
    def of_class(cls, a):
        return ("class", cls.__name__, a)

    @staticmethod
    def static(a):
        return ("static", a)


functions = [one, one_local, two, three, rest, gen, closure(1), closure(2), Class, Class(5), Class(6).method]
functions += [Class.of_class, Class.static, str, len, lambda a: ("lambda", a), zero]


def call_all(argument):
    out = []
    for f in functions:
        try:
            r = f(argument)
            out.append(list(r) if hasattr(r, "send") else r)
        except TypeError as e:
            out.append(str(e))
    return out


for _ in range(80):
    call_all("x")
print(call_all("y"))


def changing(a):
    return ("before", a)


def call_changing(a):
    return changing(a)


for _ in range(50):
    call_changing(1)
changing.__code__ = two.__code__
try:
    print(call_changing(1))
except TypeError as e:
    print(e)
changing.__defaults__ = ("default",)
print(call_changing(1))
changing.__code__ = rest.__code__
print(call_changing(1))


class Methods:
    def a(self, x):
        return ("a", x)

    def b(self, x, y=0):
        return ("b", x, y)

    def c(self, *x):
        return ("c", x)

    d = staticmethod(one)


def through(method, o):
    return method(o, 1)


for _ in range(50):
    for m in (Methods.a, Methods.b, Methods.c):
        through(m, Methods())
print([through(m, Methods()) for m in (Methods.a, Methods.b, Methods.c)])
bound = [Methods().a, Methods().b, Methods().c, Methods.d]
for _ in range(50):
    for m in bound:
        m(1)
print([m(1) for m in bound])
