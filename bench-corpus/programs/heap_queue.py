"""A binary heap of tuples written in Python, used as an event queue: list stores,
index arithmetic, tuple compares."""


def push(heap, item):
    heap.append(item)
    at = len(heap) - 1
    while at > 0:
        parent = (at - 1) >> 1
        if heap[parent] <= item:
            break
        heap[at] = heap[parent]
        at = parent
    heap[at] = item


def pop(heap):
    last = heap.pop()
    if not heap:
        return last
    top = heap[0]
    size = len(heap)
    at = 0
    child = 1
    while child < size:
        if child + 1 < size and heap[child + 1] < heap[child]:
            child += 1
        if last <= heap[child]:
            break
        heap[at] = heap[child]
        at = child
        child = 2 * at + 1
    heap[at] = last
    return top


def main(n):
    heap = []
    seed = 31
    for number in range(64):
        push(heap, (number * 17 % 64, number))
    check = 0
    for _ in range(n):
        when, number = pop(heap)
        check = (check * 31 + number) % 1_000_000_007
        seed = (seed * 69069 + 1) & 0xFFFFFFFF
        push(heap, (when + 1 + (seed >> 24), number))
    return check


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
