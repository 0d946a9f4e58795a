"""Make `hot.ld`, which puts the functions that programs spend their time in beside each other.

    cargo build --release && python3 link/hot.py [BINARY]          (needs valgrind and nm; some ten minutes)

A program runs a few hundred functions of ten thousand. Left where the compiler puts them they lie on three hundred pages,
of which a processor knows 64 at a time; beside each other they lie on a third of that. callgrind counts the instructions of
every function in the programs of the corpus, on every engine, and in the test programs, which reach what the corpus does not;
a function's place is by its share of them for a byte of its length. The names of crates' hashes are left open (see make.py), and
a name that is gone is not looked for, so the file is made again when much has changed, not with every change.

`TRICERA_FUNCTION_ORDER=plain` in the environment of a build leaves the order to the compiler, to measure what this one is worth.
"""

import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile
import time

from make import ROOT, pattern

ENGINES = "direct", "tail", "match"
# The share of a program's instructions whose functions get a place; the rest is once-run code.
COVERED = 0.999
# The compiler runs once for each file: its functions lie with those of a start-up.
COMPILER = re.compile(r"rustpython|ruff_")


def counted(binary, line, commands=""):
    """Instructions by function, under their mangled names, the functions they call left out."""
    with tempfile.NamedTemporaryFile() as out:
        command = ["valgrind", "-q", "--tool=callgrind", "--demangle=no", f"--callgrind-out-file={out.name}", binary, *line]
        environment = dict(os.environ, PYTHONHASHSEED="0")
        # Some test programs end with an error, as they should.
        subprocess.run(command, input=commands, text=True, env=environment, capture_output=True)
        counts, names, name, called = {}, {}, None, False
        for row in out:
            row = row.decode(errors="replace")
            found = re.match(r"c?fn=(\(\d+\))(?: (\S+))?", row)
            if found:
                if found[2]:
                    # A recursive function has a number behind its name.
                    names[found[1]] = found[2].split("'")[0]
                if row[0] == "f":
                    name = names[found[1]]
            elif row.startswith("calls="):
                called = True
            elif row[0] in "0123456789+-*":
                # The line after a call has what the called function took.
                if not called:
                    counts[name] = counts.get(name, 0) + int(row.split()[1])
                called = False
        return counts


def programs(binary):
    """The command line and the standard input of everything that is counted."""
    corpus = ROOT / "bench-corpus"
    for program in json.loads((corpus / "manifest.json").read_text())["programs"]:
        if program["mode"] == "driver":
            path = str(corpus / f"programs/{program['name']}.py")
            for engine in ENGINES:
                yield ["--engine", engine, str(corpus / "driver.py"), path], f"run {program['sizes']['quick']} 1\n"
    for path in sorted((ROOT / "tests/programs").glob("*/*.py")):
        yield [str(path)], ""


def shares(binary):
    """What each function has of the instructions of each program, beyond those of a start-up."""
    start = counted(binary, ["-c", "pass"])
    work = list(programs(binary))
    began = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for done, counts in enumerate(pool.map(lambda job: counted(binary, *job), work), 1):
            own = {name: n - start.get(name, 0) for name, n in counts.items() if not COMPILER.search(name)}
            own = {name: n for name, n in own.items() if n > 0}
            total = sum(own.values())
            left = (time.monotonic() - began) / done * (len(work) - done)
            print(f"\r{done} of {len(work)} programs, {left:.0f} s left ", end="", file=sys.stderr, flush=True)
            if total:
                yield {name: n / total for name, n in own.items()}
    print(file=sys.stderr)


def main():
    binary = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "target/release/tricera")
    symbols = (line.split() for line in subprocess.check_output(["nm", "-S", binary], text=True).splitlines())
    size = {line[3]: int(line[1], 16) for line in symbols if len(line) == 4 and line[2] in "tTwW"}
    weight, placed = {}, set()
    for program in shares(binary):
        covered = 0
        for name, share in sorted(program.items(), key=lambda item: -item[1]):
            if name in size:
                weight[name] = weight.get(name, 0) + share
                if covered < COVERED:
                    placed.add(name)
            covered += share
    # Sixteen bytes more for each, since functions begin at multiples of them.
    order = sorted(placed, key=lambda name: (-weight[name] / (size[name] + 16), name))
    patterns = list(dict.fromkeys(map(pattern, order)))
    head = "/* Functions that programs spend their time in, densest first. Made by link/hot.py, which says why. */\n"
    body = "".join(f"        {name}\n" for name in patterns)
    script = f"SECTIONS\n{{\n    .text.hot :\n    {{\n{body}    }}\n}}\nINSERT BEFORE .text;\n"
    (ROOT / "link/hot.ld").write_text(head + script)
    print(f"{len(order)} functions, {sum(size[name] for name in order) // 1024} KB")


if __name__ == "__main__":
    main()
