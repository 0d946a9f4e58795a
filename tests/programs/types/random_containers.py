"""Long pseudo-random sequences of operations on list, dict, set and deque-like slices, each checked
against a simple model, with checksums of contents and orders."""

state = 4242


def draw(limit):
    global state
    state = (state * 1103515245 + 12345) & 0x7FFFFFFF
    return (state >> 10) % limit


def check_dict():
    table, keys, values = {}, [], []
    for step in range(6000):
        key = draw(200) if draw(3) else f"k{draw(60)}"
        action = draw(10)
        if action < 5:
            if key not in keys:
                keys.append(key)
                values.append(step)
            else:
                values[keys.index(key)] = step
            table[key] = step
        elif action < 8:
            found = table.pop(key, None)
            assert found == (values[keys.index(key)] if key in keys else None)
            if key in keys:
                del values[keys.index(key)]
                keys.remove(key)
        elif action == 8 and keys and draw(4) == 0:
            assert table.popitem() == (keys.pop(), values.pop())
        else:
            assert (key in table) == (key in keys)
        if step % 1500 == 1499:
            assert list(table) == keys and list(table.values()) == values and len(table) == len(keys)
            assert list(reversed(table.items())) == list(zip(keys, values))[::-1] and dict(table) == table
            print("dict", step, len(table), list(table)[:6], hash(tuple(table.items())))


def check_list():
    items = []
    for step in range(4000):
        before = list(items)
        action, at, other = draw(9), draw(40) - 20, draw(40) - 20
        if action == 0:
            items.insert(at, step)
            cut = max(0, at + len(before)) if at < 0 else min(at, len(before))
            assert items == before[:cut] + [step] + before[cut:]
        elif action in (1, 2):
            items += [step, -step]
            assert items == before + [step, -step]
        elif action == 3 and -len(items) <= at < len(items):
            removed = items.pop(at)
            assert removed == before[at] and len(items) == len(before) - 1
        elif action == 4:
            new = list(range(draw(4)))
            items[at:other] = new
            low, high, _ = slice(at, other).indices(len(before))
            assert items == before[:low] + new + before[max(low, high) :]
        elif action == 5 and draw(3) == 0:
            del items[at : other : draw(4) + 1]
        elif action == 6:
            items[::2] = [x + 1 for x in items[::2]]
            assert items == [x + 1 if i % 2 == 0 else x for i, x in enumerate(before)]
        elif action == 7 and draw(5) == 0:
            items.reverse()
            assert items == before[::-1]
        elif items:
            assert items.index(items[draw(len(items))]) < len(items)
        if len(items) > 120:
            del items[60:]
        if step % 1000 == 999:
            print("list", step, len(items), hash(tuple(items)), hash(tuple(sorted(items))))


def check_set():
    numbers, model = set(), {}
    for step in range(5000):
        key = draw(500) * 37 % 1013
        action = draw(8)
        if action < 4:
            numbers.add(key)
            model[key] = True
        elif action < 6:
            numbers.discard(key)
            model.pop(key, None)
        elif action == 6:
            assert (key in numbers) == (key in model)
        else:
            other = {draw(1013) for _ in range(10)}
            expect = {k for k in model if k in other}
            assert numbers & other == expect and len(numbers | other) == len(model) + 10 - len(expect) - (10 - len(other))
            assert numbers - other == {k for k in model if k not in other}
        if step % 1250 == 1249:
            assert numbers == set(model) and len(numbers) == len(model)
            print("set", step, len(numbers), list(numbers)[:8], hash(frozenset(numbers)), hash(tuple(numbers)))


check_dict()
check_list()
check_set()
