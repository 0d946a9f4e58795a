"""A ring buffer of our own and lists as stacks, simulating a printer queue: class with
`__len__`, `__bool__` by length, indexing with wrap-around, append and pop."""


class Ring:
    def __init__(self, capacity):
        self.items = [None] * capacity
        self.first = 0
        self.count = 0

    def __len__(self):
        return self.count

    def push(self, item):
        if self.count == len(self.items):
            self.grow()
        self.items[(self.first + self.count) % len(self.items)] = item
        self.count += 1

    def pop(self):
        item = self.items[self.first]
        self.items[self.first] = None
        self.first = (self.first + 1) % len(self.items)
        self.count -= 1
        return item

    def grow(self):
        size = len(self.items)
        ordered = [self.items[(self.first + i) % size] for i in range(self.count)]
        self.items = ordered + [None] * size
        self.first = 0


def main(n):
    queue = Ring(4)
    tray = []
    seed = 8
    waited = printed = 0
    for now in range(n):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        if (seed >> 16) % 3 == 0:
            queue.push((now, (seed >> 20) % 4))
        if queue and now % 3 != 2:
            arrived, pages = queue.pop()
            waited += now - arrived
            tray.append(pages)
        if len(tray) > 20:
            while tray:
                printed += tray.pop()
    return waited, printed, len(queue), len(queue.items)


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
