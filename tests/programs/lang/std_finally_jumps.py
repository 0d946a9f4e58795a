"""return, break and continue inside finally (they warn at compile time, so warnings are off)."""

import warnings

warnings.simplefilter("ignore", SyntaxWarning)
exec('''
def return_overrides():
    try:
        return "try"
    finally:
        return "finally"


def finally_swallows():
    try:
        raise ValueError
    finally:
        return "swallowed"


def break_in_finally():
    for i in range(3):
        try:
            raise ValueError(i)
        finally:
            break
    return "broke", i


def continue_in_finally():
    out = []
    for i in range(3):
        try:
            if i == 1:
                raise ValueError(i)
            out.append(i)
        finally:
            continue
    return out


def break_while_returning():
    while True:
        try:
            return "lost"
        finally:
            break
    return "after the loop"


def continue_while_returning():
    n = 0
    while n < 3:
        n += 1
        try:
            return "lost"
        finally:
            if n < 3:
                continue


def return_in_nested_finally():
    try:
        try:
            raise KeyError("a")
        finally:
            return "inner"
    finally:
        print("outer finally")


def swallow_in_except():
    try:
        try:
            raise ValueError("v")
        except ValueError as e:
            raise TypeError("t")
        finally:
            return "swallowed both"
    except BaseException:
        return "never"


def finally_with_yield():
    for i in range(2):
        try:
            yield i
        finally:
            continue
    yield "end"


def return_beside_with():
    class CM:
        def __enter__(self):
            print("enter")

        def __exit__(self, *a):
            print("exit", a[0])

    try:
        with CM():
            raise ValueError
    finally:
        return "out"
''')
for f in (return_overrides, finally_swallows, break_in_finally, continue_in_finally, break_while_returning,
          continue_while_returning, return_in_nested_finally, swallow_in_except, return_beside_with):
    print(f.__name__, f())
g = finally_with_yield()
print(next(g), g.throw(ValueError("swallowed")), next(g), list(g))
