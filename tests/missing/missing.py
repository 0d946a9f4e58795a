"""Compare what tricera and CPython 3.14 have: names of native modules, members of types, signatures.

    python3 missing.py --exe TRICERA --lib LIB      write docs/missing.md, from cpython.json
    python3.14 missing.py --make                    make cpython.json, with the CPython that runs this

LIB is the `Lib` folder of CPython 3.14.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ANSWER = HERE / "cpython.json"
DOCUMENT = ROOT / "docs" / "missing.md"

HEADER = """\
# What is missing

Made by `python3 tests/missing/missing.py --exe TRICERA --lib LIB`: `dir()` of each native module and of each type in it,
of the types in `types` and of what iterators and views are, and every `__text_signature__`, beside CPython 3.14's answer
on Linux (`tests/missing/cpython.json`).

What stays away: the capsules `datetime_CAPI`, `_ucnhash_CAPI` and `_socket.CAPI` hold pointers to C functions, and `__vectorcalloffset__` is
the place of one in a C struct, which are not here; `sys._baserepl` would start a REPL, which is the command's and not the interpreter's;
the speeds `B7200`, `B14400`, `B28800` and `B76800` are those of a newer C library than the one that this is built with.

"""


def describe(command, **environment):
    """The answer of an interpreter."""
    environment = dict(os.environ, **environment)
    done = subprocess.run([*command, str(HERE / "describe.py")], env=environment, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def difference(kind, ours, theirs):
    """Lines for what differs between two tables of lists of names."""
    lines = []
    for name in sorted(theirs):
        if name not in ours:
            continue
        gone = [n for n in theirs[name] if n not in ours[name]]
        more = [n for n in ours[name] if n not in theirs[name]]
        if gone or more:
            said = [f"missing {' '.join(f'`{n}`' for n in gone)}"] if gone else []
            said += [f"only here {' '.join(f'`{n}`' for n in more)}"] if more else []
            lines.append(f"- {kind} `{name}`: {'; '.join(said)}")
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--make", action="store_true")
    parser.add_argument("--exe", default=str(ROOT / "target" / "release" / "tricera"))
    parser.add_argument("--lib", default="")
    options = parser.parse_args()
    if options.make:
        ANSWER.write_text(json.dumps(describe([sys.executable]), indent=0, sort_keys=True) + "\n")
        return
    theirs = json.loads(ANSWER.read_text())
    ours = describe([options.exe], TRICERA_LIB=options.lib)
    absent = [n for n in theirs["modules"] if n not in ours["modules"]]
    modules = difference("module", ours["modules"], theirs["modules"])
    types = difference("type", ours["types"], theirs["types"])
    types += [
        f"- type `{n}`: not there" for n in sorted(theirs["types"])
        if n not in ours["types"] and n.split(".")[0] not in absent
    ]
    known = [n for n in sorted(theirs["signatures"]) if n.split(".")[0] not in absent]
    signatures = [
        f"- `{n}`: `{ours['signatures'].get(n)}`, CPython `{theirs['signatures'][n]}`"
        for n in known if " ".join(str(ours["signatures"].get(n)).split()) != " ".join(theirs["signatures"][n].split())
    ]
    text = HEADER
    text += f"Modules of CPython that are not there ({len(absent)}): {', '.join(f'`{n}`' for n in absent) or 'none'}.\n"
    for title, lines, of in (
        ("Names of modules", modules, len(ours["modules"])),
        ("Members of types", types, len(theirs["types"])),
        ("Signatures", signatures, len(known)),
    ):
        text += f"\n## {title}\n\n{len(lines)} of {of} differ.\n" + ("\n" + "\n".join(lines) + "\n" if lines else "")
    DOCUMENT.write_text(text)
    print(f"{len(modules)} modules, {len(types)} types, {len(signatures)} signatures differ: {DOCUMENT}", file=sys.stderr)


if __name__ == "__main__":
    main()
