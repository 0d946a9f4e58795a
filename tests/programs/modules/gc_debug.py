"""DEBUG_SAVEALL, callbacks of weak references within garbage, and what is tracked."""

import gc
import weakref

gc.collect()
before = gc.get_debug()
gc.set_debug(gc.DEBUG_SAVEALL)
loop = []
loop.append(loop)
key = id(loop)
del loop
print(gc.collect(), len(gc.garbage), id(gc.garbage[0]) == key)
gc.set_debug(before)
gc.garbage.clear()
print(gc.collect(), gc.garbage)
print([gc.is_tracked(x) for x in (type, int, object, len.__class__, [], {}, gc, 1, "a")])

said = []


class C:
    def called(self, _):
        said.append("called")


c, d = C(), C()
c.other, d.other = d, c
callback = c.called
c.ref = weakref.ref(d, callback)
d.ref = weakref.ref(callback, d.called)
outside = weakref.ref(callback, lambda _: said.append("outside"))
del callback, c, d
print(said)
gc.collect()
print(said, outside())

c1, c2 = C(), C()
c1.c, c2.c = c2, c1
c1.ref = weakref.ref(c2, c1.called)
c2.ref = weakref.ref(c1, c2.called)
outside = weakref.ref(c1, lambda _: said.append("c1 is gone"))
del c1, c2
gc.collect()
print(said, outside())
