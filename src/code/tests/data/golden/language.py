"""Every statement and expression of the language, once or more."""
from __future__ import annotations

import os.path as path
from sys import argv as arguments, version
import collections.abc

CONSTANT: int = 1
text: str
type Alias[T: (int, str), *Ts, **P] = dict[T, list]


def generic[T: int = bool](value: T, /, other: T = 3, *rest: T, key: T, **options: T) -> T:
    """A docstring."""
    global CONSTANT
    CONSTANT += 1
    del other
    return lambda x, *, y=value: (x, y, key, rest, options)


class Base[T](list, metaclass=type):
    """Class docstring."""
    __slots__ = ("a", "b")
    attribute: int = 5

    def method(self, value=None):
        super().__init__()
        self.a = value
        self.a.b.c += 1
        self[1:2] = self[3]
        self[::2] = []
        del self.a, self[0], self[1:]
        return __class__, super(Base, self).append

    @property
    @staticmethod
    def decorated():
        return [cell for cell in range(3) if cell for _ in (1, 2)]


def closures(a, b):
    total = 0

    def inner():
        nonlocal total
        total += a
        del total
        return lambda: (a, b, total)

    class Inside:
        value = a
        a = b

        def get(self):
            return a

    return inner, Inside, [lambda: i for i in range(a)], {b: c for b, c in a.items()}


def control(n, items):
    while n > 0:
        if n % 2 == 0 and n != 4 or not n:
            n -= 1
            continue
        elif n is None or n is not items:
            break
        n //= 2
    else:
        n = -n
    for i, (first, *middle, last) in enumerate(items):
        if first in middle or last not in middle:
            for j in range(i):
                if j:
                    return j
                else:
                    pass
        else:
            break
    else:
        return ~n
    assert n, f"{n!r:>{i}} and {i:x} {n=}"
    return 1 if n < i <= 3 < 4 else (n if items else i)


def exceptions(f):
    try:
        f()
    except (ValueError, TypeError) as error:
        raise RuntimeError from error
    except OSError:
        raise
    except:
        return 1
    else:
        f(1)
    finally:
        f(2)
    try:
        f(3)
    finally:
        with open("x") as a, open("y") as (b, c):
            for line in a:
                try:
                    if line:
                        continue
                    return b
                finally:
                    f(line)
    try:
        pass
    except* ValueError as group:
        f(group)
    except* (KeyError, IndexError):
        pass


def generators(n):
    received = yield
    while received:
        received = yield n
    result = yield from generators(n - 1)
    try:
        yield result
    finally:
        with n:
            yield (x async for x in n) if n else (x for x in n)
    return result


async def coroutines(n):
    await n
    async with n as a, n:
        async for x in a:
            if x:
                await x
            else:
                break
        else:
            n = [y async for y in n if await y]
    yield {y: await z async for y, z in n}


async def awaits(n):
    try:
        return await n
    except Exception as e:
        await e
    finally:
        await n


def calls(f, *args, **kwargs):
    f()
    f(1, 2, key=3, other=4)
    f(*args, 1, *args)
    f(**kwargs, a=1)
    f.method(1)(2).method(k=3)
    f(*args, **kwargs)
    print(f"{f}{args!s}{kwargs:{f}.{args}}", t"{f} {args!r:>10}")
    return {**kwargs, "a": 1}, [*args, 1], {*args, 2}, (*args,)


def matching(subject):
    match subject:
        case 0 | 1 | None | True:
            return 0
        case "text" if subject:
            return 1
        case [1, x, *rest]:
            return x, rest
        case {"key": value, "other": [_, _], **others}:
            return value, others
        case complex(real=r, imag=0) | str(r):
            return r
        case path.sep:
            return 2
        case (a, b) as both:
            return a, b, both
        case _:
            pass


def operators(a, b):
    a + b; a - b; a * b; a / b; a // b; a % b; a ** b; a @ b; a << b; a >> b; a & b; a | b; a ^ b
    a += b; a -= b; a *= b; a /= b; a //= b; a %= b; a **= b; a @= b; a <<= b; a >>= b; a &= b; a |= b; a ^= b
    -a; +a; ~a; not a
    a < b; a <= b; a == b; a != b; a > b; a >= b; a is b; a in b
    a[b], a[b:], a[:b], a[b:a], a[b:a:b], a[b, a:b]
    (walrus := a) and walrus
    x = y = z = a
    x, y = y, x
    x, y, z = z, y, x
    return a.b.c.d, a[0][1], x, y, z


def maybe_unbound(flag):
    if flag:
        value = 1
    try:
        other = value
    except UnboundLocalError:
        del flag
    for last in ():
        pass
    return value, other, flag, last


def comprehensions(n):
    x = 1
    result = [x for x in range(n)] + [x + y for x in range(n) for y in range(x)]
    nested = [[(x, y) for x in range(y)] for y in range(n) if [z for z in range(y)]]
    return {x for x in result}, {x: y for x, y in nested}, x, sum(x for x in result)


def annotated(a: int, *b: str, c: undefined = 1, **d: "later") -> None:
    local: int = a
    local.x: int = 2


if __name__ == "__main__":
    control(3, [])
print(arguments, version, collections.abc, path)
