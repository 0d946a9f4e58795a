# What was measured: runs of a benchmark, benchmarks of a suite, and the files that hold them.

_FORMAT = "1.0"

# A benchmark's runs must agree in these, or they are no runs of the same thing.
_SAME_IN_ALL_RUNS = (
    "aslr",
    "cpu_count",
    "cpu_model_name",
    "hostname",
    "inner_loops",
    "name",
    "platform",
    "python_executable",
    "python_implementation",
    "python_unicode",
    "python_version",
    "unit",
)


def _median(values):
    values = sorted(values)
    middle, odd = divmod(len(values), 2)
    return values[middle] if odd else (values[middle - 1] + values[middle]) / 2


class Run:
    """What one process measured. Without values it was made to find out how many loops or warmups are needed."""

    __slots__ = ("_warmups", "_values", "_metadata")

    def __init__(self, values, warmups=None, metadata=None, collect_metadata=True):
        values = tuple(values)
        warmups = tuple(warmups or ())
        number = (int, float)
        if not all(isinstance(value, number) and value > 0 for value in values):
            raise ValueError("values must be a sequence of number > 0.0")
        for pair in warmups:
            fits = isinstance(pair, tuple) and len(pair) == 2 and isinstance(pair[0], int) and pair[0] >= 1
            if not (fits and isinstance(pair[1], number) and pair[1] >= 0):
                raise ValueError(
                    "warmups must be a sequence of (loops, value) "
                    "where loops is a int >= 1 and value is a float >= 0.0"
                )
        if not values and not warmups:
            raise ValueError("values and warmups are empty sequence")
        found = _collect_metadata() if collect_metadata else {}
        self._values = values
        self._warmups = warmups
        self._metadata = _checked_metadata(found | (metadata or {}))

    values = property(lambda self: self._values, doc="The values, in the benchmark's unit.")
    warmups = property(lambda self: self._warmups, doc="Pairs of a number of loops and a value.")

    def get_metadata(self):
        return dict(self._metadata)

    def get_loops(self):
        return self._metadata.get("loops", 1)

    def get_inner_loops(self):
        return self._metadata.get("inner_loops", 1)

    def get_total_loops(self):
        return self.get_loops() * self.get_inner_loops()

    def _is_calibration(self):
        return not self._values

    def _raw_values(self, warmups=False):
        inner = self.get_inner_loops()
        raw = [value * (loops * inner) for loops, value in self._warmups] if warmups else []
        return raw + [value * self.get_total_loops() for value in self._values]

    def _duration(self):
        known = self._metadata.get("duration")
        return math.fsum(self._raw_values(warmups=True)) if known is None else known

    def _changed(self, metadata):
        return Run(self._values, self._warmups, metadata, collect_metadata=False)

    def _as_json(self, common):
        parts = {
            "warmups": self._warmups,
            "values": self._values,
            "metadata": _without(self._metadata, common),
        }
        return {name: part for name, part in parts.items() if part}

    @classmethod
    def _from_json(cls, data, common):
        warmups = [tuple(pair) for pair in data.get("warmups", ())]
        metadata = common | data.get("metadata", {})
        return cls(data.get("values", ()), warmups, metadata, collect_metadata=False)


