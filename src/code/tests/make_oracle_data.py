"""Writes what CPython 3.14 says about its opcodes into tests/data/oracle-opcodes.json.

    python3.14 tests/make_oracle_data.py
"""

import _opcode
import _opcode_metadata
import dis
import importlib.util
import inspect
import json
import opcode
import pathlib
import sys

assert sys.version_info[:2] == (3, 14), sys.version
DATA = pathlib.Path(__file__).parent / "data"

OPARGS = [*range(21), 255, 256, 65535, 65536, 2**24, 2**30, 2**31 - 1]


def effect(number, oparg, jump):
    try:
        return _opcode.stack_effect(number, oparg, jump=jump)
    except ValueError:
        return None


def main():
    numbers = {**_opcode_metadata.opmap, **_opcode_metadata._specialized_opmap}
    effects = []
    for name, number in sorted(numbers.items(), key=lambda item: item[1]):
        rows = [[effect(number, oparg, jump) for oparg in OPARGS] for jump in (True, False, None)]
        # A single number stands for a row that does not depend on the operand.
        effects.append([number, [row[0] if len(set(row)) == 1 else row for row in rows]])
    answer = {
        "version": sys.version.split()[0],
        "magic": int.from_bytes(importlib.util.MAGIC_NUMBER[:2], "little"),
        "opmap": _opcode_metadata.opmap,
        "specialized_opmap": _opcode_metadata._specialized_opmap,
        "specializations": _opcode_metadata._specializations,
        "have_argument": _opcode_metadata.HAVE_ARGUMENT,
        "min_instrumented": _opcode_metadata.MIN_INSTRUMENTED_OPCODE,
        "caches": opcode._inline_cache_entries,
        "has": {
            name: sorted(getattr(opcode, name))
            for name in ("hasarg", "hasconst", "hasname", "hasjrel", "hasjabs", "haslocal", "hasfree", "hascompare", "hasexc")
        },
        "opargs": OPARGS,
        "effects": effects,
        "nb_ops": opcode._nb_ops,
        "cmp_op": opcode.cmp_op,
        "intrinsics_1": opcode._intrinsic_1_descs,
        "intrinsics_2": opcode._intrinsic_2_descs,
        "special_methods": opcode._special_method_names,
        "common_constants": [constant.__name__ for constant in opcode._common_constants],
        "function_attributes": dis.FUNCTION_ATTR_FLAGS,
        "flags": {
            **{name: getattr(inspect, name) for name in dir(inspect) if name.startswith("CO_")},
            **{f"CO_FUTURE_{n.upper()}": f.compiler_flag for n, f in _futures() if f.compiler_flag},
        },
        # What the compiler writes for each comparison, as a value and as a condition.
        "compare_opargs": {
            symbol: [_compare(f"a {symbol} b"), _compare(f"not (a {symbol} b)")] for symbol in opcode.cmp_op
        },
    }
    with open(DATA / "oracle-opcodes.json", "w") as file:
        file.write("{\n")
        file.write(",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in answer.items()))
        file.write("\n}\n")


def _futures():
    import __future__

    return [(name, getattr(__future__, name)) for name in __future__.all_feature_names]


def _compare(source):
    [oparg] = [i.arg for i in dis.get_instructions(compile(source, "", "eval")) if i.opname == "COMPARE_OP"]
    return oparg


main()
