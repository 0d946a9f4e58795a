"""time: clocks move on and have the right types, sleep, and their errors. Nothing printed depends on when."""

import time

from _table import table

table(globals(), """
    [type(f()).__name__ for f in (time.time, time.perf_counter, time.monotonic, time.process_time, time.thread_time)]
    [type(f()).__name__ for f in (time.time_ns, time.perf_counter_ns, time.monotonic_ns, time.process_time_ns)]
    time.time() > 1.6e9, time.time_ns() > 16 * 10**17, abs(time.time() - time.time_ns() / 1e9) < 5
    (lambda a: (time.perf_counter() - a) >= 0)(time.perf_counter()), (lambda a: time.monotonic_ns() >= a)(time.monotonic_ns()), (lambda a: time.process_time() >= a)(time.process_time())
    time.sleep(0), time.sleep(0.001)
    (lambda a: (time.sleep(0.02), time.perf_counter() - a >= 0.0195)[1])(time.perf_counter())
    (lambda a: (time.sleep(0.02), time.monotonic() - a >= 0.0195)[1])(time.monotonic())
    time.sleep(-1)
    time.sleep("a")
    time.sleep()
    time.sleep(float("nan"))
    time.time(1)
    time.perf_counter(x=1)
    """)
start = time.process_time_ns()
total = 0
while time.process_time_ns() == start and total < 10**7:
    total += 1
print(time.process_time_ns() > start)
