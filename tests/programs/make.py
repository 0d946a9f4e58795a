"""Make, or check, what CPython 3.14 prints for every test program of this folder.

    python3.14 make.py                  run every program and write its answers
    python3.14 make.py lang/closures    only these (a path, with or without .py; or a folder)
    python3.14 make.py --check [...]    compare with the committed answers, exit 1 if any differs

A program is a file GROUP/NAME.py below this folder; files in deeper folders and
files whose name starts with an underscore are helpers that programs import.
It runs with this folder as the current directory, under its relative path, with
PYTHONHASHSEED=0, no standard input, no colours and UTF-8 streams.  CPython makes
the main file's name absolute; in both streams this folder's (resolved) path and
the slash after it are taken out again, so that a stored traceback says
`File "lang/closures.py"`.  And every ` at 0x...` of a default repr loses its digits:
` at 0x7f0123456789` is stored as ` at 0x...`.  Whoever compares must do both.
Beside a program lie

    NAME.out    standard output, always, even when empty
    NAME.err    standard error, if there was any
    NAME.code   the exit code, if it is not 0; -N means ended by signal N

Every program runs twice, the second time from a copy of this folder elsewhere: an
answer that differs, holds another address or names a path of this machine is refused.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
TIMEOUT_SECONDS = 60
REPR_ADDRESS = re.compile(rb" at 0x[0-9a-f]+")
ADDRESS = re.compile(rb"\b0x[0-9a-f]{12}\b")
SUFFIXES = (".out", ".err", ".code")


def environment():
    """The variables a program sees: nothing of the caller's but what starts the interpreter."""
    keep = ("HOME", "LD_LIBRARY_PATH", "PATH", "PY314_ROOT", "PYTHONHOME", "SYSTEMROOT")
    env = {name: os.environ[name] for name in keep if name in os.environ}
    env.update(
        LC_ALL="C.UTF-8",
        NO_COLOR="1",
        PYTHONDONTWRITEBYTECODE="1",
        PYTHONHASHSEED="0",
        PYTHONUTF8="1",
    )
    return env


def programs(wanted):
    """Relative paths of the programs, all of them or those `wanted` names."""
    every = sorted(
        path.relative_to(HERE)
        for path in HERE.glob("*/*.py")
        if not path.name.startswith("_")
    )
    if not wanted:
        return every
    chosen = []
    for name in wanted:
        full = Path(name).resolve()
        if not full.is_relative_to(HERE) or not full.with_suffix(".py").exists() and not full.is_dir():
            full = HERE / name
        rel = full.relative_to(HERE)
        found = [p for p in every if p == rel or p == rel.with_suffix(".py") or p.parent == rel]
        if not found:
            sys.exit(f"make.py: no program {name!r}")
        chosen += found
    return sorted(set(chosen))


def normal(text, folder):
    """`text` without what depends on the machine: see the module's docstring."""
    return REPR_ADDRESS.sub(b" at 0x...", text.replace(os.fsencode(folder) + b"/", b""))


def run(program, folder):
    """{suffix: bytes} of one run of `program` with `folder` as the current directory."""
    try:
        done = subprocess.run(
            [sys.executable, program.as_posix()],
            cwd=folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT_SECONDS,
        )
    except subprocess.TimeoutExpired:
        sys.exit(f"make.py: {program} ran longer than {TIMEOUT_SECONDS} s")
    answers = {".out": normal(done.stdout, folder)}
    if done.stderr:
        answers[".err"] = normal(done.stderr, folder)
    if done.returncode:
        answers[".code"] = b"%d\n" % done.returncode
    return answers


def faults(answers, again, folders):
    """Why `answers` cannot be committed, as a list of sentences."""
    found = []
    if answers != again:
        found.append("two runs from different folders differ")
    for suffix, text in answers.items():
        if ADDRESS.search(text):
            found.append(f"{suffix} holds an address: {ADDRESS.search(text)[0].decode()}")
        for folder in folders:
            if os.fsencode(folder) in text:
                found.append(f"{suffix} names the path {folder}")
    return found


def stored(program):
    """The committed answers of `program`."""
    files = {suffix: (HERE / program).with_suffix(suffix) for suffix in SUFFIXES}
    return {suffix: path.read_bytes() for suffix, path in files.items() if path.exists()}


def store(program, answers):
    """Writes `answers` beside `program` and removes those it no longer has."""
    for suffix in SUFFIXES:
        path = (HERE / program).with_suffix(suffix)
        if suffix in answers:
            path.write_bytes(answers[suffix])
        else:
            path.unlink(missing_ok=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("program", nargs="*", help="a program or a folder; default: all")
    args = parser.parse_args()
    if sys.implementation.name != "cpython" or sys.version_info[:2] != (3, 14):
        sys.exit("make.py: run me with CPython 3.14, whose answers these are")
    bad = 0
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch).resolve() / "elsewhere"
        shutil.copytree(HERE, copy, ignore=shutil.ignore_patterns("__pycache__"))
        folders = {HERE.as_posix(), copy.as_posix(), sys.prefix + "/lib", sys.base_prefix + "/lib"}

        def work(program):
            return program, run(program, HERE), run(program, copy)

        chosen = programs(args.program)
        with ThreadPoolExecutor(max_workers=2) as pool:
            for program, answers, again in pool.map(work, chosen):
                sentences = faults(answers, again, folders)
                if args.check and answers != stored(program):
                    sentences.append("differs from the committed answers")
                for sentence in sentences:
                    print(f"{program}: {sentence}")
                bad += len(sentences)
                if not args.check and not sentences:
                    store(program, answers)
    print(f"{len(chosen)} programs, {bad} faults")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
