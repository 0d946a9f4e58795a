"""Chains of delegation that are suspended as a whole, and everybody who may look into one."""
import gc
import sys


class Tree:
    def __init__(self, left, value, right):
        self.left, self.value, self.right = left, value, right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


def tree(low, high):
    if low >= high:
        return None
    middle = (low + high) // 2
    return Tree(tree(low, middle), middle, tree(middle + 1, high))


print(list(tree(0, 40)))
print(sum(tree(0, 100)), sorted(set(tree(0, 9))), max(tree(0, 33)))

# The members of a chain, looked at while it waits.
made = []


def chain(depth, base=0):
    if depth == 0:
        for i in range(4):
            got = yield base + i
            if got:
                print("innermost got", got)
        return "end"
    g = chain(depth - 1, base)
    made.append(g)
    result = yield from g
    print("depth", depth, "ends with", result)
    return str(result) + str(depth)


def states(gs):
    return [(g.gi_running, g.gi_suspended, g.gi_yieldfrom is not None, g.gi_frame and g.gi_frame.f_lineno) for g in gs]


outer = chain(3)
print(next(outer), next(outer))
print(states([outer, *made]))
print([g.gi_frame.f_back for g in made])
print(outer.gi_yieldfrom is made[0] or outer.gi_yieldfrom is made[-1])
print(next(outer))
# One in the middle is resumed by itself: the outermost goes on from there.
middle = outer.gi_yieldfrom.gi_yieldfrom
print("middle", next(middle))
print(states([outer, middle]))
print(next(outer, "nothing left"))
print(states([outer, middle]))

made.clear()
outer = chain(2)
print(next(outer))
try:
    print(outer.gi_yieldfrom.gi_yieldfrom.send("directly"))
    print(outer.send("from above"))
    outer.throw(KeyError("thrown"))
except KeyError as e:
    print("out came", e)
print(states([outer, *made]))

made.clear()
outer = chain(2)
print(next(outer))
made[0].close()
print(states([outer, *made]))
print(next(outer, "over"))


# One that is closed below runs its finally clauses from the inside out.
def careful(depth):
    try:
        if depth:
            yield from careful(depth - 1)
        else:
            while True:
                yield depth
    finally:
        print("left", depth)


g = careful(3)
print(next(g), next(g))
g.close()
g = careful(2)
next(g)
del g
gc.collect()
print("gone")


# In a cycle of garbage.
def in_a_cycle(depth, box):
    if depth:
        yield from in_a_cycle(depth - 1, box)
    else:
        yield 1
        yield 2


box = []
box.append(in_a_cycle(3, box))
print(next(box[0]))
before = gc.collect()
box = None
print(gc.collect() > 0)


# Resumed at another depth of the stack than the time before.
def deeper(n, g):
    padding = [n] * 3
    if n:
        return deeper(n - 1, g)
    return next(g, None), padding[0]


g = iter(tree(0, 12))
print([deeper(i % 4, g) for i in range(14)])


def through(g):
    for x in g:
        yield x


# In turns by several kinds of callers.
g = iter(tree(0, 12))
out = [next(g)]
for x in g:
    out.append(x)
    if len(out) == 3:
        break
out.append(g.send(None))
for x in through(g):
    out.append(x)
    if len(out) == 6:
        break
out += list(g)
print(out)


# The root of a chain becomes a part of another.
def above(g):
    yield "first"
    yield from g


inner = chain(1, 10)
print(next(inner))
top = above(inner)
print(next(top), next(top), next(inner), next(top))
print(next(top, "all of it"))


# Already running.
def asks_itself():
    def below():
        for g in (me, here):
            try:
                next(g)
            except ValueError as e:
                print(e)
        yield "asked"

    here = below()
    yield from here


me = asks_itself()
print(list(me))


# Exceptions that are handled while others wait.
def handling(depth):
    try:
        raise ValueError(depth)
    except ValueError:
        if depth:
            yield from handling(depth - 1)
        else:
            yield sys.exception().args
            yield sys.exception().args
        print("still", sys.exception())


try:
    raise OSError("outside")
except OSError:
    for value in handling(2):
        print(value, sys.exception())
print(sys.exception())


# Coroutines, and awaitables at the bottom that are no generators.
class Pause:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        got = yield self.value
        return got


async def leaf(n):
    total = 0
    for i in range(3):
        total += await Pause((n, i))
    return total


async def stem(n, depth):
    if depth:
        return await stem(n, depth - 1) + 1
    return await leaf(n)


c = stem(7, 3)
print(c.send(None), c.cr_suspended, c.cr_running, c.cr_await.cr_await is not None)
try:
    print(c.send(10), c.send(20))
    c.send(30)
except StopIteration as e:
    print("result", e.value)


class Manual:
    """An iterator at the bottom of a chain."""

    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 4:
            raise StopIteration("manual end")
        return self.n


def to_manual(depth):
    if depth:
        return (yield from to_manual(depth - 1))
    return (yield from Manual())


g = to_manual(2)
print(next(g), next(g), type(g.gi_yieldfrom.gi_yieldfrom.gi_yieldfrom).__name__)
try:
    while True:
        print(next(g))
except StopIteration as e:
    print(e.value)
