"""Writes, for every module of this Python's standard library: name, source and marshalled code, each after its length.

The test package is left out unless an argument is given: some of its files are meant not to compile.
"""

import marshal
import os
import sys
import sysconfig
import warnings

warnings.simplefilter("ignore")
root = sysconfig.get_path("stdlib")
out = sys.stdout.buffer


def write(data):
    out.write(len(data).to_bytes(4, "little"))
    out.write(data)


for folder, folders, files in os.walk(root):
    folders.sort()
    if len(sys.argv) < 2:
        folders[:] = [name for name in folders if name not in ("test", "tests", "idle_test")]
    folders[:] = [name for name in folders if name not in ("site-packages", "dist-packages", "__pycache__")]
    for file in sorted(files):
        if not file.endswith(".py"):
            continue
        path = os.path.join(folder, file)
        name = os.path.relpath(path, root)
        if not os.path.exists(path):
            continue  # a dangling link
        with open(path, "rb") as stream:
            source = stream.read()
        try:
            code = compile(source, name, "exec", dont_inherit=True)
        except (SyntaxError, ValueError):
            continue
        write(name.encode())
        write(source)
        write(marshal.dumps(code))
