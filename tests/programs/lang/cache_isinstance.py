# isinstance() at a site that is hot, and everything that may have a say in it.
import traceback
import weakref


class A:
    pass


class B(A):
    pass


class Claims:
    # Says that it is an A.
    @property
    def __class__(self):
        return A


class Meta(type):
    def __instancecheck__(cls, obj):
        return obj == 42


class Asked(metaclass=Meta):
    pass


class Plain(type):
    pass


class OfPlain(metaclass=Plain):
    pass


def check(obj, classes):
    return isinstance(obj, classes)


def hot(obj, classes):
    return [check(obj, classes) for _ in range(40)][-1]


target = A()
values = [0, 2**70, 1.5, True, "s", b"b", None, [], (), {}, set(), A(), B(), Claims(), OfPlain(), A, Asked, weakref.proxy(target)]
classes = [
    int, bool, str, float, object, type, list, tuple, A, B, Claims, Asked, OfPlain, Meta,
    (int, str), (A, (B, (float,))), (), int | str, A | None, (int | None, str), (list, Asked),
]
for c in classes:
    print(c if isinstance(c, (type, tuple)) else str(c), "".join("FT"[hot(v, c)] for v in values))
print(hot(42, Asked), hot(42, (str, Asked)), hot(42, (int, Asked)))

# One site that sees all of it, so that its form is chosen again.
print(sum(check(v, c) for _ in range(30) for v in values for c in classes))


# What is found may change under the cache.
class Empty:
    pass


class Late(Empty):
    pass


late = Late()
print(hot(late, A))
Late.__bases__ = (Claims,)
print(hot(late, A), type(late).__name__)
Late.__bases__ = (Empty,)
print(hot(late, A))
Late.__getattribute__ = lambda self, name: A if name == "__class__" else object.__getattribute__(self, name)
print(hot(late, A))
del Late.__getattribute__
Late.__bases__ = (A,)
print(hot(late, A))
late.__class__ = B
print(hot(late, B))


class Raises:
    @property
    def __class__(self):
        raise ZeroDivisionError("no class")


class NoAttribute:
    @property
    def __class__(self):
        raise AttributeError("hidden")


print(hot(NoAttribute(), A))
for bad in [lambda: hot(Raises(), A), lambda: hot(1, 5), lambda: hot(1, (str, 5)), lambda: hot(1, (int, 5)),
            lambda: hot(1, list[int]), lambda: isinstance(1), lambda: isinstance(1, int, 3), lambda: isinstance(1, cls=int)]:
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)


# The name need not be the builtin.
def own():
    out = []
    for f in [isinstance, issubclass, lambda a, b: "mine", isinstance] * 10:
        isinstance_ = f
        try:
            out.append(isinstance_(int, type))
        except TypeError as e:
            out.append(str(e))
    return out[-4:]


print(own())
deep = (int,)
for _ in range(200):
    deep = (deep,)
print(hot("x", deep), hot(3, deep))
