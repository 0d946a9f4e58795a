"""__call__ of callables, and wrappers of slots with wrong arguments."""


def f(a, b=2):
    return a, b


class C:
    def m(self):
        return "m"

    def raises(self):
        raise KeyError("from the descriptor")

    class Raises:
        def __get__(self, instance, owner):
            raise KeyError("from the descriptor")

    __lt__ = Raises()


def attempt(g):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)


print(f.__call__(1), f.__call__.__name__, f.__call__.__call__(3, b=4), type(f).__call__(f, 5), C().m.__call__())
print(len.__call__("ab"), str.join.__call__(",", "ab"), (1).__add__.__call__(2), "__call__" in vars(type(f)))
x = f
for _ in range(50):
    x = x.__call__
print(x(1))
for g in (
    lambda: (1).__pow__(),
    lambda: (1).__pow__(1, 2, 3),
    lambda: (1).__rpow__(),
    lambda: (1).__add__(),
    lambda: (1).__add__(1, 2),
    lambda: (1).__neg__(1),
    lambda: f.__call__(),
    lambda: type(f).__call__(),
    lambda: type(f).__call__(5),
    lambda: [].__delitem__(),
    lambda: object().__eq__(),
    lambda: [].__len__(1),
    lambda: C() < C(),
):
    attempt(g)
