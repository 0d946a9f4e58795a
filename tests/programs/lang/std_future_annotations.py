"""from __future__ import annotations: strings instead of lazy evaluation, __annotations__ kept as dicts."""

from __future__ import annotations

x: int = 1
y: undefined | None
z: list["quoted"]
if x:
    w: 1 + 2 * 3 = 5
print(__annotations__)


def f(a: int, b: undefined.attr = 1, *c: (yes if no else maybe), d: lambda q: q, **e: {1: 2}) -> [i for i in x]:
    local: never = 1
    return local


print(f.__annotations__, f(1, d=2), f.__annotate__)


class C:
    a: int
    b: "str" = "b"
    __c: Name
    for n in range(2):
        loop: n

    def m(self: C) -> C:
        pass


print(C.__annotations__, C.m.__annotations__)


class D(C):
    pass


class E:
    pass


try:
    print(D.__annotations__, E.__annotations__)
except AttributeError as err:
    print(err)
__annotations__["added"] = 1
v: str
print(__annotations__)
print(annotations.compiler_flag > 0, f.__code__.co_flags & annotations.compiler_flag > 0)
del __annotations__
try:
    u: int
except NameError as err:
    print(err)