class Benchmark:
    """Runs of one benchmark."""

    def __init__(self, runs):
        runs = list(runs)
        if not runs:
            raise ValueError("runs must be a non-empty sequence of Run objects")
        self._runs = []
        for run in runs:
            self.add_run(run)

    def __repr__(self):
        return f"<Benchmark {self.get_name()!r} with {len(self._runs)} runs>"

    def add_run(self, run):
        if not isinstance(run, Run):
            raise TypeError(f"Run expected, got {type(run).__name__}")
        if not self._runs:
            if "name" not in run._metadata:
                raise ValueError("A benchmark must have a name: the first run has no name metadata")
        else:
            first = self._runs[0]._metadata
            for name in _SAME_IN_ALL_RUNS:
                ours, others = first.get(name), run._metadata.get(name)
                if ours != others:
                    raise ValueError(
                        f"incompatible benchmark, metadata {name} is different: current={ours}, run={others}"
                    )
        self._runs.append(run)

    def add_runs(self, benchmark):
        if not isinstance(benchmark, Benchmark):
            raise TypeError(f"expected Benchmark, got {type(benchmark).__name__}")
        if benchmark is self:
            raise ValueError("cannot add a benchmark to itself")
        for run in benchmark._runs:
            self.add_run(run)

    def get_name(self):
        return self._runs[0]._metadata["name"]

    def get_metadata(self):
        return _in_common([run._metadata for run in self._runs])

    def update_metadata(self, metadata):
        metadata = _checked_metadata(metadata)
        known = self._runs[0]._metadata.get("inner_loops")
        if known is not None and metadata.get("inner_loops", known) != known:
            raise ValueError("inner_loops metadata cannot be modified")
        self._runs = [run._changed(run._metadata | metadata) for run in self._runs]

    def get_unit(self):
        return self._runs[0]._metadata.get("unit", "second")

    def format_values(self, values):
        return tuple(_UNITS[self.get_unit()](values))

    def format_value(self, value):
        return self.format_values((value,))[0]

    def get_runs(self):
        return list(self._runs)

    def get_nrun(self):
        return len(self._runs)

    def get_values(self):
        return tuple(value for run in self._runs for value in run._values)

    def get_nvalue(self):
        return len(self.get_values())

    def _of_measuring_runs(self, get):
        numbers = [get(run) for run in self._runs if not run._is_calibration()]
        return numbers[0] if len(set(numbers)) == 1 else math.fsum(numbers) / len(numbers)

    def get_loops(self):
        return self._of_measuring_runs(Run.get_loops)

    def get_inner_loops(self):
        return self._of_measuring_runs(Run.get_inner_loops)

    def get_total_loops(self):
        return self._of_measuring_runs(Run.get_total_loops)

    def get_total_duration(self):
        return math.fsum(run._duration() for run in self._runs)

    def get_dates(self):
        """When the first run began and the last one ended; None where no run says."""
        import datetime

        begins, ends = [], []
        for run in self._runs:
            if "date" in run._metadata:
                begins.append(datetime.datetime.fromisoformat(run._metadata["date"]))
                ends.append(begins[-1] + datetime.timedelta(seconds=math.ceil(run._duration())))
        return (min(begins), max(ends)) if begins else None

    def mean(self):
        values = self.get_values()
        if not values:
            raise ValueError("mean requires at least one value")
        return math.fsum(values) / len(values)

    def stdev(self):
        values = self.get_values()
        if len(values) < 2:
            raise ValueError("stdev requires at least two values")
        mean = self.mean()
        return math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1))

    def median(self):
        values = self.get_values()
        if not values:
            raise ValueError("median requires at least one value")
        return _median(values)

    def median_abs_dev(self):
        median = self.median()
        return _median(abs(value - median) for value in self.get_values())

    def percentile(self, p):
        if not 0 <= p <= 100:
            raise ValueError("p must be in the range [0; 100]")
        values = sorted(self.get_values())
        place = (len(values) - 1) * p / 100
        below = math.floor(place)
        above = math.ceil(place)
        return values[below] + (values[above] - values[below]) * (place - below)

    def required_nprocesses(self):
        """How many processes it takes for the mean to be known to one percent, with 95% certainty; None if nobody can tell."""
        means = [math.fsum(run._values) / len(run._values) for run in self._runs if run._values]
        if len(means) < 2:
            return None
        mean = math.fsum(means) / len(means)
        variance = math.fsum((one - mean) ** 2 for one in means) / (len(means) - 1)
        return math.ceil(4 * 1.96**2 * variance / mean**2 / 0.01**2)

    @staticmethod
    def load(file):
        return _only(BenchmarkSuite.load(file))

    @staticmethod
    def loads(string):
        return _only(BenchmarkSuite.loads(string))

    def dump(self, file, compact=True, replace=False):
        BenchmarkSuite([self]).dump(file, compact, replace)

    def _as_json(self, common):
        own = self.get_metadata()
        data = {"runs": [run._as_json(own | common) for run in self._runs]}
        if metadata := _without(own, common):
            data["metadata"] = metadata
        return data


def _only(suite):
    if len(suite) != 1:
        raise ValueError(f"expected 1 benchmark, got {len(suite)}")
    return suite.get_benchmarks()[0]


