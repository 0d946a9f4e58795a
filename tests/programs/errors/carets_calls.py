"""Carets under calls, nested calls, methods, keyword calls: the innermost failing part of each line."""


def fail(*args, **kwargs):
    raise ValueError("failed")


def ok(x):
    return x


class C:
    def m(self):
        return self

    def bad(self, *a):
        fail(ok(1), ok(2), *a)


def nested():
    ok(ok(C().m().m().bad(ok(3))))


def chained():
    return C().m().bad(1, 2).never


def keywords():
    ok(x=fail(a=1, b=[1, 2, 3]))


try:
    nested()
except ValueError:
    try:
        chained()
    except ValueError as e:
        keywords()
