"""open(): text and bytes, modes, newlines, encodings, seeking, iteration, with, errors.
The file lies in /tmp under a name made from the clock and is removed at the end."""

import os
import time

from _table import attempt

PATH = f"/tmp/tricera-io-files-{time.time_ns()}"


def clean(text):
    return text.replace(PATH, "PATH")


def tried(function, *args, **kwargs):
    return clean(attempt(function, *args, **kwargs))


print(tried(open, PATH), tried(open, PATH, "r+"), tried(open, PATH + "/x", "w"))
try:
    with open(PATH, "w") as f:
        print(f.write("first\n"), f.write("zweite \u20ac\n"), f.writelines(["a", "b\n"]), f.tell() > 0, f.mode, f.encoding, f.closed, clean(f.name))
        print(f.readable(), f.writable(), f.seekable(), attempt(f.read), f.isatty(), f.fileno() > 2)
    print(f.closed, attempt(f.write, "x"), attempt(f.tell))
    with open(PATH) as f:
        print(f.read(8), f.readline(), f.readlines(), repr(f.read()), f.seek(0), next(f), list(f))
        print(attempt(f.write, "x"), attempt(f.seek, -1), attempt(f.seek, 1, 1))
    with open(PATH) as f:
        for number, line in enumerate(f, 1):
            print(number, line.rstrip(), len(line))
    with open(PATH, "a") as f:
        f.write("appended\n")
    with open(PATH, "rb") as f:
        data = f.read()
        print(data, f.tell(), f.seek(2), f.read(3), f.seek(-4, 2), f.readline(), f.read(), f.mode)
        print(attempt(f.write, b"x"), type(f).__name__)
    with open(PATH, "r+") as f:
        f.write("FIRST")
        f.seek(0)
        print(f.readline(), f.truncate(6), type(f).__name__)
    with open(PATH, "w+b") as f:
        print(f.write(b"\x00\xff\r\n"), f.seek(0), f.read(), type(f).__name__)
    with open(PATH, "wb", buffering=0) as f:
        print(f.write(b"raw\r\nline\rend\n"), type(f).__name__)
    for newline in (None, "", "\n", "\r", "\r\n"):
        with open(PATH, newline=newline) as f:
            print(repr(newline), f.readlines(), f.newlines)
    for newline in (None, "", "\n", "\r", "\r\n"):
        with open(PATH, "w", newline=newline) as f:
            f.write("x\ny\r\n")
        with open(PATH, "rb") as f:
            print(repr(newline), f.read())
    with open(PATH, "w", encoding="latin-1") as f:
        f.write("\xe9")
        print(attempt(f.write, "\u20ac"))
    with open(PATH, encoding="latin-1") as f:
        print(ascii(f.read()))
    with open(PATH, encoding="utf-8") as f:
        print(attempt(f.read))
    with open(PATH, encoding="utf-8", errors="replace") as f:
        print(ascii(f.read()))
    with open(PATH, "ab") as f:
        print(f.tell(), f.write(b"more"), f.tell())
    with open(PATH, "w") as f:
        f.write("line of text \u20ac\n" * 3000)
    with open(PATH) as f:
        lines = f.readlines()
        print(len(lines), lines[2999] == lines[0], f.seek(0), len(f.read()), f.read() == "")
    with open(PATH, "rb") as f:
        print(sum(len(line) for line in f), f.seek(10000), len(f.read(20000)), len(f.readline()))
    with open(PATH) as f:
        f.readline()
        print(f.tell(), ascii(f.read(5)))
        next(f)
        print(attempt(f.tell))
    print(tried(open, PATH, "x"), tried(open, PATH, "q"), tried(open, PATH, "rw"), tried(open, PATH, "rbt"), tried(open, PATH, "b"), tried(open, PATH, ""), tried(open, PATH, "rb", encoding="utf-8"), tried(open, PATH, "rb", newline=""), tried(open, PATH, "r", 0), tried(open, PATH, newline="x"), tried(open, PATH, encoding="nope"), tried(open, PATH, 5))
    print(attempt(open, 1.5), attempt(open, None), attempt(open), attempt(open, "a\x00b"), attempt(open, ""), attempt(open, "/"), attempt(open, -1), attempt(open, 9999))
    f = open(PATH)
    g = iter(f)
    print(g is f, f.close(), f.close(), attempt(f.__enter__), attempt(next, f), clean(repr(f)))
    with open(PATH, "rb") as f:
        print(clean(repr(f)), clean(repr(f.raw)))
finally:
    os.remove(PATH)
print(tried(open, PATH))
