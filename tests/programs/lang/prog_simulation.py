"""A program: a discrete event simulation with processes as generators, a heap of its own, resources and statistics."""


class Heap:
    """A binary heap of (time, sequence, item)."""

    def __init__(self):
        self.items = []
        self.sequence = 0

    def push(self, time, item):
        self.sequence += 1
        items = self.items
        items.append((time, self.sequence, item))
        i = len(items) - 1
        while i and items[i][:2] < items[(i - 1) // 2][:2]:
            p = (i - 1) // 2
            items[i], items[p] = items[p], items[i]
            i = p

    def pop(self):
        items = self.items
        top, last = items[0], items.pop()
        if items:
            items[0] = last
            i = 0
            while True:
                smallest = i
                for c in (2 * i + 1, 2 * i + 2):
                    if c < len(items) and items[c][:2] < items[smallest][:2]:
                        smallest = c
                if smallest == i:
                    break
                items[i], items[smallest] = items[smallest], items[i]
                i = smallest
        return top[0], top[2]

    def __len__(self):
        return len(self.items)


class Interrupt(Exception):
    pass


class Simulation:
    def __init__(self):
        self.now = 0
        self.queue = Heap()
        self.log = []

    def spawn(self, process, delay=0):
        self.queue.push(self.now + delay, (process, None))
        return process

    def wake(self, process, value=None, delay=0):
        self.queue.push(self.now + delay, (process, value))

    def run(self, until):
        while self.queue:
            time, (process, value) = self.queue.pop()
            if time > until:
                break
            self.now = time
            try:
                command = process.throw(value) if isinstance(value, Exception) else process.send(value)
            except StopIteration as stop:
                self.log.append((self.now, "ends", stop.value))
                continue
            except Interrupt as e:
                self.log.append((self.now, "interrupted", str(e)))
                continue
            command(self, process)
        return self


def wait(delay):
    return lambda sim, process: sim.wake(process, sim.now + delay, delay)


class Resource:
    def __init__(self, capacity):
        self.capacity = capacity
        self.busy = 0
        self.waiting = []
        self.peak = 0

    def acquire(self):
        def command(sim, process):
            if self.busy < self.capacity:
                self.busy += 1
                sim.wake(process, "at once")
            else:
                self.waiting.append(process)
                self.peak = max(self.peak, len(self.waiting))

        return command

    def release(self):
        def command(sim, process):
            if self.waiting:
                sim.wake(self.waiting.pop(0), "after waiting")
            else:
                self.busy -= 1
            sim.wake(process)

        return command

    def __enter__(self):
        return self

    def __exit__(self, t, v, tb):
        return t is Interrupt


class Random:
    def __init__(self, seed):
        self.state = seed

    def __call__(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n


def customer(name, resource, random, stats):
    arrived = yield wait(random(20))
    how = yield resource.acquire()
    started = yield wait(0)
    try:
        work = 3 + random(9)
        yield wait(work)
        if random(10) == 0:
            raise Interrupt(f"{name} leaves")
    finally:
        stats["served"] = stats.get("served", 0) + 1
        stats[how] = stats.get(how, 0) + 1
    yield resource.release()
    stats.setdefault("waits", []).append(started - arrived)
    return name


def nested(depth, sim):
    if depth:
        a = yield from nested(depth - 1, sim)
        b = yield from nested(depth - 1, sim)
        return a + b + 1
    yield wait(1)
    return 1


for seed in range(6):
    random = Random(seed)
    sim = Simulation()
    counter = Resource(1 + seed % 3)
    stats = {}
    for i in range(25):
        sim.spawn(customer(f"c{i}", counter, random, stats), random(50))
    sim.spawn(nested(4, sim))
    sim.run(1000)
    waits = stats.pop("waits", [])
    print(seed, sim.now, len(sim.log), stats, sum(waits), max(waits, default=None), counter.busy, counter.peak, sim.log[:2], sim.log[-1], [e for e in sim.log if e[1] == "interrupted"])


class Account:
    total = 0

    def __init__(self, owner, balance=0):
        self.owner, self._balance, self.history = owner, balance, []
        Account.total += balance

    balance = property(lambda self: self._balance)

    def transfer(self, other, amount):
        if amount > self.balance:
            raise ValueError(f"{self.owner} has only {self.balance}")
        self._balance -= amount
        other._balance += amount
        self.history.append((other.owner, -amount))
        other.history.append((self.owner, amount))
        return self

    def __iadd__(self, amount):
        self._balance += amount
        Account.total += amount
        return self

    def __lt__(self, other):
        return self.balance < other.balance

    def __str__(self):
        return f"{self.owner:>6}: {self.balance:6d} ({len(self.history)})"


random = Random(42)
accounts = [Account(f"acc{i}", 100 * i) for i in range(6)]
failures = {}
for _ in range(500):
    a, b = accounts[random(6)], accounts[random(6)]
    try:
        a.transfer(b, random(80)).history
    except ValueError as e:
        failures[str(e).split()[0]] = failures.get(str(e).split()[0], 0) + 1
accounts[0] += 7
print(*sorted(accounts), sep="\n")
print(Account.total, sum(a.balance for a in accounts), dict(sorted(failures.items())), max(accounts).owner)
