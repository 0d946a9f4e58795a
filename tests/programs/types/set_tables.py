# Sets of all sizes under all operations: what they hold, in which order, with removed places, copies and keys that interfere.
class Random:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n


def digest(s):
    n = 0
    for v in s:
        n = (n * 31 + hash(v)) % 1000000007
    return n


class Key:
    """Counted, and equal to others by value."""

    def __init__(self, v):
        self.v = v

    def __eq__(self, other):
        return isinstance(other, Key) and self.v == other.v

    def __hash__(self):
        return self.v

    def __repr__(self):
        return f"K{self.v}"


def churn(make, span, steps, seed):
    r = Random(seed)
    s, total = set(), 0
    for step in range(steps):
        v = make(r.below(span))
        what = r.below(12)
        if what < 5:
            s.add(v)
        elif what < 7:
            s.discard(v)
        elif what == 7 and s:
            total += hash(s.pop())
        elif what == 8:
            other = {make(r.below(span)) for _ in range(r.below(span))}
            s = [s | other, s & other, s - other, s ^ other, other - s, frozenset(s)][r.below(6)]
            s = set(s)
        elif what == 9:
            s = s.copy() if r.below(2) else set(s)
        elif what == 10:
            other = frozenset(make(r.below(span)) for _ in range(r.below(span // 4 + 1)))
            total += (other <= s) + 2 * (s <= other) + 4 * s.isdisjoint(other) + 8 * (s == other)
            total += hash(other)
            if r.below(2):
                s -= other
            else:
                s |= other
        else:
            total += v in s
        total = (total * 17 + len(s) + digest(s)) % 1000000007
    return total, len(s), sorted(map(hash, s))[:5]


for span in 4, 9, 30, 90, 400:
    for name, make in [
        ("int", lambda v: v),
        ("wide", lambda v: v * 2**59 - 2**62),
        ("spread", lambda v: v * 64),
        ("key", Key),
        ("tuple", lambda v: (v, -v)),
        ("mixed", lambda v: v if v % 3 else float(v) if v % 2 else Key(v)),
    ]:
        print(span, name, churn(make, span, 400, span))

# Keys of other types that are equal to ints.
s = {0, 1, 2, 3}
print(True in s, 1.0 in s, 2 + 0j in s, 1.5 in s, False in s, -1 in s)
s.add(True)
s.add(3.0)
print(s, s - {True, 2.0}, s & {1.0, 3.0}, {1.0, 3.0} & s, frozenset([2.0]) <= s)
print({-1, -2}, {-2, -1}, -1 in {-2}, {2**61 - 1, 0, 2**61, 1}, 2**61 in {1, 2})


# A comparison that changes the sets which are being compared.
class Evil:
    def __init__(self, h, name, act=None):
        self.h, self.name, self.act = h, name, act

    def __hash__(self):
        return self.h

    def __eq__(self, other):
        if self.act:
            act, self.act = self.act, None
            act()
        return self is other

    def __repr__(self):
        return self.name


def evil(operation, target):
    a, b = set(), set()
    change = {
        "clear": lambda s: s.clear(),
        "fill": lambda s: s.update(range(100, 200)),
        "shift": lambda s: (s.discard(3), s.add(35), s.add(3)),
    }
    for name, act in change.items():
        for which in "ab":
            a = {1, 3, 5, Evil(2, "x")}
            b = {1, 3, 7, Evil(2, "y")}
            chosen = a if which == "a" else b
            for e in a | b:
                if isinstance(e, Evil):
                    e.act = lambda: act(chosen)
            try:
                r = operation(a, b)
            except RuntimeError as e:
                r = e
            if isinstance(r, (set, frozenset)):
                r = sorted(map(str, r))
            print(target, name, which, r if not isinstance(r, list) else r[:6], len(a), len(b))


evil(lambda a, b: a & b, "and")
evil(lambda a, b: a - b, "sub")
evil(lambda a, b: a <= b, "le")
evil(lambda a, b: a.isdisjoint(b), "disjoint")


# Copies count their keys, and removed keys are given up.
class Counted:
    alive = 0

    def __init__(self):
        Counted.alive += 1

    def __del__(self):
        Counted.alive -= 1


for n in 1, 4, 5, 30, 70, 500:
    s = {Counted() for _ in range(n)} | set(range(n))
    copies = [s.copy(), frozenset(s), s | {1}, s - {0}, s & s, set(list(s))]
    s.clear()
    print(n, Counted.alive, end=" ")
    for c in copies[1:]:
        copies[0] -= c
    print(len(copies[0]), end=" ")
    del c, copies
    print(Counted.alive)

s = set(range(70))
for i in range(0, 70, 2):
    s.remove(i)
print([s.pop() for _ in range(5)], len(s), s.copy() == s, list(s)[:4])
s = set(range(20))
for i in range(7):
    s.pop()
s.add(100)
print([s.pop() for _ in range(14)], s)
it = iter({1, 2, 3, 40})
print(next(it), it.__length_hint__(), list(it), list(it))
