"""sys: version facts, modules, paths' types, recursion limit, intern, exc_info, maxsize, flags, displayhook."""

import sys

from _table import attempt, table

table(globals(), """
    sys.version_info[:2], sys.version_info.major, sys.version_info.releaselevel, sys.version_info >= (3, 14), type(sys.version_info).__name__, len(sys.version_info), sys.hexversion >> 16 == 0x030E, sys.version[:5], sys.api_version
    sys.byteorder, sys.maxsize, sys.maxunicode, sys.platform, sys.argv, type(sys.path), type(sys.modules), "sys" in sys.modules, sys.modules["sys"] is sys, "__main__" in sys.modules, sys.modules["__main__"].__dict__ is globals()
    type(sys.builtin_module_names), "builtins" in sys.builtin_module_names, sys.float_repr_style, sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.getfilesystemencodeerrors()
    sys.float_info.max, sys.float_info.min, sys.float_info.epsilon, sys.float_info.dig, sys.float_info.mant_dig, sys.float_info.max_exp, sys.float_info.radix, sys.float_info.max_10_exp
    sys.int_info.bits_per_digit, sys.int_info.default_max_str_digits, sys.hash_info.width, sys.hash_info.modulus, sys.hash_info.inf, sys.hash_info.nan, sys.hash_info.imag, sys.hash_info.algorithm, sys.hash_info.hash_bits, sys.hash_info.seed_bits
    sys.getrecursionlimit(), sys.setrecursionlimit(1234), sys.getrecursionlimit(), sys.setrecursionlimit(1000)
    sys.setrecursionlimit(0)
    sys.setrecursionlimit(-5)
    sys.setrecursionlimit("a")
    sys.setrecursionlimit(2**40)
    sys.setrecursionlimit()
    sys.intern("abc") is sys.intern("ab" + "c"), sys.intern("x y z!")
    sys.intern(5)
    sys.intern(b"a")
    sys.exc_info(), sys.exception()
    sys.getswitchinterval(), sys.setswitchinterval(0.01), sys.getswitchinterval(), sys.setswitchinterval(0.005)
    sys.setswitchinterval(0)
    sys.get_int_max_str_digits(), sys.set_int_max_str_digits(700), sys.get_int_max_str_digits(), len(str(10**699)), sys.set_int_max_str_digits(4300)
    sys.set_int_max_str_digits(5)
    sys.set_int_max_str_digits(-1)
    sys.implementation.name.islower(), sys.implementation.cache_tag, sys.flags.hash_randomization, sys.flags.optimize, type(sys.flags).__name__
    sys.getrefcount(object()) >= 1, sys.getsizeof([]) > 0, sys.getsizeof(5, 1) > 0, sys.is_finalizing(), sys.gettrace(), sys.getprofile()
    sys._getframe().f_code.co_name, sys._getframe(1).f_code.co_name, sys._getframe(0).f_globals is globals()
    sys._getframe(1000)
    sys.exit.__name__, sys.stdin.fileno(), sys.stdout.fileno(), sys.stderr.fileno(), sys.__stdout__ is sys.stdout, sys.stdout.name, sys.stdin.name, sys.stderr.mode
    sys.getallocatedblocks() >= 0, sys.is_stack_trampoline_active(), sys._is_gil_enabled(), sys.thread_info.name
    """)
try:
    1 / 0
except ZeroDivisionError:
    kind, value, tb = sys.exc_info()
    print(kind, value, type(tb).__name__, tb.tb_lineno, sys.exception() is value)
    try:
        [][5]
    except IndexError:
        print(sys.exc_info()[0], sys.exception().__context__ is value)
    print(sys.exc_info()[1])
print(sys.exc_info())
for arguments in ((), (None,), (0,), (3,), ("text",), ((1, 2),), (1, 2)):
    try:
        sys.exit(*arguments)
    except SystemExit as e:
        print(repr(e), e.code)
    except TypeError as e:
        print(e)
sys.displayhook(5)
sys.displayhook("text")
sys.displayhook(None)
import builtins

print(repr(builtins._))


def depth(n):
    try:
        return depth(n + 1)
    except RecursionError as e:
        return type(e).__name__, str(e)


print(depth(0))
names = {"sys", "builtins"} - set(sys.modules)
print(names, sys.modules.get("no.such"))
sys.modules["blocked"] = None
print(attempt(__import__, "blocked"))
sys.modules["fake"] = 5
import fake

print(fake)
del sys.modules["fake"]
print(attempt(__import__, "fake"))


def frames():
    frame = sys._getframe()
    return frame.f_code.co_name, frame.f_back.f_code.co_name, frame.f_lineno > 0, sorted(frame.f_locals), frame.f_builtins is builtins.__dict__, frame.f_lasti > 0


print(frames())
