"""Containers that hold themselves more than once print the dots each time."""

from collections import defaultdict, deque

a = []
a += [a, a, 1]
print(a, [a, a])
d = {}
d[1] = d
d[2] = [d, d]
print(d)
t = ([],)
t[0].extend([t, t])
print(t)
q = deque()
q.extend([q, q])
print(q)


class Factory:
    def __call__(self):
        return {}

    def __repr__(self):
        repr(dd)
        return f"a factory for {dd}"


dd = defaultdict(Factory())
print(dd)
dd[1] = dd
dd[2] = dd
print(dd)
