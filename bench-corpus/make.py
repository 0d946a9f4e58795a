"""Regenerates what CPython 3.14 says about the corpus, from the repository's root:

    python3.14 bench-corpus/make.py [--check] [--sizes] [NAME ...]

Writes the expected outputs into manifest.json and the code objects into
pyc/NAME.cpython-314.pyc (unchecked hash-based pycs: no time in them, so the bytes can
be made again). With --check nothing is written; differences and a listing that does not
match the folder end with exit code 1. With --sizes it also times every program through
driver.py and names those that leave their band. --corpus FOLDER means another corpus, such as
bench-corpus/micro; one without a folder pyc keeps no code objects.
"""

import argparse
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
# The size "test" is for builds without optimization. Milliseconds under CPython 3.14; generous at both ends, machines differ.
BANDS = {"quick": (8.0, 30.0), "full": (120.0, 400.0)}
# One process per program: marshal's reference flags depend on which strings
# another program has interned before.
COMPILE = """
import py_compile, sys
source, target, name = sys.argv[1:]
py_compile.compile(source, target, name, doraise=True, optimize=0,
                   invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
"""


def environment():
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    clean["PYTHONHASHSEED"] = "0"
    return clean


def python(*arguments, text=None):
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, input=text, capture_output=True, text=True, env=environment(), check=False
    )
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr}")
    return done.stdout


def source_path(corpus, name):
    return os.path.join(corpus, "programs", name + ".py")


def pyc_path(corpus, name):
    return os.path.join(corpus, "pyc", name + ".cpython-314.pyc")


def expected(corpus, program, size):
    name = program["name"]
    if program["mode"] == "process":
        return python(source_path(corpus, name))
    printed = python(source_path(corpus, name), str(program["sizes"][size]))
    answer = python(
        os.path.join(HERE, "driver.py"),
        source_path(corpus, name),
        text=f"run {program['sizes'][size]} 2\nquit\n",
    )
    if json.loads(answer)["result"] + "\n" != printed:
        sys.exit(f"{name}: the driver and the program disagree: {answer}{printed}")
    return printed


def compiled(corpus, name):
    target = pyc_path(corpus, name) + ".new"
    python("-c", COMPILE, source_path(corpus, name), target, f"bench-corpus/programs/{name}.py")
    with open(target, "rb") as file:
        data = file.read()
    os.remove(target)
    return data


def current(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def milliseconds(corpus, program, size):
    if program["mode"] == "process":
        return None
    answer = python(
        os.path.join(HERE, "driver.py"),
        source_path(corpus, program["name"]),
        text=f"run {program['sizes'][size]} 3\nquit\n",
    )
    return min(json.loads(answer)["cpu_ns"]) / 1e6


def listing_errors(corpus, manifest):
    listed = {program["name"] for program in manifest["programs"]}
    folder = {file[:-3] for file in os.listdir(os.path.join(corpus, "programs")) if file.endswith(".py")}
    for name in sorted(listed - folder):
        yield f"{name}: in the manifest, not in programs/"
    for name in sorted(folder - listed):
        yield f"{name}: in programs/, not in the manifest"
    for program in manifest["programs"]:
        if program["kind"] not in manifest["kinds"]:
            yield f"{program['name']}: unknown kind {program['kind']}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--sizes", action="store_true")
    parser.add_argument("--corpus", metavar="FOLDER", default=HERE)
    arguments = parser.parse_args()
    corpus = os.path.abspath(arguments.corpus)
    if sys.version_info[:2] != (3, 14):
        sys.exit("make.py must run under CPython 3.14: its answers are the reference")
    with open(os.path.join(corpus, "manifest.json"), encoding="utf-8") as file:
        manifest = json.load(file)
    problems = list(listing_errors(corpus, manifest))
    known = {program["name"] for program in manifest["programs"]}
    for name in arguments.names:
        if name not in known:
            problems.append(f"{name}: no such program")
    with_code = os.path.isdir(os.path.join(corpus, "pyc"))
    for program in manifest["programs"]:
        name = program["name"]
        if arguments.names and name not in arguments.names:
            continue
        fresh = {size: expected(corpus, program, size) for size in ("test", "quick", "full")}
        if fresh != program.get("expected"):
            if arguments.check:
                problems.append(f"{name}: expected output differs: {fresh}")
            program["expected"] = fresh
        data = compiled(corpus, name) if with_code else None
        if with_code and data != current(pyc_path(corpus, name)):
            if arguments.check:
                problems.append(f"{name}: pyc differs")
            else:
                with open(pyc_path(corpus, name), "wb") as file:
                    file.write(data)
        if arguments.sizes:
            for size, (low, high) in BANDS.items():
                took = milliseconds(corpus, program, size)
                if took is not None:
                    mark = "" if low <= took <= high else "  <- outside its band"
                    print(f"{name:20} {size:5} {took:8.1f} ms{mark}", flush=True)
    if not arguments.check:
        with open(os.path.join(corpus, "manifest.json"), "w", encoding="utf-8") as file:
            json.dump(manifest, file, indent=2)
            file.write("\n")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
