"""Benchmarks of every kind that a Runner knows, as scripts register them."""

import pyperf


def sum_of(n):
    total = 0
    for i in range(n):
        total += i
    return total


def timed(loops, n):
    began = pyperf.perf_counter()
    for _ in range(loops):
        sum_of(n)
    return pyperf.perf_counter() - began


async def later(n):
    return sum_of(n)


class EventLoop:
    """As much of an event loop as a coroutine that waits for nothing takes."""

    def run_until_complete(self, coroutine):
        try:
            coroutine.send(None)
        except StopIteration as end:
            return end.value
        raise RuntimeError("it waits for something")

    def close(self):
        pass


def add_cmdline_args(command, args):
    command.append(f"--size={args.size}")


if __name__ == "__main__":
    runner = pyperf.Runner(add_cmdline_args=add_cmdline_args)
    runner.metadata["description"] = "all kinds"
    runner.argparser.add_argument("--size", type=int, default=50)
    args = runner.parse_args()
    runner.metadata["size"] = args.size
    runner.bench_func("func", sum_of, args.size)
    runner.bench_time_func("time_func", timed, args.size, inner_loops=args.size)
    runner.bench_async_func("async_func", later, args.size, loop_factory=EventLoop)
    runner.timeit("timeit", "x + 1", setup="x = 1", duplicate=3)
    runner.bench_command("command", ["true"])
