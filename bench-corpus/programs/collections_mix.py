"""What ordinary programs take from `collections` and `functools`: deque, defaultdict,
Counter, namedtuple, lru_cache, reduce, partial."""

from collections import Counter, defaultdict, deque, namedtuple
from functools import lru_cache, partial, reduce

Event = namedtuple("Event", "kind time weight")


@lru_cache(maxsize=256)
def ways(amount, largest):
    if amount == 0:
        return 1
    total = 0
    for coin in (1, 2, 5, 10):
        if coin <= largest and coin <= amount:
            total += ways(amount - coin, coin)
    return total


def add_weight(factor, total, event):
    return total + factor * event.weight


def main(n):
    window = deque(maxlen=16)
    by_kind = defaultdict(list)
    kinds = Counter()
    seed = 5
    check = 0
    for time in range(n):
        seed = (seed * 69069 + 1) & 0xFFFFFFFF
        event = Event((seed >> 8) % 5, time, (seed >> 16) % 100)
        window.append(event)
        by_kind[event.kind].append(event.time)
        kinds[event.kind] += 1
        check += ways(event.weight % 40, 10)
        if time % 16 == 15:
            check += reduce(partial(add_weight, 3), window, 0)
            window.rotate(3)
            check += window[0].time + window.popleft().weight
    return check, kinds.most_common(1)[0][1], len(by_kind)


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
