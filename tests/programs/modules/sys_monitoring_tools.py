"""sys.monitoring without events: tools, callbacks, errors; the depth of cr_origin; a native module imported twice."""

import sys

m = sys.monitoring
print(m.events, m.DEBUGGER_ID, m.OPTIMIZER_ID, type(m), m.__name__, sys._jit.is_enabled())
print(m.use_tool_id(0, "x"))
for f in """m.use_tool_id(0, 3)|m.use_tool_id(0, "y")|m.use_tool_id(9, "y")|m.get_tool(7)|m.get_tool(0)|m.set_events(1, 1)
m.set_events(0, 1 << 30)|m.get_events(1)|m.get_local_events(0, 3)|m.get_local_events(0, (lambda: 0).__code__)
m.register_callback(1, 1, 3)|m.register_callback(0, 3, 3)|m.register_callback(0, 1, 3)|m.set_local_events(0, 3, 1)
m.set_local_events(0, (lambda: 0).__code__, 1 << 17)|m._all_events()|m.restart_events()|m.free_tool_id(3)|m.free_tool_id(8)
m.clear_tool_id(2)|m.set_events(0, -1)|m.set_events(0, m.events.C_RAISE)|m.set_events(0, 0)|m.register_callback(0, 0, None)
m.register_callback(0, 1 << 22, None)|m.register_callback(0, 1, None)|m.free_tool_id(0)|m.get_tool(0)
m.set_local_events(0, (lambda: 0).__code__, m.events.RAISE)|sys.set_coroutine_origin_tracking_depth(-1)
sys.set_int_max_str_digits(3)|sys._clear_type_descriptors(3)|sys._clear_type_descriptors(int)""".replace("\n", "|").split("|"):
    try:
        print(f, "->", eval(f))
    except Exception as e:
        print(f, "!", type(e).__name__, e)


async def coroutine():
    pass


def make():
    return coroutine()


sys.set_coroutine_origin_tracking_depth(2)
c = make()
print([(line, name) for _, line, name in c.cr_origin], sys.get_coroutine_origin_tracking_depth())
c.close()
sys.set_coroutine_origin_tracking_depth(0)
c = make()
print(c.cr_origin)
c.close()

sys.set_int_max_str_digits(0)
print(len(str(10**5000)), len(str(int("1" * 5000))))
sys.set_int_max_str_digits(700)
for f in (lambda: str(10**700), lambda: int("1" * 701), lambda: f"{10**700}", lambda: "%d" % 10**700):
    try:
        f()
    except ValueError as e:
        print(e)

import _struct

del sys.modules["_struct"]
import _struct as again

print(again.Struct("b").size, _struct.calcsize("i"))
try:
    again.pack("b", 1000)
except again.error as e:
    print(e)


class D:
    def __del__(self):
        print("dropped at", sys._getframe(1).f_lineno - line)


def drops():
    D()
    x = D()
    x = None
    y = [D()]
    y.clear()


line = drops.__code__.co_firstlineno
drops()
