"""Counts machine instructions of unmodified scripts of pyperformance under valgrind, and says where they go.

    python3 instructions.py DIR TRICERA [--engine ENGINE,...] [--against PYTHON] [--keep KEPT] [--times RUN] [--top N] [--jobs N]
        [--output FILE] [NAME...]

DIR is the folder with bm_NAME/run_benchmark.py, NAME a benchmark as answers.json has it (default: all of them whose
packages are there).
Counted is each benchmark that a script registers, in a process that has run it once: a run of two equal turns less a run of
one. A turn is so many loops that they execute some millions of bytecodes, or take a fifth of a second. PYTHON must be a binary, or a script
that becomes one (exec). The table is Markdown, on standard output or in FILE. What was counted of PYTHON is kept in KEPT, with the loops of
a turn, and not counted again by a later run with the same PYTHON. With RUN, which `tricera bench --pyperformance` has written (its JSON), a second
table says of each benchmark that is less than 1.5 times as fast as PYTHON why, in counts.
Progress goes to standard error, with the instructions of each as a multiple of the first one's. FILE is written anew after each benchmark.
"""

import argparse
import collections
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
DRIVER = HERE / "driver.py"

#: Bytecodes of a turn, at least: fewer would show how code is specialized, not how it runs then.
TURN = 3_000_000
#: Less than so many times as fast as the peer is slow.
SLOW = 1.5

#: Seconds of a turn, at most: where natives do all the work, bytecodes are too few to wait for.
SECONDS = 0.2

#: As `tricera count` has it: what glibc would choose by processor is fixed.
TUNABLES = (
    "glibc.cpu.hwcaps=-AVX512F,-AVX512VL,-AVX2,-AVX2_Usable,-AVX,-ERMS,-FSRM,-RTM"
    ":glibc.cpu.x86_data_cache_size=32768:glibc.cpu.x86_shared_cache_size=1048576"
)


class Script:
    """A benchmark script, and what pyperformance passes to it."""

    def __init__(self, folder, known):
        self.name = known["name"]
        self.needs = known.get("needs")
        self.arguments = known.get("arguments", [])
        self.file = folder / f"bm_{known.get('script', self.name)}" / "run_benchmark.py"


class Kept:
    """What was counted of the peer before, by benchmark: loops of a turn, and instructions."""

    def __init__(self, file, peer):
        self.file = file
        self.peer = peer
        self.rows = {}
        if file and file.is_file():
            known = json.loads(file.read_text())
            if known["peer"] == peer:
                self.rows = known["rows"]

    def add(self, key, loops, instructions):
        self.rows[key] = {"loops": loops, "instructions": instructions}
        if self.file:
            self.file.write_text(json.dumps({"peer": self.peer, "rows": self.rows}, indent=1) + "\n")


class Contestant:
    def __init__(self, label, line):
        self.label = label
        self.line = line


