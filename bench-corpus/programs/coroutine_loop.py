"""A toy event loop driving coroutines by `send`: `await` through several levels, an
awaitable class, sleeping tasks, futures and a channel between tasks."""


class Pause:
    def __await__(self):
        yield "pause"


class Sleep:
    def __init__(self, ticks):
        self.ticks = ticks

    def __await__(self):
        woken = yield self.ticks
        return woken


class Mailbox:
    def __init__(self):
        self.items = []

    def put(self, item):
        self.items.append(item)

    async def get(self):
        while not self.items:
            await Pause()
        return self.items.pop(0)


class Loop:
    def __init__(self):
        self.clock = 0
        self.ready = []
        self.sleeping = []
        self.results = []

    def spawn(self, coroutine):
        self.ready.append(coroutine)

    def run(self):
        while self.ready or self.sleeping:
            self.clock += 1
            awake = [entry for entry in self.sleeping if entry[0] <= self.clock]
            if awake:
                self.sleeping = [entry for entry in self.sleeping if entry[0] > self.clock]
                for _, coroutine in awake:
                    self.ready.append(coroutine)
            current = self.ready
            self.ready = []
            for coroutine in current:
                try:
                    request = coroutine.send(None)
                except StopIteration as stop:
                    self.results.append(stop.value)
                    continue
                if request == "pause":
                    self.ready.append(coroutine)
                else:
                    self.sleeping.append((self.clock + request, coroutine))


async def add(a, b):
    return a + b


async def slow_double(x):
    if x % 3 == 0:
        await Sleep(2)
    return await add(x, x)


async def producer(box, amount):
    for i in range(amount):
        box.put(await slow_double(i))
        await Pause()
    box.put(None)
    return amount


async def consumer(box):
    total = 0
    while True:
        item = await box.get()
        if item is None:
            return total
        total += item


def main(n):
    loop = Loop()
    for _ in range(3):
        box = Mailbox()
        loop.spawn(producer(box, n))
        loop.spawn(consumer(box))
    loop.run()
    return loop.clock, sum(loop.results)


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
