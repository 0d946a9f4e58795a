# What natives have beyond their methods: `_finalizing`, the hook of threads, sizes, timers that are files.
import _csv
import _io
import _thread
import gc
import io
import itertools
import os
import struct
import sys
import threading
import time
import types
import warnings
import weakref


def show(f):
    try:
        print(f())
    except BaseException as e:
        print(type(e).__name__, e)


# Files that nobody closes say so, if somebody wants to hear it.
def forgotten():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for mode, buffering in (("r", -1), ("rb", -1), ("rb", 0)):
            f = open("/dev/null", mode, buffering)
            del f
            gc.collect()
        with open("/dev/null") as f:
            pass
        del f
    for w in caught:
        print(w.category.__name__, w.message)


forgotten()
for mode, buffering in (("r", -1), ("rb", -1), ("r+b", 0)):
    with open("/dev/null", mode, buffering) as f:
        print(type(f).__name__, f._finalizing)
        show(lambda: setattr(f, "_finalizing", 1))
        show(lambda: f.__getstate__())
        show(lambda: f.__reduce_ex__(2))
print(hasattr(_io.TextIOWrapper, "_dealloc_warn"), _io.FileIO._dealloc_warn.__text_signature__)
raw = io.RawIOBase()
show(lambda: raw.readinto(bytearray(1)))
show(lambda: raw.write(b""))


# What leaves a thread.
class Thread:
    name = "worker"


print(threading.excepthook is _thread._excepthook, threading.ExceptHookArgs is _thread._ExceptHookArgs)
sys.stderr = io.StringIO()
try:
    1 / 0
except ZeroDivisionError as e:
    args = threading.ExceptHookArgs((type(e), e, e.__traceback__, Thread()))
    print(args.exc_type, args.exc_value, args.thread.name, len(args))
    threading.excepthook(args)
threading.excepthook(threading.ExceptHookArgs((SystemExit, SystemExit(3), None, None)))
text, sys.stderr = sys.stderr.getvalue(), sys.__stderr__
print(text.replace(__file__, "FILE"))
show(lambda: threading.excepthook(3))
show(lambda: threading.ExceptHookArgs((1, 2)))


# Sizes.
def generator(a, b):
    c = [a, (b, a)]
    yield c


async def coroutine():
    pass


async def async_generator(x):
    yield x


g = generator(1, 2)
print(g.__sizeof__(), g.gi_frame.__sizeof__(), generator.__code__.__sizeof__() % 8)
c = coroutine()
print(c.__sizeof__())
c.close()
a = async_generator(3)
print(a.__sizeof__(), a.__name__, a.__qualname__, a.ag_running, a.ag_await, a.ag_suspended, a.ag_code.co_name)
print(a.ag_frame.f_code is a.ag_code)
a.__name__ = "other"
print(a.__name__)
for format in ("", "i", "ii", "3i", "xi", "10s", "0i", "4xhhq"):
    print(format, struct.Struct(format).__sizeof__())

# Types and their places.
print(types.CapsuleType, types.CapsuleType.__name__)
show(types.CapsuleType)
print(weakref.ref(ExceptionGroup("g", [ValueError()]))(), "__module__" in vars(ExceptionGroup))
show(lambda: weakref.ref(ValueError()))


class Error(_csv.Error):
    pass


print(weakref.ref(Error())() is None, "__weakref__" in vars(_csv.Error), _csv.Error.__module__)
for t in (itertools.chain, itertools.count, types.UnionType, struct.Struct, _thread._local):
    print(t.__name__, "__getattribute__" in vars(t), t.__getattribute__.__text_signature__)
show(lambda: itertools._tee_dataobject())
show(lambda: itertools._tee_dataobject(iter([]), (), None))
show(lambda: itertools._tee_dataobject(iter([]), [1], 3))
show(lambda: type(itertools._tee_dataobject(iter([]), [1], None)).__name__)
show(lambda: BaseExceptionGroup("a", [ValueError()]).__init__("x", k=2))

# Timers that are files.
fd = os.timerfd_create(time.CLOCK_MONOTONIC)
print(os.timerfd_settime(fd, initial=0.01, interval=0.125))
print(os.timerfd_gettime(fd)[1], os.timerfd_gettime_ns(fd)[1])
print(int.from_bytes(os.read(fd, 8), sys.byteorder))
print(os.timerfd_settime_ns(fd, initial=5, interval=0)[1])
show(lambda: os.timerfd_settime(fd, initial="a"))
show(lambda: os.timerfd_settime(fd, initial=-1.0))
show(lambda: os.timerfd_settime(fd, initial=float("nan")))
show(lambda: os.timerfd_settime_ns(fd, initial=1.5))
show(lambda: os.timerfd_create(99))
show(lambda: os.timerfd_gettime(-1))
os.close(fd)

# Only the clock of the day can be set, and not by everybody.
show(lambda: time.clock_settime(time.CLOCK_MONOTONIC, 1.0))
show(lambda: time.clock_settime_ns(time.CLOCK_MONOTONIC, 1))
show(lambda: time.clock_settime(99, 1.0))
show(lambda: time.clock_settime(time.CLOCK_MONOTONIC, "a"))
show(lambda: time.clock_settime_ns(time.CLOCK_MONOTONIC, 1.5))
show(lambda: time.clock_settime(time.CLOCK_MONOTONIC))
