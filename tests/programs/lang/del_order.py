"""Prompt destruction: when each object dies, in which order, through every way a reference goes."""


class D:
    def __init__(self, name, *held):
        self.name = name
        self.held = held

    def __del__(self):
        print("~" + self.name, end=" ")


def line(label):
    print("|", label)


x = D("rebound")
x = None
line("rebound to None")
x = D("first")
x = D("second")
line("replaced")
del x
line("del")
D("temporary")
line("expression statement")
l = [D("l0"), D("l1"), D("l2")]
del l[1]
line("del item")
l[0] = None
line("item replaced")
l.pop()
line("pop")
l = [D("a"), D("b"), D("c")]
l.clear()
line("clear")
l = [D("a"), D("b"), D("c")]
del l
line("list dies")
t = (D("t0"), D("t1"))
del t
line("tuple dies")
d = {"k1": D("d1"), "k2": D("d2")}
del d["k1"]
d["k2"] = 0
line("dict")
d = {D("key"): D("value")}
d.clear()
line("dict clear")
s = {D("in set")}
s.clear()
line("set")


def f():
    a = D("local a")
    b = D("local b")
    print("body", end=" ")
    return D("returned")


f()
line("function")
r = f()
line("result kept")
del r
line("result gone")


def args(p, *rest, **kw):
    print("in", end=" ")


args(D("p"), D("rest"), k=D("kw"))
line("arguments")


def deletes(p):
    del p
    print("after del p", end=" ")


deletes(D("p"))
line("argument deleted inside")


def raises():
    local = D("local of raiser")
    raise ValueError


try:
    raises()
except ValueError:
    print("handler", end=" ")
line("exception left")
try:
    raises()
except ValueError as e:
    kept = e
line("exception kept")
kept = None
line("exception dropped")
outer = D("outer", D("inner1"), D("inner2", D("innermost")))
outer = None
line("nested")


class Node:
    def __init__(self, n):
        self.n = n
        self.next = None

    def __del__(self):
        print(self.n, end=" ")


head = Node(0)
node = head
for i in range(1, 5):
    node.next = Node(i)
    node = node.next
del node
head = None
line("chain")


def gen():
    g = D("generator local")
    yield
    print("never")


g = gen()
next(g)
g = None
line("generator")


def closure():
    c = D("captured")
    return lambda: c


k = closure()
line("closure made")
k = None
line("closure gone")
for x in [D("it0"), D("it1")]:
    print(x.name, end=" ")
line("loop, the last stays")
del x
line("loop variable")
[D(f"comp{i}") for i in range(2)]
line("comprehension thrown away")
y = [D("y")][0]
line("only the element stays")
y = 5
line("y")
print(len([D("arg")]), end=" ")
line("argument of builtin")
z = D("z") and 5
line("and")
z = D("left") == D("right")
line("comparison")
a = b = D("shared")
del a
line("one of two")
del b
line("the other")
o = D("attr holder")
o.attr = D("attr")
o.attr = None
line("attribute")
o.held = (D("in tuple"),)
del o
line("holder")


class Resurrects:
    saved = None

    def __del__(self):
        Resurrects.saved = self
        print("resurrected", end=" ")


Resurrects()
line(type(Resurrects.saved).__name__)
Resurrects.saved = None
line("finalised once only")


class E(Exception):
    def __del__(self):
        print("~E", end=" ")


def chain():
    try:
        raise E
    except E:
        pass
    print("after", end=" ")


chain()
line("exception object")
if D("condition"):
    print("then", end=" ")
line("condition")
with type("CM", (), {"__enter__": lambda s: None, "__exit__": lambda s, *a: None, "__del__": lambda s: print("~CM", end=" ")})():
    print("with", end=" ")
line("with")
x, y = D("x"), D("y")
x, y = y, x
x = None
line("swapped")
y = None
line("both")
del D.__del__
D("silent")
line("no __del__ any more")
D.__del__ = lambda self: print("patched", self.name, end=" ")
D("p")
line("patched __del__")
end = D("at exit")
