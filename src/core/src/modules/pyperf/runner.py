# What a benchmark script talks to.


def _positive(text):
    number = int(text)
    if number < 1:
        raise ValueError("value must be > 0")
    return number


def _natural(text):
    """A number that is not negative; powers may be written as `2^10`."""
    base, power, exponent = text.partition("^")
    number = int(base) ** int(exponent) if power else int(base)
    if number < 0:
        raise ValueError("value must be >= 0")
    return number


def _names(text):
    return [name.strip() for name in text.split(",") if name.strip()]


def _processors(text):
    """Numbers and ranges of processors, as in `0,2-3`."""
    numbers = set()
    for part in _names(text):
        first, _, last = part.partition("-")
        numbers.update(range(int(first), int(last or first) + 1))
    return numbers


class Runner:
    """Runs the benchmarks of a script, in worker processes or, as a worker, in this one."""

    _made = False

    def __init__(
        self,
        values=None,
        processes=None,
        loops=0,
        min_time=0.1,
        metadata=None,
        show_name=True,
        program_args=None,
        add_cmdline_args=None,
        _argparser=None,
        warmups=1,
    ):
        # Two runners would give the same numbers to different tasks, and workers would run the wrong ones.
        if type(self).__dict__.get("_made"):
            raise RuntimeError(
                f"only one {type(self).__name__} instance must be created "
                "per process: use the same instance to run all benchmarks"
            )
        type(self)._made = True
        self.metadata = {} if metadata is None else metadata
        self.args = None
        self._program = list(program_args or sys.argv[:1])
        self._interpreter_options = _interpreter_options()
        self._show_name = show_name
        self._add_cmdline_args = add_cmdline_args
        self._tasks = 0
        self._known_names = set()
        self._values = values or 3
        self._processes = processes or 20
        self.argparser = _argparser or self._new_parser()
        self._add_options(loops, min_time, warmups)

    @staticmethod
    def _new_parser():
        import argparse

        return argparse.ArgumentParser(description="Benchmark")

    def _add_options(self, loops, min_time, warmups):
        option = self.argparser.add_argument
        option("--rigorous", action="store_true", help="twice as many processes")
        option("--fast", action="store_true", help="half as many processes, fewer values: a rough answer")
        option("--debug-single-value", action="store_true", help="a single value of a single loop")
        option("-p", "--processes", type=_positive, default=self._processes, help="processes that measure (default: %(default)s)")
        option("-n", "--values", type=_positive, default=self._values, help="values of each process (default: %(default)s)")
        option("-w", "--warmups", type=_natural, default=warmups, help="values thrown away before (default: %(default)s)")
        option("-l", "--loops", type=_natural, default=loops, help="loops of each value, 0 to find out (default: %(default)s)")
        option("--min-time", type=float, default=min_time, help="seconds a value must take when loops are found out (default: %(default)s)")
        option("--timeout", type=_positive, help="seconds a process may take")
        option("-v", "--verbose", action="store_true", help="show each value")
        option("-q", "--quiet", action="store_true", help="show the result only")
        option("-m", "--metadata", action="store_true", help="show the metadata")
        option("-o", "--output", metavar="FILENAME", help="write the results into a new file, as JSON")
        option("--append", metavar="FILENAME", help="add the results to a file")
        option("--affinity", metavar="CPU_LIST", help="processors that workers may use")
        option("--inherit-environ", metavar="VARS", type=_names, help="environment variables that workers see too")
        option("--copy-env", action="store_true", help="workers see all environment variables")
        option("--no-locale", dest="locale", action="store_false", help="workers do not see the locale's variables")
        option("--python", default=sys.executable, help="the interpreter of the workers (default: this one)")
        option("--worker", action="store_true", help="measure in this process")
        option("--worker-task", type=_natural, metavar="N", help="run the script's benchmark number N only")
        option("--pipe", type=int, metavar="FD", help="write the result into this descriptor")
        option("--calibrate-loops", action="store_true", help="find out the number of loops")
        option("--recalibrate-loops", action="store_true", help="find it out again, from --loops on")

    def parse_args(self, args=None):
        """Parses the command line, once."""
        if self.args is not None:
            if args is not None:
                raise RuntimeError("arguments already parsed")
            return self.args
        self.args = self.argparser.parse_args(args)
        complaint = self._settle()
        if complaint:
            print(f"ERROR: {complaint}")
            sys.exit(1)
        return self.args

    def _settle(self):
        """Makes the options consistent, or says why they cannot be."""
        args = self.args
        if args.pipe is not None:
            args.quiet = True
        if args.quiet:
            args.verbose = False
        if args.rigorous:
            args.processes = self._processes * 2
        elif args.fast:
            args.processes = max(self._processes // 2, 3)
            args.values = max(self._values * 2 // 3, 2)
        elif args.debug_single_value:
            args.processes = args.values = args.loops = 1
            args.warmups = 0
        if not args.worker:
            for name in ("calibrate_loops", "recalibrate_loops"):
                if getattr(args, name):
                    return f"option --{name.replace('_', '-')} requires --worker"
        elif args.calibrate_loops and args.loops:
            return "--loops=N is incompatible with --calibrate-loops"
        elif args.recalibrate_loops and not args.loops:
            return "--recalibrate-loops requires --loops=N"
        elif not args.loops and not args.calibrate_loops:
            return "--worker requires --loops=N or --calibrate-loops"
        if args.output and os.path.exists(args.output):
            return f"The JSON file {args.output!r} already exists"
        if not args.worker and not args.python:
            return "the executable of this interpreter is not known: use --python"
        return None

    def bench_time_func(self, name, time_func, *args, inner_loops=None, metadata=None):
        """Benchmarks `time_func(loops, *args)`, which tells how many seconds it took."""
        return self._bench(name, lambda loops: time_func(loops, *args), inner_loops, metadata)

    def bench_func(self, name, func, *args, inner_loops=None, metadata=None):
        """Benchmarks `func(*args)`."""
        if args:
            import functools

            func = functools.partial(func, *args)

        def measure(loops):
            times = range(loops)
            began = perf_counter()
            for _ in times:
                func()
            return perf_counter() - began

        return self._bench(name, measure, inner_loops, metadata)

    def bench_async_func(self, name, func, *args, inner_loops=None, metadata=None, loop_factory=None):
        """Benchmarks `await func(*args)`, in an event loop of asyncio, or one that `loop_factory` makes."""

        async def all_of(loops):
            times = range(loops)
            began = perf_counter()
            for _ in times:
                await func(*args)
            return perf_counter() - began

        def measure(loops):
            if loop_factory is None:
                import asyncio

                return asyncio.run(all_of(loops))
            event_loop = loop_factory()
            try:
                return event_loop.run_until_complete(all_of(loops))
            finally:
                event_loop.close()

        return self._bench(name, measure, inner_loops, metadata)

    def bench_command(self, name, command):
        """Benchmarks processes that run a command, from their start to their end."""
        command = list(command)
        shown = " ".join(command)
        return self._bench(name, lambda loops: _time_of_command(command, loops), None, {"command": shown})

    def timeit(self, name, stmt=None, setup="pass", teardown="pass", inner_loops=None, duplicate=None, metadata=None, globals=None):
        """Benchmarks statements given as text, which are written `duplicate` times into the loop."""
        import textwrap

        def text_of(statements):
            return statements if isinstance(statements, str) else "\n".join(statements)

        stmt = text_of(name if stmt is None else stmt)
        body = "\n".join([stmt] * (duplicate or 1))
        if duplicate:
            inner_loops = (inner_loops or 1) * duplicate
        lines = [
            "def measure(loops, perf_counter):",
            textwrap.indent(text_of(setup), "    "),
            "    times = range(loops)",
            "    began = perf_counter()",
            "    for _ in times:",
            textwrap.indent(body, "        "),
            "    taken = perf_counter() - began",
            textwrap.indent(text_of(teardown), "    "),
            "    return taken",
        ]
        namespace = dict(globals or {})
        exec(compile("\n".join(lines), "<timeit>", "exec"), namespace)
        function = namespace["measure"]
        metadata = {"timeit_stmt": " ".join(stmt.split())} | (metadata or {})
        return self._bench(name, lambda loops: function(loops, perf_counter), inner_loops, metadata)

    def _bench(self, name, measure, inner_loops, metadata):
        args = self.parse_args()
        number = self._tasks
        if args.worker_task not in (None, number):
            self._tasks += 1
            return None
        if name in self._known_names:
            raise ValueError(f"duplicated benchmark name: {name!r}")
        self._known_names.add(name)
        task = _Task(self, name, measure, inner_loops, metadata)
        try:
            if args.worker:
                if args.affinity:
                    os.sched_setaffinity(0, _processors(args.affinity))
                benchmark = Benchmark([task.run()])
            else:
                benchmark = _Manager(self).benchmark()
        except KeyboardInterrupt:
            print("Benchmark worker interrupted: exit" if args.worker else "Benchmark interrupted: exit", file=sys.stderr)
            sys.exit(1)
        self._deliver(benchmark)
        self._tasks += 1
        return benchmark

    def _deliver(self, benchmark):
        """Shows a result, or gives it to whoever started this worker, and writes the files asked for."""
        args = self.args
        if args.pipe is not None:
            with open(args.pipe, "w", encoding="utf-8") as pipe:
                benchmark.dump(pipe)
        else:
            self._show(benchmark)
        if args.append:
            add_runs(args.append, benchmark)
        if args.output:
            add_runs(args.output, benchmark)

    def _show(self, benchmark):
        if self.args.metadata:
            print("Metadata:")
            for name, value in sorted(benchmark.get_metadata().items()):
                print(f"- {name}: {format_metadata(name, value)}")
            print()
        name = f"{benchmark.get_name()}: " if self._show_name else ""
        count = benchmark.get_nvalue()
        if not count:
            loops = benchmark.get_runs()[0].get_loops()
            print(f"{name}calibrated, {loops} loops")
        elif count == 1:
            print(name + benchmark.format_value(benchmark.mean()))
        else:
            mean, stdev = benchmark.mean(), benchmark.stdev()
            print(name + "Mean +- std dev: " + " +- ".join(benchmark.format_values((mean, stdev))))
            # From here on another run may well give another mean.
            if stdev > mean / 10 and not self.args.quiet:
                print(f"WARNING: the standard deviation is {stdev / mean:.0%} of the mean: the result may be unstable")
        sys.stdout.flush()
