"""The in-process worker of the bench: runs one corpus program on command and times it.

    PY driver.py PROGRAM.py

It executes the program (under a name that is not `__main__`) and then answers commands,
one a line, from standard input:

    run N REPEAT   calls main(N) REPEAT times and answers with one line of JSON:
                   {"wall_ns": [...], "cpu_ns": [...], "result": "..."}
                   where result is repr(main(N)), the same in every repeat
    quit           leaves; so does the end of the input

The same file runs under every interpreter that is compared, so it asks little of them:
no imports but `sys` and `time`, no json, the collector's settings left as they are.
A program that raises ends the worker with its traceback and exit code 1.
"""

import sys
from time import perf_counter_ns, process_time_ns


def load(path):
    with open(path) as file:
        source = file.read()
    namespace = {"__name__": "bench_program", "__file__": path}
    exec(compile(source, path, "exec"), namespace)
    return namespace["main"]


def run(main, size, repeat):
    wall = []
    cpu = []
    result = None
    for _ in range(repeat):
        cpu_before = process_time_ns()
        before = perf_counter_ns()
        value = main(size)
        after = perf_counter_ns()
        cpu_after = process_time_ns()
        wall.append(str(after - before))
        cpu.append(str(cpu_after - cpu_before))
        text = repr(value)
        if result is not None and text != result:
            raise RuntimeError("repeats disagree: " + result + " and " + text)
        result = text
    return wall, cpu, result


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def serve(main):
    while True:
        words = sys.stdin.readline().split()
        if not words or words[0] == "quit":
            return 0
        if words[0] != "run" or len(words) != 3:
            sys.stderr.write("driver: unknown command: " + " ".join(words) + "\n")
            return 2
        repeat = int(words[2])
        if repeat < 1:
            sys.stderr.write("driver: REPEAT must be at least 1\n")
            return 2
        wall, cpu, result = run(main, int(words[1]), repeat)
        answer = '{"wall_ns": [' + ", ".join(wall) + '], "cpu_ns": [' + ", ".join(cpu)
        sys.stdout.write(answer + '], "result": ' + quoted(result) + "}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.stderr.write("usage: driver.py PROGRAM.py\n")
        sys.exit(2)
    sys.exit(serve(load(sys.argv[1])))
