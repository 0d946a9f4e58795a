"""Compiles tests/data/golden/*.py with CPython 3.14 and writes down what it says about the code objects.

    python3.14 tests/make_golden.py

NAME.pyc is the file `py_compile` would write (with the flags FLAGS of the header varying by file). NAME.json holds
a list with an entry for each code object, outermost first, children in the order of co_consts:

    qualname
    positions   [count, line, end_line, col, end_col] for each run of code units with the same `co_positions()`
    lines       `co_lines()`
    handlers    [start, end, target, depth, lasti] for each entry of the exception table (byte offsets), as `dis` reads it
    at          for each code unit: the index into `handlers` of the entry that covers it, or -1 (null if there are none)
"""

import dis
import importlib.util
import itertools
import json
import marshal
import pathlib
import sys
import types

assert sys.version_info[:2] == (3, 14), sys.version
GOLDEN = pathlib.Path(__file__).parent / "data" / "golden"
# One file each with a timestamp, a checked hash and an unchecked hash.
FLAGS = {"constants": 0b11, "wide": 0b01}


def header(name, source):
    flags = FLAGS.get(name, 0)
    if flags:
        rest = importlib.util.source_hash(source)
    else:
        rest = (1_700_000_000).to_bytes(4, "little") + len(source).to_bytes(4, "little")
    return importlib.util.MAGIC_NUMBER + flags.to_bytes(4, "little") + rest


def walk(code):
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from walk(constant)


def describe(code):
    handlers = [(e.start, e.end, e.target, e.depth, e.lasti) for e in dis._parse_exception_table(code)]
    at = []
    for offset in range(0, len(code.co_code), 2):
        covering = [i for i, (start, end, *_) in enumerate(handlers) if start <= offset < end]
        assert len(covering) <= 1
        at.append(covering[0] if covering else -1)
    positions = [[len(list(group)), *position] for position, group in itertools.groupby(code.co_positions())]
    return {
        "qualname": code.co_qualname,
        "positions": positions,
        "lines": list(code.co_lines()),
        "handlers": handlers,
        "at": at if handlers else None,
    }


for path in sorted(GOLDEN.glob("*.py")):
    source = path.read_bytes()
    code = compile(source, path.name, "exec", dont_inherit=True)
    path.with_suffix(".pyc").write_bytes(header(path.stem, source) + marshal.dumps(code))
    described = [json.dumps(describe(c), separators=(",", ":"), ensure_ascii=False) for c in walk(code)]
    path.with_suffix(".json").write_text("[\n" + ",\n".join(described) + "\n]\n", encoding="utf-8")
