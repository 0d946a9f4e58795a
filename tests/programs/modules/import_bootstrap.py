"""The library's import system by the names it has inside, archives on sys.path, and names that are none."""

import importlib
import importlib.machinery as machinery
import importlib.util
import os
import pickle
import sys
import tempfile
import zipfile

import _frozen_importlib as core
import _frozen_importlib_external as external

print(importlib._bootstrap is core, importlib._bootstrap_external is external)
print(machinery.BuiltinImporter is core.BuiltinImporter is __builtins__.__loader__)
print(machinery.BuiltinImporter, machinery.SourceFileLoader, machinery.ModuleSpec, machinery.PathFinder)
print(machinery.BuiltinImporter.find_spec("sys"), machinery.BuiltinImporter.find_spec("os"))
print(sys.__loader__, sys.__spec__)
for protocol in range(6):
    data = pickle.dumps(machinery.BuiltinImporter, protocol)
    print(data, pickle.loads(data) is machinery.BuiltinImporter)
spec = importlib.util.find_spec("json")
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
print(module.dumps([1]))

with tempfile.TemporaryDirectory() as folder:
    archive = os.path.join(folder, "a.zip")
    with zipfile.ZipFile(archive, "w") as z:
        z.writestr("zipped_module.py", "x = 5\n")
        z.writestr("zipped_package/__init__.py", "from .inner import y\n")
        z.writestr("zipped_package/inner.py", "y = 6\n")
    not_one = os.path.join(folder, "b.zip")
    with open(not_one, "w") as f:
        f.write("nothing")
    sys.path[:0] = [not_one, archive]
    import zipped_module
    import zipped_package

    print(zipped_module.x, zipped_package.y, zipped_package.__file__ == os.path.join(archive, "zipped_package", "__init__.py"))
    print(type(zipped_module.__loader__), sys.path_importer_cache[not_one])
    del sys.path[:2]

    # A folder and an archive as programs.
    import subprocess

    main = "import sys, argparse\nprint(__name__, __package__ == '', __spec__.name, type(__loader__).__name__, sys.argv[1:], sys.path[0] == sys.argv[0])\nprint(argparse.ArgumentParser().prog == f'{__import__(\"os\").path.basename(sys.executable)} {sys.argv[0]}')\nimport beside\n"
    program = os.path.join(folder, "program")
    os.mkdir(program)
    with zipfile.ZipFile(program + ".zip", "w") as z:
        for name, text in [("__main__.py", main), ("beside.py", "print('beside')\n")]:
            z.writestr(name, text)
            with open(os.path.join(program, name), "w") as f:
                f.write(text)
    for path in [program, program + ".zip", archive]:
        # Into files: how often a pipe is read depends on the time.
        said = [os.path.join(folder, name) for name in ("out", "err")]
        with open(said[0], "w") as out, open(said[1], "w") as err:
            code = subprocess.call([sys.executable, path, "a", "b"], stdout=out, stderr=err)
        stdout, stderr = (open(name).read() for name in said)
        print(code, stdout, stderr.replace(folder, "FOLDER").replace(sys.executable, "PYTHON"), end="")

for name in ["", ".", "..", ".nothing", "a/b", "nothing\0", "/"]:
    try:
        print(__import__(name))
    except (ImportError, ValueError) as e:
        print(type(e).__name__, e)

import io

for target in [("", "log"), (None, "log"), ("math", None), ("math", "log.spam"), ("spam", "log")]:
    try:
        print(pickle.Unpickler(io.BytesIO()).find_class(*target))
    except Exception as e:
        print(type(e).__name__, e)

# The breakpoint hook warns of what it cannot import.
import warnings

for target in [".", "..", ".foo", "foo.", ".int", "/./", "nosuchbuiltin", "nosuchmodule.nosuchcallable"]:
    os.environ["PYTHONBREAKPOINT"] = target
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        print(breakpoint(), [str(w.message) for w in caught])
