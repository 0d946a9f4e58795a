"""The in-process worker of `tricera bench --pyperformance`: runs one unmodified script of pyperformance on command.

    PY driver.py serve SCRIPT [ARGUMENT...]
    PY driver.py check NAME SCRIPT [ARGUMENT...]

The script runs as `__main__`, with a module `pyperf` of our own that measures nothing but collects the benchmarks the
script registers. Every interpreter that is compared runs the same file, with the same clocks around the same calls.

`serve` answers commands, one a line, from standard input:

    list           one line of JSON, the benchmarks in the order of registration, with how often a loop of
                   theirs does what is measured: {"benchmarks": [{"name": "...", "inner_loops": 1}...]}
    run I LOOPS    runs benchmark number I with so many loops, and answers with one line of JSON:
                   {"wall_ns": [...], "cpu_ns": [...], "result": ""}, the time of all loops together
    quit           leaves; so does the end of the input

`check` runs every benchmark once and prints what was computed: see probes.py. The arguments shall make the script as
small as it can be; SCRATCH in them becomes the name of a file that is gone afterwards.

A script that raises ends the worker with its traceback and exit code 1.
"""

import io
import os
import sys
import time
import types

# A script's own imports come before what lies beside this file.
HERE = os.path.dirname(os.path.abspath(__file__))


def perf_counter(wall=time.perf_counter, cpu=time.process_time, reading=complex):
    """Seconds by two clocks at once: the elapsed time, and as the imaginary part the processor's.

    Scripts take the difference of two readings, or add such differences up; both clocks go along, and no interpreter
    has to call anything of ours for it.
    """
    return reading(wall(), cpu())


class Task:
    """A benchmark that a script has registered: `measure(loops)` gives the time that so many loops took."""

    def __init__(self, name, measure, inner_loops):
        self.name = name
        self.measure = measure
        self.inner_loops = inner_loops or 1
        self.value = None

    def run(self, loops):
        cpu = time.process_time()
        taken = self.measure(loops)
        if not isinstance(taken, complex):
            # A script with a clock of its own: the processor's time is then that of the whole call.
            taken = complex(taken, time.process_time() - cpu)
        return taken


class Runner:
    """Collects the benchmarks of a script, in place of running them."""

    tasks = []

    def __init__(self, *args, metadata=None, add_cmdline_args=None, **options):
        import argparse

        self.argparser = argparse.ArgumentParser(description="Benchmark")
        self.metadata = {} if metadata is None else metadata
        self.args = None

    def parse_args(self, args=None):
        if self.args is None:
            self.args = self.argparser.parse_args(args)
        return self.args

    def _register(self, name, measure, inner_loops):
        self.parse_args()
        self.tasks.append(Task(name, measure, inner_loops))

    def bench_time_func(self, name, time_func, *args, inner_loops=None, metadata=None):
        self._register(name, lambda loops: time_func(loops, *args), inner_loops)

    def bench_func(self, name, func, *args, inner_loops=None, metadata=None):
        if args:
            from functools import partial

            func = partial(func, *args)

        def measure(loops):
            times = range(loops)
            began = perf_counter()
            for _ in times:
                value = func()
            taken = perf_counter() - began
            task.value = value
            return taken

        self._register(name, measure, inner_loops)
        task = self.tasks[-1]

    def bench_async_func(self, name, func, *args, inner_loops=None, metadata=None, loop_factory=None):
        async def all_of(loops):
            times = range(loops)
            began = perf_counter()
            for _ in times:
                await func(*args)
            return perf_counter() - began

        def measure(loops):
            import asyncio

            with asyncio.Runner(loop_factory=loop_factory) as runner:
                return runner.run(all_of(loops))

        self._register(name, measure, inner_loops)

    def bench_command(self, name, command):
        raise NotImplementedError("a benchmark of a command has no function that a driver could call")

    def timeit(self, name, *args, **options):
        raise NotImplementedError("a benchmark of statements has no function that a driver could call")


def stand_in():
    """The module that scripts find as `pyperf`."""
    module = types.ModuleType("pyperf")
    module.VERSION = (2, 10, 0)
    module.__version__ = "2.10.0"
    module.Runner = Runner
    module.perf_counter = perf_counter
    module.python_implementation = lambda: sys.implementation.name.lower()
    module.python_has_jit = lambda: False
    return module


def load(script, arguments):
    """Runs the script; the benchmarks it registers, and its namespace."""
    main = types.ModuleType("__main__")
    main.__file__ = script
    main.__builtins__ = __builtins__
    sys.modules["pyperf"] = stand_in()
    sys.modules["__main__"] = main
    sys.argv = [script, *arguments]
    sys.path[0] = os.path.dirname(os.path.abspath(script))
    with open(script, encoding="utf-8") as file:
        source = file.read()
    exec(compile(source, script, "exec"), main.__dict__)
    return Runner.tasks, main


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def nanoseconds(seconds):
    return str(round(max(seconds, 0.0) * 1e9))


def serve(tasks, answers):
    while True:
        words = sys.stdin.readline().split()
        if not words or words[0] == "quit":
            return 0
        if words == ["list"]:
            shown = ['{"name": ' + quoted(task.name) + f', "inner_loops": {task.inner_loops}}}' for task in tasks]
            answers.write('{"benchmarks": [' + ", ".join(shown) + "]}\n")
        elif len(words) == 3 and words[0] == "run":
            taken = tasks[int(words[1])].run(int(words[2]))
            wall = nanoseconds(taken.real)
            cpu = nanoseconds(taken.imag)
            answers.write('{"wall_ns": [' + wall + '], "cpu_ns": [' + cpu + '], "result": ""}\n')
        else:
            sys.stderr.write("driver: unknown command: " + " ".join(words) + "\n")
            return 2
        answers.flush()


def check(name, script, arguments, answers):
    sys.path.append(HERE)
    import probes

    with probes.Scratch() as scratch:
        tasks, main = load(script, [word.replace("SCRATCH", scratch.path) for word in arguments])
        for task in tasks:
            task.run(1)
            answers.write("benchmark " + task.name + probes.shown_value(task.value) + "\n")
        for line in probes.probe(name, main, scratch):
            answers.write(line + "\n")
    return 0


def main(arguments):
    answers = sys.stdout
    # What scripts print must not mix with the answers.
    sys.stdout = sys.stderr
    if len(arguments) >= 2 and arguments[0] == "serve":
        tasks, _ = load(arguments[1], arguments[2:])
        return serve(tasks, answers)
    if len(arguments) >= 3 and arguments[0] == "check":
        printed = sys.stdout = io.StringIO()
        try:
            status = check(arguments[1], arguments[2], arguments[3:], answers)
        finally:
            sys.stdout = answers
        for line in printed.getvalue().splitlines():
            answers.write("printed " + line + "\n")
        return status
    sys.stderr.write("usage: driver.py serve SCRIPT [ARGUMENT...] | check NAME SCRIPT [ARGUMENT...]\n")
    return 2


if __name__ == "__main__":
    status = main(sys.argv[1:])
    sys.stdout.flush()
    sys.exit(status)
