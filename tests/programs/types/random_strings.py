"""Pseudo-random strings of every storage kind against slow definitions of the same methods."""

state = 99
ALPHABETS = ("ab", "abc ", "a\xe9b", "a\u20acb\xe9", "a\U0001f600\u20acb")


def draw(limit):
    global state
    state = (state * 1103515245 + 12345) & 0x7FFFFFFF
    return (state >> 12) % limit


def word(alphabet, limit):
    return "".join(alphabet[draw(len(alphabet))] for _ in range(draw(limit)))


def slow_find(text, part):
    for i in range(len(text) - len(part) + 1):
        if all(text[i + j] == part[j] for j in range(len(part))):
            return i
    return -1


def slow_replace(text, old, new):
    out, i = [], 0
    while i < len(text):
        if text[i : i + len(old)] == old:
            out.append(new)
            i += len(old)
        else:
            out.append(text[i])
            i += 1
    return "".join(out)


check = 0
for alphabet in ALPHABETS:
    for _ in range(300):
        text, part, other = word(alphabet, 40), word(alphabet, 4), word(ALPHABETS[draw(5)], 6)
        at = text.find(part)
        assert at == slow_find(text, part), (text, part)
        assert (part in text) == (at >= 0)
        back = text[::-1].find(part[::-1])
        assert text.rfind(part) == (len(text) - len(part) - back if back >= 0 else -1), (text, part)
        if part:
            pieces = text.split(part)
            assert part.join(pieces) == text and len(pieces) == text.count(part) + 1
            assert text.replace(part, other) == slow_replace(text, part, other) == other.join(pieces)
            assert part.join(text.rsplit(part, 2)) == text
            head, middle, tail = text.partition(part)
            assert head + middle + tail == text and (middle == part or not tail)
            head, middle, tail = text.rpartition(part)
            assert head + middle + tail == text and (middle == part or not head)
        assert " ".join(text.split()) == " ".join(w for w in text.split(" ") if w)
        assert text.encode().decode() == text and text.encode("utf-16-le").decode("utf-16-le") == text
        assert text.startswith(part) == (text[: len(part)] == part) and text.endswith(part) == (not part or text[-len(part) :] == part)
        assert (text < other) == ([ord(c) for c in text] < [ord(c) for c in other])
        assert eval(repr(text)) == text and eval(ascii(text)) == text
        low, high = draw(45) - 5, draw(45) - 5
        step = draw(7) - 3 or 1
        assert text[low:high:step] == "".join(list(text)[low:high:step])
        assert text.find(part, low, high) == (lambda r, b: r + b if r >= 0 else -1)(text[low:high].find(part), slice(low, high).indices(len(text))[0]) or not part
        assert len(text + other) == len(text) + len(other) and (text + other)[len(text) :] == other
        assert text.strip(part or None) == text.lstrip(part or None).rstrip(part or None)
        assert hash(text) == hash("".join(list(text)))
        check = (check * 31 + hash(text.upper() + text.title() + text.center(50, "*") + repr(text))) % (2**61 - 1)
    print(ascii(alphabet), check)
