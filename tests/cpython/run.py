"""Run CPython's own tests (its Lib/test) with tricera, and count what passes.

    python3 run.py --lib LIB [--exe EXE]              every module of modules.txt, into docs/cpython-tests.md
    python3 run.py --lib LIB test_int test_float      only these, to standard output; the document stays as it is

LIB is the `Lib` folder of CPython 3.14, with `test` in it.  A module runs in a process of its own,
`EXE -m unittest -v test.NAME`, within --seconds and 4 GB.  What each printed goes to --logs/NAME.log.
"""

import argparse
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DOCUMENT = ROOT / "docs" / "cpython-tests.md"
MEMORY = 4 << 30
# Modules that do not load without what lies in `stand_ins`.
WITH_STAND_INS = {"test_bytes"}
COLUMNS = ("run", "passed", "failed", "errors", "skipped")

HEADER = """\
# CPython's own tests

Made by `python3 tests/cpython/run.py --lib LIB`, with CPython 3.14's library: each module of its `Lib/test`
runs unmodified as `tricera -m unittest test.NAME`. "Failed" and "errors" count test methods and subtests, "passed" test
methods. Among what does not pass are tests of CPython's implementation, of `_testcapi`, and of modules that are
not there: a module of tests whose imports fail counts as one error. For one of CPython's modules that only its tests use,
`_testlimitedcapi`, there is a stand-in that skips a test when it calls it: without, all of `test_bytes` would be missing.

"""


def modules():
    """The names in modules.txt."""
    lines = (HERE / "modules.txt").read_text().splitlines()
    return [name for line in lines if not line.startswith("#") for name in line.split()]


def limits():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(name, options):
    """Run one module; its counts, how it ended, and how long it took."""
    log = options.logs / f"{name}.log"
    environment = dict(os.environ, TRICERA_LIB=str(options.lib), PYTHONDONTWRITEBYTECODE="1")
    if name in WITH_STAND_INS:
        environment["PYTHONPATH"] = str(HERE / "stand_ins")
    environment.pop("PYTHONUNBUFFERED", None)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, open(log, "wb") as out:
        child = subprocess.Popen(
            [options.exe, "-m", "unittest", "-v", f"test.{name}"],
            cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
            preexec_fn=limits, start_new_session=True,
        )
        try:
            code = child.wait(options.seconds)
        except subprocess.TimeoutExpired:
            code = None
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        child.wait()
    return count(log.read_text(errors="replace"), code), time.monotonic() - began


def count(text, code):
    """What a module's output says."""
    ended = "time limit" if code is None else f"signal {-code}" if code < 0 else ""
    total = re.search(r"^Ran (\d+) tests? in", text, re.M)
    if total is None:
        # It did not come to its end: what it said until then.
        verdicts = [line.rsplit("... ", 1)[1] for line in text.splitlines() if "... " in line]
        ok = sum(v == "ok" or v == "expected failure" for v in verdicts)
        failed = sum(v == "FAIL" for v in verdicts)
        errors = sum(v == "ERROR" for v in verdicts)
        skipped = sum(v.startswith("skipped") for v in verdicts)
        started = [line for line in text.splitlines() if re.match(r"\w+ \(test\.", line)]
        where = f" in {started[-1].split()[0]}" if started else ""
        return (ok + failed + errors + skipped, ok, failed, errors, skipped), (ended or "no end") + where
    numbers = dict(re.findall(r"(\w+)=(\d+)", text[total.end():].rsplit("(", 1)[-1]))
    failed, errors, skipped = (int(numbers.get(k, 0)) for k in ("failures", "errors", "skipped"))
    bad = set(re.findall(r"^(?:FAIL|ERROR): (\S+ \([\w.]+\))", text, re.M))
    all_run = int(total[1])
    return (all_run, max(all_run - len(bad) - skipped, 0), failed, errors, skipped), ended


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--exe", default=str(ROOT / "target" / "release" / "tricera"))
    parser.add_argument("--lib", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--logs", type=Path, default=Path(tempfile.gettempdir()) / "tricera-cpython-tests")
    parser.add_argument("--note", default="", help="a sentence for the document, about the build for example")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    options.logs.mkdir(parents=True, exist_ok=True)
    if not (options.lib / "test").is_dir():
        parser.error(f"{options.lib} has no folder `test`")
    names = options.names or modules()
    rows, sums, began = [], [0] * len(COLUMNS), time.monotonic()
    with ThreadPoolExecutor(options.jobs) as pool:
        for done, (name, ((counts, ended), seconds)) in enumerate(
            zip(names, pool.map(lambda name: run(name, options), names)), 1
        ):
            rows.append(f"| {name} | " + " | ".join(map(str, counts)) + f" | {ended} |")
            sums = [a + b for a, b in zip(sums, counts)]
            left = (time.monotonic() - began) / done * (len(names) - done)
            said = " ".join(f"{n} {c}" for n, c in zip(COLUMNS, counts))
            print(f"{done}/{len(names)} {name}: {said} {ended} ({seconds:.0f} s; {left:.0f} s to go)", file=sys.stderr, flush=True)
    table = [
        "| module | " + " | ".join(COLUMNS) + " | ended |",
        "| --- | " + "---: | " * len(COLUMNS) + "--- |",
        *rows,
        "| all | " + " | ".join(map(str, sums)) + " | |",
        "",
    ]
    if options.names:
        print("\n".join(table))
    else:
        limit = f"This run: {options.seconds:g} seconds for each module. {options.note}".rstrip() + "\n\n"
        DOCUMENT.write_text(HEADER + limit + "\n".join(table))


if __name__ == "__main__":
    main()
