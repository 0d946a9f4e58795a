"""Say what the interpreter that runs this has: names of native modules, members of types, signatures.

Prints one JSON object: "modules" has for each module the sorted list of its names, "types" for each type its members,
"signatures" the text of each signature that is there.  `missing.py` runs it with CPython and with tricera.
"""

import json
import types

MODULES = """
_abc _ast _bisect _codecs _collections _contextvars _functools _heapq _imp _io _locale _md5 _opcode _operator _random _sha1 _sha2
_sha3 _signal _sre _stat _string _struct _suggestions _symtable _sysconfig _thread _tokenize _tracemalloc _types _typing
_warnings _weakref array atexit binascii builtins cmath errno faulthandler gc itertools marshal math posix pwd sys time
_blake2 _json _posixsubprocess _pickle _socket _datetime _decimal _csv _queue _random _statistics _zoneinfo _uuid
_interpreters _interpchannels _interpqueues _asyncio _posixshmem _lsprof _multiprocessing _sitebuiltins
fcntl grp mmap resource select syslog termios unicodedata zlib
""".split()

# What an implementation may name as it likes.
OWN = {"__file__", "__cached__", "__doc__", "__spec__", "__loader__"}


def members(t):
    return sorted(n for n in dir(t) if n not in OWN)


def main():
    modules, found, signatures = {}, {}, {}

    def note(name, value):
        text = getattr(value, "__text_signature__", None)
        if isinstance(text, str):
            signatures[name] = text

    def look(name, t):
        if name in found:
            return
        found[name] = members(t)
        note(name, t)
        for member, value in sorted(vars(t).items()):
            if not isinstance(value, type):
                note(f"{name}.{member}", getattr(value, "__func__", value))

    for name in MODULES:
        try:
            module = __import__(name)
        except ImportError:
            continue
        modules[name] = members(module)
        for member in modules[name]:
            value = getattr(module, member)
            if isinstance(value, type):
                # A class that is another module's is shown there.
                if value.__module__ == name or value.__module__ not in MODULES:
                    look(f"{name}.{member}", value)
            elif isinstance(value, types.BuiltinFunctionType):
                note(f"{name}.{member}", value)
    for member in sorted(vars(types)):
        value = getattr(types, member)
        if isinstance(value, type) and value.__module__ != "types":
            look(f"types.{member}", value)
    iterables = {
        "list": [], "tuple": (), "dict": {}, "set": set(), "str": "é", "ascii str": "", "bytes": b"", "bytearray": bytearray(),
        "range": range(1), "long range": range(1 << 70), "memoryview": memoryview(b""), "dict.keys()": {}.keys(),
        "dict.values()": {}.values(), "dict.items()": {}.items(),
    }
    for name, value in iterables.items():
        look(f"iter({name})", type(iter(value)))
        if hasattr(value, "__reversed__"):
            look(f"reversed({name})", type(reversed(value)))
    look("callable iterator", type(iter(int, 1)))
    look("sequence iterator", type(iter(type("S", (), {"__getitem__": None})())))
    others = {
        "dict_keys": {}.keys(), "dict_values": {}.values(), "dict_items": {}.items(), "weakref": __import__("_weakref").ref(look),
        "sys.flags": __import__("sys").flags, "sys.version_info": __import__("sys").version_info,
        "sys.float_info": __import__("sys").float_info, "sys.int_info": __import__("sys").int_info,
        "sys.hash_info": __import__("sys").hash_info, "sys.thread_info": __import__("sys").thread_info,
        "sys.implementation": __import__("sys").implementation, "co_positions": look.__code__.co_positions(),
        "co_lines": look.__code__.co_lines(), "union": int | str, "Pattern": __import__("re").compile(""),
        "Match": __import__("re").match("", ""), "Scanner": __import__("re").compile("").scanner(""),
        "lru_cache": __import__("functools").lru_cache(look), "cmp_to_key": __import__("functools").cmp_to_key(look),
        "itertools.chain": __import__("itertools").chain(), "type alias": type("T", (), {}).__type_params__,
        "context token": __import__("_contextvars").ContextVar("v").set(1),
    }
    for name, value in others.items():
        if type(value) is not tuple:
            look(f"type of {name}", type(value))
    print(json.dumps({"modules": modules, "types": found, "signatures": signatures}, indent=0, sort_keys=True))


main()
