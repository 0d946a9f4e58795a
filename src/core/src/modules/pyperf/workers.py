# Measuring, in a worker, and starting the workers of a benchmark, one after the other.

_MOST_LOOPS = 1 << 32
# How long a worker may take to end once it has delivered, in seconds.
_FAREWELL = 60
# What `timeout` and many others end with when time is up.
_STATUS_OF_TIMEOUT = 124


class _Task:
    """A benchmark as a worker measures it: `measure(loops)` gives the seconds that so many loops took."""

    def __init__(self, runner, name, measure, inner_loops=None, metadata=None):
        self.name = name.strip()
        if not self.name:
            raise ValueError("benchmark name must be a non-empty string")
        self.measure = measure
        self.args = runner.args
        self.loops = runner.args.loops
        self.inner_loops = inner_loops
        self.metadata = {"unit": "second"} | runner.metadata | (metadata or {})
        self.metadata["name"] = self.name
        if inner_loops is not None:
            self.metadata["inner_loops"] = inner_loops

    def run(self):
        """Measures as the command line asks for."""
        args = self.args
        began = time.monotonic()
        values = []
        warmups = []
        if args.calibrate_loops or args.recalibrate_loops:
            warmups = self._calibrate()
            how = "recalibrate_loops" if args.recalibrate_loops else "calibrate_loops"
            self.metadata[how] = self.loops
        else:
            for number in range(1, args.warmups + 1):
                value, raw = self._value()
                self._tell("Warmup", number, value, raw)
                warmups.append((self.loops, value))
            for number in range(1, args.values + 1):
                value, raw = self._value()
                self._tell("Value", number, value, raw)
                if not value:
                    raise ValueError("benchmark function returned zero")
                values.append(value)
        metadata = _collect_metadata() | self.metadata
        metadata["loops"] = self.loops
        metadata["duration"] = time.monotonic() - began
        return Run(values, warmups, metadata, collect_metadata=False)

    def _value(self):
        raw = float(self.measure(self.loops))
        return raw / (self.loops * (self.inner_loops or 1)), raw

    def _calibrate(self):
        """Doubles the number of loops until a value takes long enough, then makes sure with some more values."""
        args = self.args
        if not args.recalibrate_loops:
            self.loops = 1
        warmups = []
        left = args.warmups + args.values
        while left:
            value, raw = self._value()
            warmups.append((self.loops, value))
            self._tell("Calibration", len(warmups), value, raw)
            if raw >= args.min_time:
                left -= 1
                continue
            if self.loops * 2 > _MOST_LOOPS:
                sys.exit(
                    f"ERROR: failed to calibrate the number of loops: {self.loops} loops take "
                    f"{_format_seconds([raw])[0]}, less than {_format_seconds([args.min_time])[0]}"
                )
            self.loops *= 2
        return warmups

    def _tell(self, what, number, value, raw):
        if self.args.verbose:
            shown = _UNITS[self.metadata["unit"]]
            print(f"{what} {number}: {shown([value])[0]} (loops: {self.loops}, raw: {shown([raw])[0]})")


def _interpreter_options():
    """The options this interpreter was started with, so that workers run on the same engine."""
    line = list(getattr(sys, "orig_argv", ()))
    own = len(line) - len(sys.argv)
    return line[1:own] if own > 0 and line[own:] == sys.argv else []


def _worker_environment(args):
    """The variables that workers see: few, so that two runs differ in nothing that is not meant."""
    if args.copy_env:
        return dict(os.environ)
    names = {"PATH", "HOME", "TMPDIR", "PYTHONPATH", "TRICERA_LIB", *(args.inherit_environ or ())}
    if args.locale:
        names.add("LANG")
        names.update(name for name in os.environ if name.startswith("LC_"))
    return {name: os.environ[name] for name in names if name in os.environ}


class _Manager:
    """Starts the workers of one benchmark: one that calibrates if need be, then those that measure."""

    def __init__(self, runner):
        self.runner = runner
        self.args = runner.args

    def benchmark(self):
        args = self.args
        runs = []
        loops = args.loops
        if not loops:
            runs.append(self._run(["--calibrate-loops"]))
            loops = runs[0].get_metadata()["calibrate_loops"]
        for _ in range(args.processes):
            runs.append(self._run(["--loops", str(loops)]))
            if not args.quiet and not args.verbose:
                print(".", end="", flush=True)
        if not args.quiet and not args.verbose:
            print()
        return Benchmark(runs)

    def _run(self, options):
        """What one worker measured."""
        args = self.args
        reading, writing = os.pipe()
        line = [
            args.python,
            *self.runner._interpreter_options,
            *self.runner._program,
            "--worker",
            f"--pipe={writing}",
            f"--worker-task={self.runner._tasks}",
            f"--values={args.values}",
            f"--warmups={args.warmups}",
            f"--min-time={args.min_time}",
            *options,
        ]
        if args.verbose:
            line.append("--verbose")
        if args.affinity:
            line.append(f"--affinity={args.affinity}")
        if self.runner._add_cmdline_args:
            self.runner._add_cmdline_args(line, args)
        # Given again under its own number, the descriptor survives the change of programs.
        keep = [(os.POSIX_SPAWN_DUP2, writing, writing)]
        try:
            process = os.posix_spawn(args.python, line, _worker_environment(args), file_actions=keep)
        finally:
            os.close(writing)
        with open(reading, encoding="utf-8") as pipe:
            text, status = _attended(process, pipe, args.timeout)
        if status:
            raise RuntimeError(f"{args.python} failed with exit code {status}")
        if not text:
            raise RuntimeError("pyperf worker process didn't produce JSON result")
        (run,) = Benchmark.loads(text).get_runs()
        return run


def _attended(process, pipe, timeout):
    """What a process writes into the pipe, and its exit status; no process is left behind."""
    try:
        with _time_limit(timeout):
            text = pipe.read()
        with _time_limit(_FAREWELL):
            _, status = os.waitpid(process, 0)
        return text, os.waitstatus_to_exitcode(status)
    except BaseException as error:
        import signal

        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        if isinstance(error, TimeoutError):
            print(error)
            sys.exit(_STATUS_OF_TIMEOUT)
        raise


class _time_limit:
    """Raises TimeoutError when what runs within takes longer; no limit, no effect."""

    def __init__(self, seconds):
        self.seconds = seconds

    def __enter__(self):
        if self.seconds:
            import signal

            self.before = signal.signal(signal.SIGALRM, self.expired)
            signal.setitimer(signal.ITIMER_REAL, self.seconds)

    def __exit__(self, *_):
        if self.seconds:
            import signal

            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self.before)

    def expired(self, *_):
        raise TimeoutError(f"Timed out after {self.seconds} seconds")


def _time_of_command(command, loops):
    """How long so many processes of a command take, one after the other, with their output thrown away."""
    nothing = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    environment = dict(os.environ)
    taken = 0.0
    for _ in range(loops):
        began = perf_counter()
        process = os.posix_spawnp(command[0], command, environment, file_actions=nothing)
        _, status = os.waitpid(process, 0)
        taken += perf_counter() - began
        if code := os.waitstatus_to_exitcode(status):
            raise RuntimeError(f"Command failed with exit code {code}")
    return taken
