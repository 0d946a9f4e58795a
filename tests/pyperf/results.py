"""What scripts do with results: making, reading, joining and refusing them.

results.out is what this prints with CPython 3.14 and the package pyperf 2.10.0:

    PYTHONPATH=where-pyperf-is python3.14 results.py >results.out
"""

import io

from pyperf import Benchmark, BenchmarkSuite, Run, format_metadata, python_has_jit, python_implementation


def attempt(function, *args, **keywords):
    try:
        print(function(*args, **keywords))
    except Exception as e:
        print(type(e).__name__, e)


def run(values, name="b", **metadata):
    return Run(values, [(1, 2.5)], {"name": name, "loops": 2} | metadata, collect_metadata=False)


print(python_implementation() == python_implementation().lower(), python_has_jit())
first = run([1.0, 2.0, 4.0], inner_loops=5, date="2026-01-02 03:04:05.5")
print(first.values, first.warmups, first.get_loops(), first.get_inner_loops(), first.get_total_loops())
bench = Benchmark([first, run([3.0], inner_loops=5, duration=7.5)])
print(bench, bench.get_nrun(), bench.get_nvalue(), bench.get_values(), bench.get_metadata())
print(bench.mean(), bench.median(), round(bench.stdev(), 6), bench.median_abs_dev(), bench.percentile(25))
print(bench.get_total_duration(), bench.get_dates(), bench.required_nprocesses())
print(bench.format_value(bench.mean()), bench.format_values((0.00123, 0.5)), bench.get_unit())
bench.update_metadata({"colour": " red "})
print(bench.get_metadata())
suite = BenchmarkSuite([bench, Benchmark([run([0.5], "c")])])
print(len(suite), suite.get_benchmark_names(), suite.get_metadata(), suite.get_benchmark("c").get_loops())
file = io.StringIO()
suite.dump(file)
print(file.getvalue(), end="")
again = BenchmarkSuite.loads(file.getvalue())
again.add_runs(Benchmark([run([9.0], "c")]))
again.add_runs(BenchmarkSuite([Benchmark([run([8.0], "d")])]))
print([(one.get_name(), one.get_values()) for one in again])

for name, value in [("duration", 3723.25), ("duration", 0.0125), ("mem_max_rss", 5 << 20), ("loops", 16), ("load_avg_1min", 1), ("x", 1.5)]:
    print(name, format_metadata(name, value))

attempt(Run, [], collect_metadata=False)
attempt(Run, [0.0], collect_metadata=False)
attempt(Run, ["x"], collect_metadata=False)
attempt(Run, [1.0], [(0, 1.0)], collect_metadata=False)
attempt(Run, [1.0], None, {"x": None}, collect_metadata=False)
attempt(Run, [1.0], None, {"x": " "}, collect_metadata=False)
attempt(Run, [1.0], None, {"x": "a\nb"}, collect_metadata=False)
attempt(Run, [1.0], None, {"unit": "parsec"}, collect_metadata=False)
attempt(Run, [1.0], None, {"loops": 0}, collect_metadata=False)
attempt(Benchmark, [])
attempt(Benchmark, [Run([1.0], collect_metadata=False)])
attempt(bench.add_run, run([1.0], "other", inner_loops=5))
attempt(bench.add_run, 3)
attempt(bench.add_runs, bench)
attempt(suite.add_benchmark, Benchmark([run([1.0], "c")]))
attempt(suite.get_benchmark, "z")
attempt(BenchmarkSuite.loads, '{"version": "9", "benchmarks": []}')
attempt(Benchmark.loads, file.getvalue())
attempt(BenchmarkSuite, [])