class BenchmarkSuite:
    """Benchmarks with different names."""

    def __init__(self, benchmarks, filename=None):
        benchmarks = list(benchmarks)
        if not benchmarks:
            raise ValueError("benchmarks must be a non-empty sequence of Benchmark objects")
        self.filename = filename
        self._benchmarks = []
        for benchmark in benchmarks:
            self.add_benchmark(benchmark)

    def __len__(self):
        return len(self._benchmarks)

    def __iter__(self):
        return iter(self._benchmarks)

    def get_benchmarks(self):
        return list(self._benchmarks)

    def get_benchmark_names(self):
        return [benchmark.get_name() for benchmark in self]

    def get_benchmark(self, name):
        for benchmark in self:
            if benchmark.get_name() == name:
                return benchmark
        raise KeyError(f"there is no benchmark called {name!r}")

    def add_benchmark(self, benchmark):
        if benchmark in self._benchmarks:
            raise ValueError("benchmark already part of the suite")
        name = benchmark.get_name()
        if name in self.get_benchmark_names():
            raise ValueError(f"the suite has already a benchmark called {name!r}")
        self._benchmarks.append(benchmark)

    def add_runs(self, result):
        """Adds the runs of a benchmark or a suite to those of the same name, or the benchmark where there are none."""
        if isinstance(result, Benchmark):
            result = [result]
        elif not isinstance(result, BenchmarkSuite):
            raise TypeError(f"expect Benchmark or BenchmarkSuite, got {type(result).__name__}")
        for benchmark in result:
            if benchmark.get_name() in self.get_benchmark_names():
                self.get_benchmark(benchmark.get_name()).add_runs(benchmark)
            else:
                self.add_benchmark(benchmark)

    def get_metadata(self):
        return _in_common([benchmark.get_metadata() for benchmark in self])

    def get_total_duration(self):
        return math.fsum(benchmark.get_total_duration() for benchmark in self)

    def get_dates(self):
        dates = [dates for benchmark in self if (dates := benchmark.get_dates())]
        return (min(begin for begin, _ in dates), max(end for _, end in dates)) if dates else None

    @classmethod
    def load(cls, file):
        """Reads a file, given by name, by `-` for standard input, or open."""
        import json

        if not isinstance(file, (str, bytes)):
            return cls._from_json(json.load(file), getattr(file, "name", None))
        if file == "-":
            return cls._from_json(json.load(sys.stdin), "<stdin>")
        with _open_results(file, "r") as stream:
            return cls._from_json(json.load(stream), file)

    @classmethod
    def loads(cls, string):
        import json

        return cls._from_json(json.loads(string), None)

    def dump(self, file, compact=True, replace=False):
        """Writes a file, given by name or open; one that is there already only with `replace`."""
        import json

        layout = {"separators": (",", ":")} if compact else {"indent": 4}
        text = json.dumps(self._as_json(), sort_keys=True, **layout) + "\n"
        if not isinstance(file, (str, bytes)):
            file.write(text)
            file.flush()
            return
        if not replace and os.path.exists(file):
            import errno

            raise OSError(errno.EEXIST, "File already exists")
        with _open_results(file, "w") as stream:
            stream.write(text)

    def _as_json(self):
        common = self.get_metadata()
        data = {"version": _FORMAT, "benchmarks": [benchmark._as_json(common) for benchmark in self]}
        if common:
            data["metadata"] = common
        return data

    @classmethod
    def _from_json(cls, data, filename):
        if data.get("version") != _FORMAT:
            raise ValueError(f"file format version {data.get('version')!r} not supported")
        common = data.get("metadata", {})
        benchmarks = []
        for benchmark in data["benchmarks"]:
            metadata = common | benchmark.get("metadata", {})
            benchmarks.append(Benchmark(Run._from_json(run, metadata) for run in benchmark["runs"]))
        return cls(benchmarks, filename)


def _open_results(name, mode):
    if os.fsdecode(name).endswith(".gz"):
        import gzip

        return gzip.open(name, mode + "t", encoding="utf-8")
    return open(name, mode, encoding="utf-8")


def add_runs(filename, result):
    """Adds a benchmark or a suite to a file, which is made if it is not there."""
    if os.path.exists(filename):
        suite = BenchmarkSuite.load(filename)
        suite.add_runs(result)
        suite.dump(filename, replace=True)
    else:
        result.dump(filename)
