"""What is in builtins, and what the builtin types have: the whole lists of names."""

import builtins

LATER = {"complex", "bytearray", "memoryview", "copyright", "credits", "license", "exit", "quit", "help", "aiter", "anext"}
for name in sorted(dir(builtins)):
    if name not in LATER:
        value = getattr(builtins, name)
        print(name, type(value).__name__)
for kind in (object, type, int, bool, float, str, bytes, list, tuple, dict, set, frozenset, range, slice, property, classmethod, staticmethod, super, enumerate, zip, map, filter, reversed, BaseException, Exception, StopIteration, OSError, SyntaxError, UnicodeDecodeError, ImportError, KeyError):
    inherited = set(dir(object)) if kind is not object else set()
    print(kind.__name__, [name for name in dir(kind) if name not in inherited])


def function():
    yield


async def coroutine():
    pass


generator = function()
waiting = coroutine()
waiting.close()
for thing in (function, function.__code__, generator, waiting, [].append, len, str.join, int.__add__, (5).__add__, function.__get__(1), None, ..., NotImplemented, type.__dict__, iter([]), iter({}), {}.keys(), {}.items(), {}.values(), iter("é"), builtins, int | str, list[int]):
    names = [name for name in dir(type(thing)) if name not in dir(object)]
    print(type(thing).__name__, names)
