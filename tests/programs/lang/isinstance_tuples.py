"""isinstance() with tuples of classes at a place that sees many."""

import collections.abc


class Meta(type):
    def __instancecheck__(cls, x):
        print("asked", cls.__name__)
        return x == 7


class Asked(metaclass=Meta):
    pass


class A:
    pass


class B(A):
    pass


class Liar:
    @property
    def __class__(self):
        return A


def check(x, classes):
    try:
        return isinstance(x, classes)
    except TypeError as e:
        return str(e)


values = [1, 2.5, 10**30, "a", None, True, A(), B(), Liar(), A, [], (), 7, {}.keys()]
for classes in (
    (int, float), (str, A), (), (int,), (A, (B, str)), (Asked, int), (int, Asked), (collections.abc.Sized, int), (int | str, A),
    (int, 5), (5, int), (bool, list), A, (object,),
):
    for _ in range(2):
        print([check(x, classes) for x in values])


class Noted(A):
    def __del__(self):
        print("gone")


def temporary():
    for _ in range(3):
        print(isinstance(Noted(), (int, A)))


temporary()
print(isinstance(1, tuple([int, str])))
