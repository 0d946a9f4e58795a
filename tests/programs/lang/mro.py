"""C3 linearisation, its conflicts and messages, attribute lookup along it, changes of __bases__."""


def names(cls):
    return "".join(c.__name__ for c in cls.__mro__ if c is not object)


class A:
    def f(self):
        return "A"

    g = "gA"


class B(A):
    def f(self):
        return "B" + super().f()


class C(A):
    def f(self):
        return "C" + super().f()

    g = "gC"


class D(B, C):
    def f(self):
        return "D" + super().f()


print(names(D), D().f(), D.g)


class E(C, B):
    pass


print(names(E), E().f())


class F:
    pass


class G(F):
    pass


class H(F):
    pass


class K1(G, H):
    pass


class I(F):
    pass


class K2(H, I):
    pass


class Z(K1, K2):
    pass


print([c.__name__ for c in Z.__mro__])


def conflict(*bases):
    try:
        print(names(type("X", bases, {})))
    except TypeError as e:
        print(str(e).replace("\n", "\\n"))


conflict(A, B)
conflict(D, E)
conflict(object, A)
conflict(A, A)
conflict(B, C, A)
conflict(B, A, C)
conflict(F, G, H)
conflict(int, str)
conflict(int, bool)
conflict(bool)
conflict(type(None))
conflict(type(lambda: 0))
conflict(type(...))
conflict(slice)
conflict(range)
conflict(int, A)
conflict(A, dict)
conflict(int, float)
conflict(type, int)
conflict(Exception, int)
conflict(Exception, dict)

# Changing bases recomputes every subclass, and caches must notice.


def probe(o):
    return o.f(), o.g


class P:
    def f(self):
        return "P"

    g = "gP"


class Q:
    def f(self):
        return "Q"

    g = "gQ"


class R(P):
    pass


class S(R):
    pass


s = S()
for _ in range(20):
    r = probe(s)
print(r)
R.__bases__ = (Q,)
print(probe(s), names(S), P.__subclasses__(), [c.__name__ for c in Q.__subclasses__()])
R.__bases__ = (Q, P)
print(probe(s), names(S))
R.__bases__ = (P, Q)
print(probe(s), names(S))
for bases in ((S,), (R,), (int,), (P, P), (object, P), (), (P, 5)):
    try:
        R.__bases__ = bases
        print(names(R))
    except TypeError as e:
        print(str(e).replace("\n", "\\n"))
print(probe(s), names(S), R.__base__.__name__)
try:
    int.__bases__ = (object,)
except TypeError as e:
    print(e)
try:
    del R.__bases__
except TypeError as e:
    print(e)


class Slot1:
    __slots__ = ("a",)


class Slot2:
    __slots__ = ("b",)


class NoSlots:
    __slots__ = ()


conflict(Slot1, Slot2)
conflict(Slot1, NoSlots)
conflict(NoSlots, A)
try:
    R.__bases__ = (Slot1,)
except TypeError as e:
    print(e)
print(A.mro() == list(A.__mro__), type.mro(int), issubclass(D, A), issubclass(A, D), D.__base__.__name__)