def environment():
    # Packages that scripts need may be in PYTHONPATH.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON") or name == "PYTHONPATH"}
    kept.update(LC_ALL="C.UTF-8", PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1", GLIBC_TUNABLES=TUNABLES)
    return kept


def serve(line, script, commands):
    """What the driver answers to the commands, a line each."""
    line = [*line, str(DRIVER), "serve", str(script.file), *script.arguments]
    text = "".join(command + "\n" for command in commands)
    done = subprocess.run(line, input=text, env=environment(), capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(line)}: {done.stderr[-400:]}")
    return done.stdout.splitlines()


def counts(file):
    """Instructions by function, of a file of cachegrind's."""
    by_function = collections.Counter()
    function = ""
    for line in file.read_text(errors="replace").splitlines():
        if line.startswith("fn="):
            function = line[3:]
        elif line[:1].isdigit():
            by_function[function] += int(line.split()[1])
    return by_function


def counted(contestant, script, at, loops, folder):
    """Instructions of one turn by function."""
    totals = []
    for turns in 1, 2:
        file = Path(folder) / f"{contestant.label}-{script.name}-{at}-{turns}"
        tool = ["--tool=cachegrind", "--cache-sim=no", "--trace-children=yes", f"--cachegrind-out-file={file}"]
        serve(["valgrind", "--quiet", *tool, *contestant.line], script, [f"run {at} {loops}"] * turns)
        totals.append(counts(file))
        file.unlink()
    once, twice = totals
    return collections.Counter({name: n - once[name] for name, n in twice.items() if n != once[name]})


def bytecodes(contestant, script, at, loops, folder):
    """Logical instructions of one turn."""
    totals = []
    for turns in 1, 2:
        file = Path(folder) / f"{contestant.label}-{script.name}-{at}-{turns}-opcodes"
        serve([*contestant.line, f"--opcode-counts={file}"], script, [f"run {at} {loops}"] * turns)
        totals.append(sum(json.loads(file.read_text())["opcodes"].values()))
        file.unlink()
    return totals[1] - totals[0]


def measured(contestants, script, at, folder, kept):
    """Loops of a turn, its bytecodes, and the instructions of each contestant."""
    key = f"{script.name} {at}"
    known = kept.rows.get(key)
    loops = known["loops"] if known else 1
    executed = bytecodes(contestants[0], script, at, loops, folder)
    if not known and executed < TURN:
        taken = json.loads(serve(contestants[0].line, script, [f"run {at} 1"] * 2)[1])["cpu_ns"][0]
        most = max(round(SECONDS * 1e9 / max(taken, 1)), 1)
        loops = min(-(-TURN // max(executed, 1)), most)
        executed = bytecodes(contestants[0], script, at, loops, folder)
    result = {}
    for one in contestants:
        if one.label == kept.peer and known:
            result[one.label] = collections.Counter({"": known["instructions"]})
            continue
        result[one.label] = counted(one, script, at, loops, folder)
        if one.label == kept.peer:
            kept.add(key, loops, sum(result[one.label].values()))
    return executed, result


def short(name):
    """A name as a reader knows it: handlers by their opcodes, functions by the last of their path."""
    name = re.sub(r"'\d+$", "", name)
    if found := re.search(r"\b(handle|slow)::<(?:\w+::)*(\w+)", name):
        return found[2] if found[1] == "handle" else found[2] + " (on its way out)"
    if found := re.search(r"superinstructions::handlers::(\w+)", name):
        return found[1]
    if "register_forms::" in name:
        parts = re.findall(r"bodies::\w+::(\w+)", name)
        return " + ".join(parts)
    if "::" in name:
        # `<path::Type>::method` and `<Type as path::Trait>::method`, then all that is in angle brackets, inner ones first.
        name = re.sub(r"^<(.*?)(?: as .*)?>::(\w+)(?:::<.*>)?$", lambda found: re.sub("<.*>", "", found[1]) + "::" + found[2], name)
        while (shorter := re.sub(r"<[^<>]*>", "", name)) != name:
            name = shorter
        return "::".join([part for part in name.split("::") if part][-2:])
    return name


def millions(n):
    return f"{n / 1e6:,.2f}"


def table(rows, contestants, top):
    """The counts as Markdown, and below where they go."""
    peers = [one.label for one in contestants[1:]]
    best = contestants[0].label
    lines = [
        "| benchmark | bytecodes, millions | " + " | ".join(f"{one.label}, millions | a bytecode" for one in contestants)
        + "".join(f" | {peer} / {best}" for peer in peers) + " |",
        "| --- |" + " ---: |" * (1 + 2 * len(contestants) + len(peers)),
    ]
    products = collections.defaultdict(list)
    for name, executed, by_contestant in rows:
        total = {label: sum(functions.values()) for label, functions in by_contestant.items()}
        cells = [name, millions(executed)]
        for one in contestants:
            each = total[one.label] / max(executed, 1)
            products[one.label].append(each)
            cells += [millions(total[one.label]), f"{each:.1f}"]
        for peer in peers:
            products[peer, "ratio"].append(total[peer] / max(total[best], 1))
            cells.append(f"{products[peer, 'ratio'][-1]:.2f}")
        lines.append("| " + " | ".join(cells) + " |")

    def geomean(values):
        product = 1.0
        for value in values:
            product *= max(value, 1e-9) ** (1 / len(values))
        return product

    cells = [f"geomean of {len(rows)}", ""]
    for one in contestants:
        cells += ["", f"{geomean(products[one.label]):.1f}"]
    cells += [f"{geomean(products[peer, 'ratio']):.2f}" for peer in peers]
    lines.append("| " + " | ".join(cells) + " |")
    lines += ["", f"Where they go on `{best}`: the {top} functions that take most, in hundredths of all instructions.", ""]
    lines += ["| benchmark | functions |", "| --- | --- |"]
    for name, _, by_contestant in rows:
        by_name = collections.Counter()
        for function, n in by_contestant[best].items():
            by_name[short(function)] += n
        all_of_it = sum(by_name.values())
        parts = [f"`{function}` {n * 100 / all_of_it:.1f}" for function, n in by_name.most_common(top)]
        lines.append(f"| {name} | {', '.join(parts)} |")
    return "\n".join(lines) + "\n"


def speeds(run, label, peer):
    """How many times as fast as the peer each benchmark of a run is: the median over its pairs."""
    record = json.loads(run.read_text())
    labels = [one["label"] for one in record["contestants"]]
    result = {}
    for program in record["programs"]:
        ours, theirs = (program["series"][labels.index(name)] for name in (label, peer))
        # Times are for one loop.
        ratios = [q / p for p, q in zip(ours["cpu_ns"], theirs["cpu_ns"]) if p and q]
        result[program["name"]] = statistics.median(ratios)
    return result


def reasons(rows, contestants, run):
    """Why the benchmarks below SLOW are no faster, as Markdown."""
    best, peer = contestants[0].label, contestants[1].label
    speed = speeds(run, best, peer)
    lines = [
        "",
        f"Less than {SLOW} times as fast as {peer} by time (median of the pairs in `{run.name}`), and why. *An instruction takes* so many times as long as",
        f"one of {peer}. *Functions* says how many of them make up half and",
        "nine tenths of all instructions: where they are many, each is executed seldom, and its code has to be fetched again and again. *Natives*: instructions outside of",
        "the engine's handlers.",
        "",
        f"| benchmark | time | instructions, {peer} / {best} | an instruction takes | functions for half | for nine tenths | natives | reason |",
        "| --- |" + " ---: |" * 6 + " --- |",
    ]
    for name, _, by_contestant in rows:
        if not speed.get(name, SLOW) < SLOW:
            continue
        own = by_contestant[best]
        total = sum(own.values())
        ratio = sum(by_contestant[peer].values()) / max(total, 1)
        each = ratio / speed[name]
        counts_of_functions = sorted(own.values(), reverse=True)
        natives = sum(n for function, n in own.items() if not is_handler(function)) / max(total, 1)
        half, most = (functions_for(counts_of_functions, total * share) for share in (0.5, 0.9))
        if ratio < SLOW:
            reason = f"too many instructions: {ratio:.2f} times fewer are not {SLOW}"
        else:
            reason = f"instructions that take {(each - 1) * 100:.0f}% longer each"
        lines.append(
            f"| {name} | {speed[name]:.2f} | {ratio:.2f} | {each:.2f} | {half} | {most} | {natives * 100:.0f}% | {reason} |"
        )
    return "\n".join(lines) + "\n"


def functions_for(counts_of_functions, wanted):
    """So many of the functions, those with the highest counts first, make up as many instructions."""
    reached = 0
    for n, executed in enumerate(counts_of_functions, 1):
        reached += executed
        if reached >= wanted:
            return n
    return len(counts_of_functions)


def is_handler(function):
    return any(part in function for part in ("handle::<", "superinstructions::handlers", "register_forms::", "slow::<"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("tricera")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--engine", default="direct")
    parser.add_argument("--against")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--times", type=Path)
    parser.add_argument("--top", type=int, default=6)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--output", type=Path)
    options = parser.parse_intermixed_args()
    if options.times and not options.against:
        parser.error("--times compares with a peer: name it with --against")
    if not shutil.which("valgrind"):
        sys.exit("valgrind is not installed")
    contestants = [Contestant(name, [options.tricera, f"--engine={name}"]) for name in options.engine.split(",")]
    kept = Kept(None, None)
    if options.against:
        question = "import sys; print(sys.implementation.name + '-' + sys.version.split()[0])"
        said = subprocess.run([options.against, "-c", question], capture_output=True, text=True, check=True)
        contestants.append(Contestant(said.stdout.strip(), [options.against]))
        kept = Kept(options.keep, contestants[-1].label)
    jobs = []
    known = {one["name"]: one for one in json.loads((HERE / "answers.json").read_text())["scripts"]}
    for name in options.names or known:
        script = Script(options.folder, known.get(name, {"name": name}))
        if not script.file.is_file():
            sys.exit(f"there is no script {name} in {options.folder}")
        if not options.names and script.needs:
            asked = [*contestants[0].line, "-c", f"import {script.needs}"]
            if subprocess.run(asked, env=environment(), capture_output=True).returncode:
                print(f"{name} is left out: it needs the package {script.needs} in PYTHONPATH", file=sys.stderr)
                continue
        listed = json.loads(serve(contestants[0].line, script, ["list"])[0])["benchmarks"]
        jobs += [(benchmark["name"], script, at) for at, benchmark in enumerate(listed)]
    version = subprocess.run([options.tricera, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    commit = subprocess.run(["git", "-C", HERE, "rev-parse", "HEAD"], capture_output=True, text=True).stdout.strip()
    shown = ["python3", "bench-corpus/pyperformance/instructions.py", *(Path(word).name if "/" in word else word for word in sys.argv[1:])]
    head = (
        "# Machine instructions of pyperformance's scripts\n\n"
        f"Written by `{' '.join(shown)}`, {version}, commit {commit[:12]}. One turn of each benchmark, of some\n"
        "millions of bytecodes or a fifth of a second, in a process that has had one before; under valgrind's cachegrind, so these\n"
        "figures repeat, where times do not. No figure is typed by hand.\n\n"
    )
    began = time.monotonic()

    def text():
        why = reasons(rows, contestants, options.times) if options.times else ""
        return head + table(rows, contestants, options.top) + why

    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(options.jobs) as pool:
        pending = [(name, pool.submit(measured, contestants, script, at, folder, kept)) for name, script, at in jobs]
        rows = []
        for done, (name, result) in enumerate(pending, 1):
            rows.append((name, *result.result()))
            totals = [sum(functions.values()) for functions in rows[-1][2].values()]
            ratios = "".join(f", {other / max(totals[0], 1):.2f}" for other in totals[1:])
            spent = time.monotonic() - began
            left = spent / done * (len(pending) - done)
            print(f"{done} of {len(pending)} after {spent:.0f} s, about {left:.0f} s to go: {name}{ratios}", file=sys.stderr, flush=True)
            # Whoever stops it keeps what is done.
            if options.output:
                options.output.write_text(text())
    if not options.output:
        print(text(), end="")


if __name__ == "__main__":
    main()
