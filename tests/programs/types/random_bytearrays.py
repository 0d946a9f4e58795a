"""bytearray and memoryview against lists of ints: a few thousand seeded operations, with what is allocated."""

SEED = 20260101


def rand(n):
    global SEED
    SEED = (SEED * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
    return (SEED >> 33) % n


def some_bytes():
    return bytes(rand(256) for _ in range(rand(12)))


def bound():
    return None if rand(4) == 0 else rand(80) - 40


def some_slice():
    return slice(bound(), bound(), [None, 1, 1, 1, 2, 3, -1, -2, -7][rand(9)])


b = bytearray()
model = []
total = 0
for step in range(4000):
    kind = rand(16)
    try:
        if kind == 0:
            x = rand(256)
            b.append(x), model.append(x)
        elif kind == 1:
            x = some_bytes()
            b.extend(x), model.extend(x)
        elif kind == 2:
            i, x = rand(60) - 30, rand(256)
            b.insert(i, x), model.insert(i, x)
        elif kind == 3 and model:
            i = rand(len(model))
            assert b.pop(i) == model.pop(i)
        elif kind == 4:
            s = some_slice()
            del b[s], model[s]
        elif kind in (5, 6):
            s, x = some_slice(), some_bytes()
            if s.step in (None, 1):
                b[s] = x
                model[s] = x
            else:
                x = x + bytes(len(model[s]))
                x = x[: len(model[s])]
                if x:
                    b[s] = x
                    model[s] = x
        elif kind == 7:
            b.reverse(), model.reverse()
        elif kind == 8:
            n = rand(60)
            b.resize(n)
            model = model[:n] + [0] * (n - len(model))
        elif kind == 9 and len(model) < 100:
            n = rand(3)
            b *= n
            model *= n
        elif kind == 10:
            n = min(rand(20), len(model))
            del b[:n], model[:n]
        elif kind == 11:
            s = some_slice()
            assert list(b[s]) == model[s] and memoryview(b)[s].tolist() == model[s]
        elif kind == 12:
            x = some_bytes()[:2]
            assert bytes(model).replace(x, b"--") == b.replace(x, b"--") and bytes(model).count(x) == b.count(x) and bytes(model).rfind(x) == b.rfind(x)
        elif kind == 13:
            x = some_bytes()
            b += x
            model += x
        elif kind == 14:
            s = some_slice()
            with memoryview(b) as m:
                part = m[s]
                part[:] = part.tobytes()[::-1]
                part.release()
            model[s] = model[s][::-1]
        elif kind == 15 and model:
            x = model[rand(len(model))]
            b.remove(x), model.remove(x)
    except AssertionError:
        print("differs", step, kind, b, model)
        break
    assert bytes(model) == b, (step, kind, b, model)
    total = (total * 31 + len(b) * 7 + b.__alloc__()) % 1000003
    if step % 250 == 0:
        print(step, len(b), b.__alloc__(), bytes(b[:8]), total)
print(total)
