"""Make `hot.ld`, which puts the functions that programs spend their time in beside each other.

    cargo build --release && python3 link/hot.py BENCHMARKS [BINARY]      (needs valgrind and nm; half an hour)

BENCHMARKS is the folder of pyperformance's scripts, as for `tricera bench --pyperformance`. A script runs some five hundred
functions of ten thousand. Left where the compiler puts them they lie on up to three hundred pages, of which a processor knows 64
at a time; beside each other they lie on half as many. callgrind counts the instructions of every function while the benchmarks run,
on each engine, and a function's place is by its share of them for a byte of its length. The hashes of crates in names are
left open (see make.py), and a name that is gone is not looked for, so the file is made again when much has changed, not with every
change.

`TRICERA_FUNCTION_ORDER=plain` in the environment of a build leaves the order to the compiler, to measure what this one is worth.
"""

import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

from make import PROGRAMS, ROOT, functions, pattern

ENGINES = "direct", "tail", "match"
# The share of a script's instructions whose functions get a place; the rest ran once.
COVERED = 0.999
# Nanoseconds for which a script is counted, of the time that it takes under valgrind without counting.
COUNTED_NS = 100_000_000
PYPERFORMANCE = ROOT / "bench-corpus/pyperformance"


def by_function(lines):
    """Instructions by function, under their mangled names, of what callgrind wrote; the functions they call left out."""
    counts, names, name, called = {}, {}, None, False
    for line in lines:
        found = re.match(r"c?fn=(\(\d+\))(?: (\S+))?", line)
        if found:
            if found[2]:
                # A recursive function has a number behind its name.
                names[found[1]] = found[2].split("'")[0]
            if line[0] == "f":
                name = names[found[1]]
        elif line.startswith("calls="):
            called = True
        elif line[0] in "0123456789+-*":
            # The line after a call has what the called function took.
            if not called:
                counts[name] = counts.get(name, 0) + int(line.split()[1])
            called = False
    return counts


def counted(binary, engine, folder, script):
    """Instructions by function of a script's benchmarks, each warmed up before it is counted."""
    path = folder / f"bm_{script.get('script', script['name'])}/run_benchmark.py"
    serve = [str(PYPERFORMANCE / "driver.py"), "serve", str(path), *script.get("arguments", [])]
    with tempfile.NamedTemporaryFile("r", errors="replace") as out:
        command = ["valgrind", "-q", "--tool=callgrind", "--instr-atstart=no", "--demangle=no", f"--callgrind-out-file={out.name}"]
        worker = subprocess.Popen(
            [*command, binary, "--engine", engine, *serve],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, bufsize=1,
            env=dict(os.environ, PYTHONHASHSEED="0"),
        )

        def ask(question):
            worker.stdin.write(question + "\n")
            return json.loads(worker.stdout.readline())

        def instrument(how):
            subprocess.run(["callgrind_control", "-i", how, str(worker.pid)], check=True, capture_output=True)

        try:
            benchmarks = ask("list")["benchmarks"]
            for index in range(len(benchmarks)):
                once = ask(f"run {index} 1")["cpu_ns"][0]
                instrument("on")
                ask(f"run {index} {max(1, min(2000, COUNTED_NS // (once * len(benchmarks))))}")
                instrument("off")
        except (ValueError, OSError, subprocess.CalledProcessError) as error:
            # What it needs may not be there; the others still say where their functions belong.
            print(f"\n{script['name']} on {engine} is left out: {error}", file=sys.stderr)
            worker.kill()
            worker.wait()
            return {}
        worker.stdin.close()
        worker.wait()
        return by_function(out)


def profiles(binary, folder):
    """The instructions by function of every script on every engine."""
    scripts = json.loads((PYPERFORMANCE / "answers.json").read_text())["scripts"]
    work = [(engine, script) for engine in ENGINES for script in scripts]
    began = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for done, counts in enumerate(pool.map(lambda job: counted(binary, job[0], folder, job[1]), work), 1):
            left = (time.monotonic() - began) / done * (len(work) - done)
            print(f"\r{done} of {len(work)} runs, {left:.0f} s left ", end="", file=sys.stderr, flush=True)
            yield counts
    print(file=sys.stderr)


def write_order(binary, counted_runs):
    """Writes `hot.ld`: what has most of the instructions for its length comes first."""
    symbols = (line.split() for line in subprocess.check_output(["nm", "-S", binary], text=True).splitlines())
    size = {line[3]: int(line[1], 16) for line in symbols if len(line) == 4 and line[2] in "tTwW"}
    weight, placed = {}, set()
    for counts in counted_runs:
        total, covered = sum(counts.values()), 0
        for name, n in sorted(counts.items(), key=lambda item: -item[1]):
            if name in size:
                weight[name] = weight.get(name, 0) + n / total
                if covered < COVERED * total:
                    placed.add(name)
            covered += n
    # What a start-up runs as well comes last, beside the rest of a start-up (see make.py), so that one touches no more pages.
    start = functions(binary, ["-c", PROGRAMS[0]])
    # A process runs one engine: what belongs to the others lies apart, so that no line of a cache has some of both.
    apart = "tricera_tail_call", "tricera_match_switch"
    engine = {name: next((at for at, one in enumerate(apart) if one in name), len(apart)) for name in placed}
    # Sixteen bytes more for each, since functions begin at multiples of them.
    order = sorted(placed, key=lambda name: (engine[name], name in start, -weight[name] / (size[name] + 16), name))
    patterns = dict.fromkeys(map(pattern, order))
    head = "/* Functions that programs spend their time in, densest first. Made by link/hot.py, which says why. */\n"
    body = "".join(f"        {name}\n" for name in patterns)
    script = f"SECTIONS\n{{\n    .text.hot :\n    {{\n{body}    }}\n}}\nINSERT BEFORE .text;\n"
    (ROOT / "link/hot.ld").write_text(head + script)
    print(f"{len(order)} functions, {sum(size[name] for name in order) // 1024} KB")


def main():
    if not 2 <= len(sys.argv) <= 3:
        sys.exit(__doc__)
    binary = sys.argv[2] if len(sys.argv) > 2 else str(ROOT / "target/release/tricera")
    write_order(binary, profiles(binary, pathlib.Path(sys.argv[1]).resolve()))


if __name__ == "__main__":
    main()
