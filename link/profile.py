"""Make `profile.profdata`, which tells the compiler how often each branch of ours is taken.

    python3 link/profile.py [LIB]                    (needs llvm-profdata; a quarter of an hour on two cores)

It copies the tree, builds the copy with counters (its `profile.args` say so), and runs on each engine: the corpus, the
test programs, and, where LIB names a CPython 3.14 library with its `test` package, those of its tests that CPython's own
builds with a profile are trained with (`test/libregrtest/pgo.py`), and tests of modules that ordinary programs consist of,
as far as they end within some seconds. Benchmarks of others, by which speed is judged, are not among them. In the end it builds with the profile, and says for how much of it
the compiler had a function.

What was counted is kept for our own functions, those that were never called left out. The compiler looks a function up by
its name, in which there is a hash of its crate, and of the compiler's version: another compiler finds none of them, and
builds as if there were no profile (`build.rs` warns of it, and `tricera bench` says which was the case). A function that has
changed since is compiled without. So the file is made again when much has changed, and after a change of compilers.

`cargo build --profile plain` builds without it, to measure what it is worth: `bench --pgo target/release/tricera`.
"""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORK = ROOT / "target/profile"
ENGINES = "direct", "tail", "match", "match-predecoded"
# As long as a program of the corpus is run on an engine, in nanoseconds; the counters slow it down some three times.
CORPUS_NS = 100_000_000
# As long as one of CPython's tests may take, in seconds. What is interrupted then counts as far as it came.
LIMIT = 10
# CPython's list, less what Tricera has no module for, and tests that one call to a native takes longer than LIMIT in.
TESTS = """array base64 binascii binop bisect bytes cmath codecs complex dataclasses datetime decimal difflib float fstring
functools generators heapq itertools json long math memoryview operator ordered_dict patma pickle pprint re set statistics str
struct time xml_etree""".split()
# What they leave out: classes, calls and exceptions for their own sake, and modules in pure Python.
TESTS += """class configparser contextlib copy copyreg csv descr dict exceptions fnmatch fractions grammar html iter list namedtuple
optparse random shlex string textwrap tomllib tuple types typing unpack urlparse uuid""".split()


def profdata():
    """The tool that merges profiles: the toolchain's own, or one that the system has."""
    sysroot = subprocess.check_output(["rustc", "--print", "sysroot"], text=True).strip()
    found = [os.environ.get("LLVM_PROFDATA"), *pathlib.Path(sysroot).glob("lib/rustlib/*/bin/llvm-profdata")]
    found += [shutil.which("llvm-profdata"), *sorted(pathlib.Path("/usr/lib").glob("llvm-*/bin/llvm-profdata"))]
    for tool in found:
        if tool:
            return str(tool)
    sys.exit("profile.py: there is no llvm-profdata. rustup component add llvm-tools, or apt-get install llvm, or name it in LLVM_PROFDATA.")


def copy_tree(tree):
    """Copies what git knows of the tree to a folder where no other configuration of cargo's reaches: crates have the same
    names there."""
    for name in subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True).split("\0"):
        if name and (ROOT / name).exists():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tree / name, follow_symlinks=False)
    (tree / "link/profile.args").write_text(f"-Cprofile-generate={WORK / 'raw'}\n")


def train_corpus(binary, engine, environment):
    corpus = ROOT / "bench-corpus"
    for program in json.loads((corpus / "manifest.json").read_text())["programs"]:
        if program["mode"] != "driver":
            continue
        line = [binary, f"--engine={engine}", corpus / "driver.py", corpus / "programs" / f"{program['name']}.py"]
        pipe = subprocess.PIPE
        with subprocess.Popen(line, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=environment, text=True) as worker:
            spent = 0
            while spent < CORPUS_NS:
                worker.stdin.write(f"run {program['sizes']['quick']} 1\n")
                worker.stdin.flush()
                spent += sum(json.loads(worker.stdout.readline())["cpu_ns"])
            worker.stdin.close()


def run(line, folder, environment):
    """Ends a program that takes too long as Ctrl-C would, so that it still writes what it counted."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(line, cwd=folder, env=environment, stdin=quiet, stdout=quiet, stderr=quiet) as process:
        try:
            process.wait(LIMIT)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(LIMIT / 2)
            except subprocess.TimeoutExpired:
                process.kill()


def train(binary, engine, library):
    # A file for each engine: they are trained side by side.
    counted = WORK / f"raw/{engine}-%m.profraw"
    environment = dict(os.environ, PYTHONHASHSEED="0", LLVM_PROFILE_FILE=str(counted))
    environment.pop("PYTHONUNBUFFERED", None)
    if library:
        environment["TRICERA_LIB"] = str(library)
    began = time.monotonic()
    train_corpus(binary, engine, environment)
    programs = ROOT / "tests/programs"
    for file in sorted(programs.glob("*/[!_]*.py")):
        run([binary, f"--engine={engine}", file.relative_to(programs)], programs, environment)
    if library:
        folder = WORK / engine
        folder.mkdir(exist_ok=True)
        for test in TESTS:
            run([binary, f"--engine={engine}", "-m", "unittest", "-q", f"test.test_{test}"], folder, environment)
    print(f"{engine}: trained in {time.monotonic() - began:.0f} s", flush=True)


def main():
    library = pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else None
    tool = profdata()
    raw = WORK / "raw"
    shutil.rmtree(raw, ignore_errors=True)
    print("building with counters", flush=True)
    build = ["cargo", "build", "--release", "--locked", "-p", "tricera", "--target-dir", WORK / "target"]
    with tempfile.TemporaryDirectory(prefix="tricera-profile-") as tree:
        copy_tree(pathlib.Path(tree))
        subprocess.run(build, cwd=tree, check=True, env=dict(os.environ, CARGO_INCREMENTAL="0"))
    # Build scripts and macros have none of our functions in them.
    shutil.rmtree(raw, ignore_errors=True)
    raw.mkdir()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda engine: train(WORK / "target/release/tricera", engine, library), ENGINES))
    profile = ROOT / "link/profile.profdata"
    subprocess.run([tool, "merge", "--sparse", "--function=tricera", "-o", profile, *raw.glob("*.profraw")], check=True)
    compiler = subprocess.check_output(["rustc", "--version"], text=True)
    (ROOT / "link/profile.rustc").write_text(compiler)
    print(f"wrote {profile.relative_to(ROOT)}, {profile.stat().st_size} bytes, for {compiler.strip()}", flush=True)
    subprocess.run(["cargo", "build", "--release", "--locked", "-p", "tricera"], cwd=ROOT, check=True)
    show = subprocess.check_output([tool, "show", "--all-functions", profile], text=True)
    counted = set(re.findall(r"^  (?:[^\s:;]+;)?(_R\w+)\S*:$", show, re.M))
    symbols = subprocess.check_output(["nm", ROOT / "target/release/tricera"], text=True)
    built = {line.split()[-1].partition(".")[0] for line in symbols.splitlines()}
    # The others were inlined wherever they are called. Names of another compiler, or of other flags, would leave none.
    print(f"of {len(counted)} functions in it {len(counted & built)} are in the binary")
    if not counted & built:
        sys.exit("profile.py: the compiler did not find its own functions in the profile")


if __name__ == "__main__":
    main()
