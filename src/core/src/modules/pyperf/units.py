# How values and metadata are shown, and which metadata are sound.

import math
import os
import sys
import time
from time import perf_counter

__all__ = [
    "Benchmark",
    "BenchmarkSuite",
    "Run",
    "Runner",
    "add_runs",
    "format_metadata",
    "perf_counter",
    "python_has_jit",
    "python_implementation",
]

# The release of pyperf whose interface and files this module follows.
VERSION = (2, 10, 0)
__version__ = ".".join(map(str, VERSION))


def python_implementation():
    """The name of the interpreter, in lower case."""
    return sys.implementation.name.lower()


def python_has_jit():
    """Whether code is compiled while it runs, so that more warmups are needed: it is not."""
    return False


def _format_seconds(values):
    """Times in the unit that suits the first of them, with three digits."""
    scales = ((1.0, "sec"), (1e-3, "ms"), (1e-6, "us"), (1e-9, "ns"))
    first = abs(values[0])
    scale, unit = next((pair for pair in scales if first >= pair[0]), scales[-1])
    size = first / scale
    digits = 2 if size < 10 else 1 if size < 100 else 0
    return [f"{value / scale:.{digits}f} {unit}" for value in values]


def _format_bytes(values):
    shown = []
    for value in values:
        if value < 10 << 10:
            shown.append(f"{value:.0f} byte" + "s" * (value != 1))
        elif value <= 10 << 20:
            shown.append(f"{value / (1 << 10):.1f} KiB")
        else:
            shown.append(f"{value / (1 << 20):.1f} MiB")
    return shown


_UNITS = {
    "second": _format_seconds,
    "byte": _format_bytes,
    "integer": lambda values: [str(value) for value in values],
}


def _format_duration(seconds):
    if seconds < 60:
        return _format_seconds([seconds])[0] if seconds else "0 sec"
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(int(minutes), 60)
    days, hours = divmod(hours, 24)
    parts = [(days, "day"), (hours, "hour"), (minutes, "min")]
    shown = [f"{number} {name}" for number, name in parts if number]
    if not days:
        shown.append(f"{seconds:.1f} sec")
    return " ".join(shown)


class _Kind:
    """What values a metadata may have, and how they are shown."""

    def __init__(self, types, sound=lambda value: True, show=str):
        self.types = types
        self.sound = sound
        self.show = show


_ANYTHING = _Kind((int, float, str))
_TEXT = _Kind((str,))
_LOOPS = _Kind((int,), lambda value: value >= 1)
_COUNT = _Kind((int,), lambda value: value >= 0)
_DURATION = _Kind((int, float), lambda value: value >= 0, _format_duration)
_SIZE = _Kind((int,), lambda value: value >= 1, lambda value: _format_bytes([value])[0])

_KINDS = {
    "loops": _LOOPS,
    "inner_loops": _LOOPS,
    "calibrate_loops": _LOOPS,
    "recalibrate_loops": _LOOPS,
    "calibrate_warmups": _COUNT,
    "recalibrate_warmups": _COUNT,
    "duration": _DURATION,
    "uptime": _DURATION,
    "load_avg_1min": _Kind((int, float), lambda value: value >= 0, lambda value: f"{value:.2f}"),
    "mem_max_rss": _SIZE,
    "command_max_rss": _SIZE,
    "unit": _Kind((str,), _UNITS.__contains__),
    "date": _TEXT,
    "boot_time": _TEXT,
    "tags": _Kind((list,), lambda tags: all(isinstance(tag, str) and tag not in ("", "all") for tag in tags)),
}


def format_metadata(name, value):
    """The value of a metadata as text."""
    return _KINDS.get(name, _ANYTHING).show(value)


def _checked_metadata(metadata):
    """A copy of the metadata, with blanks around texts taken away; ValueError or TypeError where one is not sound."""
    checked = {}
    for name, value in metadata.items():
        if not isinstance(name, str):
            raise TypeError(f"metadata name must be a string, got {type(name).__name__}")
        if isinstance(value, str):
            value = value.strip()
            if "\n" in value or "\r" in value:
                raise ValueError(f"newline characters are not allowed in metadata values: {value!r}")
            if not value:
                raise ValueError(f"metadata {name!r} value is empty")
        kind = _KINDS.get(name, _ANYTHING)
        if not isinstance(value, kind.types):
            raise ValueError(f"invalid metadata {name!r} value type: got {type(value).__name__!r}")
        if not kind.sound(value):
            raise ValueError(f"invalid metadata {name!r} value: {value!r}")
        checked[name] = value
    return checked


def _in_common(all_metadata):
    """What every one of these dicts holds, with the same value."""
    first, *others = all_metadata
    missing = object()
    return {
        name: value
        for name, value in first.items()
        if all(other.get(name, missing) == value for other in others)
    }


def _without(metadata, common):
    return {name: value for name, value in metadata.items() if name not in common}
