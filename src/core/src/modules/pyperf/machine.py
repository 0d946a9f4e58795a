# Metadata of the machine, the interpreter and this process.


def _lines(path):
    """The lines of a file of the kernel; none where there is no such file."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read().splitlines()
    except OSError:
        return []


def _field(path, name):
    """The value in the first line `name: value` of a file; empty where there is none."""
    for line in _lines(path):
        key, colon, value = line.partition(":")
        if colon and key.strip() == name:
            return value.strip()
    return ""


def _date(seconds):
    whole = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(seconds))
    return f"{whole}.{int(seconds % 1 * 1_000_000):06}"


def _collect_metadata():
    """Everything that can be found out; what cannot is left out."""
    clock = time.get_clock_info("perf_counter")
    bits = 64 if sys.maxsize > 1 << 32 else 32
    found = {
        "perf_version": __version__,
        "date": _date(time.time()),
        "python_implementation": python_implementation(),
        "python_version": "%d.%d.%d" % sys.version_info[:3] + f" ({bits}-bit)",
        "python_executable": sys.executable,
        "python_options": " ".join(_interpreter_options()),
        "timer": f"{clock.implementation}, resolution: {_format_seconds([clock.resolution])[0]}",
        "python_hash_seed": os.environ.get("PYTHONHASHSEED"),
        "cpu_count": os.cpu_count(),
        "cpu_model_name": _field("/proc/cpuinfo", "model name"),
        "hostname": " ".join(_lines("/proc/sys/kernel/hostname")),
    }
    if str(found["python_hash_seed"]).isdigit():
        found["python_hash_seed"] = int(found["python_hash_seed"])
    kernel = [" ".join(_lines(f"/proc/sys/kernel/{name}")) for name in ("ostype", "osrelease")]
    found["platform"] = "-".join(part for part in kernel if part) or sys.platform
    # Linux says what randomizes addresses by one of these numbers.
    aslr = {"0": "No randomization", "1": "Conservative randomization", "2": "Full randomization"}
    found["aslr"] = aslr.get("".join(_lines("/proc/sys/kernel/randomize_va_space")))
    for line in _lines("/proc/loadavg"):
        found["load_avg_1min"] = float(line.split()[0])
    for line in _lines("/proc/stat"):
        if line.startswith("btime "):
            found["boot_time"] = _date(int(line.split()[1]))[:19]
            found["uptime"] = time.time() - int(line.split()[1])
    peak = _field("/proc/self/status", "VmHWM").split()
    if peak:
        found["mem_max_rss"] = int(peak[0]) << 10
    gc = sys.modules.get("gc")
    if gc is not None and not gc.isenabled():
        found["python_gc"] = "disabled"
    return {name: value for name, value in found.items() if value not in (None, "")}
