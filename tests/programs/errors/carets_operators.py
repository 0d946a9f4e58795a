"""Carets under operators: ~~^~~ around the operator sign, for arithmetic, comparison, unary, subscripts."""
import sys


def show(f, *args):
    try:
        f(*args)
    except Exception:
        sys.excepthook(*sys.exc_info())


def add(a, b):
    return a + b


def long_add(a, b):
    return (a * 2) + (b - 1) + a // b


def power(a, b):
    return a  **  b


def compare(a, b):
    return a < b


def chain(a, b):
    return 1 < a < b < 3


def membership(a, b):
    return a in b


def not_membership(a, b):
    return a not in b


def negate(a):
    return -a


def invert(a):
    return 1 + ~a


def subscript(a, b):
    return a[b]


def nested_subscript(a):
    return a["x"]["y"][0]["z"]


def slices(a):
    return a[1:2][::3]


def store(a):
    a[0] = 1


def store_slice(a):
    a[1:2] = 5


def delete(a):
    del a["missing"]


def attribute(a):
    return a.b.c.d


def store_attribute(a):
    a.b = 1


def delete_attribute(a):
    del a.nothing


def inplace(a, b):
    a += b


def inplace_item(a):
    a["k"] += 1


def inplace_attribute(a):
    a.n -= 1


def call_result(a):
    return a()()


def mixed(a, b):
    x = [a.real, (a + 1) * b["k"]]


def unicode_line(ä, ö):
    return "日本" + ä + ö


def floor(a):
    return (a
            // 0)


for f, args in (
    (add, (1, "a")), (long_add, (1, 0)), (power, ("a", 2)), (compare, (1, "a")), (chain, (2, None)), (membership, (1, 5)), (not_membership, (1, None)),
    (negate, ("a",)), (invert, (1.5,)), (subscript, ([], 3)), (nested_subscript, ({"x": {"y": []}},)), (slices, (5,)), (store, ((),)), (store_slice, ([],)),
    (delete, ({},)), (attribute, (5,)), (store_attribute, (5,)), (delete_attribute, (5,)), (inplace, (1, "a")), (inplace_item, ({},)), (inplace_attribute, (5,)),
    (call_result, (int,)), (mixed, (1, {"k": None})), (unicode_line, ("a", 1)), (floor, (1,)),
):
    show(f, *args)
