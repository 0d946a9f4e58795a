"""A simulated operating system: tasks with priorities exchange messages over channels,
wait for devices and a timer, and a scheduler picks who runs. Class hierarchies,
polymorphic methods, attribute traffic and short lists."""

READY, WAITING, SLEEPING, DONE = range(4)


class Message:
    def __init__(self, kind, payload, sender):
        self.kind = kind
        self.payload = payload
        self.sender = sender


class Channel:
    """A bounded first-in-first-out queue as a ring."""

    def __init__(self, capacity):
        self.slots = [None] * capacity
        self.first = 0
        self.used = 0
        self.readers = []

    def put(self, message):
        if self.used == len(self.slots):
            return False
        self.slots[(self.first + self.used) % len(self.slots)] = message
        self.used += 1
        return True

    def get(self):
        if self.used == 0:
            return None
        message = self.slots[self.first]
        self.slots[self.first] = None
        self.first = (self.first + 1) % len(self.slots)
        self.used -= 1
        return message


class Task:
    def __init__(self, system, name, priority):
        self.system = system
        self.name = name
        self.priority = priority
        self.state = READY
        self.wake_at = 0
        self.runs = 0
        self.work_done = 0

    def step(self):
        raise NotImplementedError

    def runnable(self):
        return self.state == READY

    def sleep(self, ticks):
        self.state = SLEEPING
        self.wake_at = self.system.clock + ticks

    def wait_for(self, channel):
        self.state = WAITING
        channel.readers.append(self)


class Producer(Task):
    def __init__(self, system, name, priority, output, quota):
        super().__init__(system, name, priority)
        self.output = output
        self.quota = quota
        self.seed = 17 + priority

    def step(self):
        if self.quota == 0:
            self.state = DONE
            return
        self.seed = (self.seed * 1103515245 + 12345) & 0x7FFFFFFF
        payload = (self.seed >> 16) % 100
        if self.system.send(self.output, Message(payload % 3, payload, self)):
            self.quota -= 1
            self.work_done += 1
            if payload > 90:
                self.sleep(3)
        else:
            self.sleep(2)


class Filter(Task):
    def __init__(self, system, name, priority, source, outputs):
        super().__init__(system, name, priority)
        self.source = source
        self.outputs = outputs
        self.pending = None

    def step(self):
        message = self.pending
        if message is None:
            message = self.source.get()
            if message is None:
                self.wait_for(self.source)
                return
        if self.system.send(self.outputs[message.kind], message):
            self.pending = None
            self.work_done += 1
        else:
            self.pending = message
            self.sleep(1)


class Device(Task):
    """Serves one request at a time and takes as long as the payload says."""

    def __init__(self, system, name, priority, source, speed):
        super().__init__(system, name, priority)
        self.source = source
        self.speed = speed
        self.total = 0

    def step(self):
        message = self.source.get()
        if message is None:
            self.wait_for(self.source)
            return
        self.total += message.payload
        self.work_done += 1
        delay = message.payload // self.speed
        if delay:
            self.sleep(delay)


class Idle(Task):
    def step(self):
        self.work_done += 1


class System:
    def __init__(self):
        self.clock = 0
        self.tasks = []
        self.switches = 0
        self.current = None

    def add(self, task):
        at = 0
        while at < len(self.tasks) and self.tasks[at].priority >= task.priority:
            at += 1
        self.tasks.insert(at, task)
        return task

    def send(self, channel, message):
        if not channel.put(message):
            return False
        if channel.readers:
            channel.readers.pop(0).state = READY
        return True

    def pick(self):
        for task in self.tasks:
            if task.state == SLEEPING and task.wake_at <= self.clock:
                task.state = READY
            if task.runnable():
                return task
        return None

    def run(self, ticks):
        for _ in range(ticks):
            self.clock += 1
            task = self.pick()
            if task is not self.current:
                self.switches += 1
                self.current = task
            task.runs += 1
            task.step()


def main(n):
    system = System()
    inbox = Channel(8)
    outputs = [Channel(4), Channel(4), Channel(2)]
    system.add(Idle(system, "idle", 0))
    for i in range(3):
        system.add(Producer(system, f"producer{i}", 10 + i, inbox, n))
    system.add(Filter(system, "router", 20, inbox, outputs))
    for i in range(3):
        system.add(Device(system, f"device{i}", 30 + i, outputs[i], 10 + 20 * i))
    system.run(n)
    check = 0
    for task in system.tasks:
        check = (check * 131 + task.runs * 7 + task.work_done) % 1_000_000_007
    return system.switches, check


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
