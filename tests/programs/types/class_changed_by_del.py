"""A finalizer that assigns __class__: the instance is freed as one of its new class, and both classes stay sound."""

import gc
import sys


class New:
    __slots__ = ()


class Plain:
    pass


class Other:
    def method(self):
        return "other"


class Old:
    def __del__(self):
        self.__class__ = Other
        log.append(self.method())


log = []
before = [sys.getrefcount(c) for c in (Old, Other)]
items = [Old() for _ in range(100)]
for item in items:
    item.attribute = item.method if hasattr(item, "method") else "kept"
del item
del items
print(len(log), set(log), [sys.getrefcount(c) for c in (Old, Other)] == before)
x = Old()
x.me = x
del x
gc.collect()
print(len(log), [sys.getrefcount(c) for c in (Old, Other)] == before)
nested = None
for _ in range(3000):
    y = Old()
    y.inner = nested
    nested = y
del y, nested
print(len(log), [sys.getrefcount(c) for c in (Old, Other)] == before)
del Old, Other
gc.collect()
print("done")
