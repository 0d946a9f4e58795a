"""Make `startup.ld`, which puts the functions that a start-up runs beside each other.

    cargo build --release && python3 link/make.py [BINARY…]          (needs valgrind and nm)

A page of the binary that is touched brings the sixteen around it into memory, so functions that lie scattered over nine
megabytes cost six megabytes of them, and a page fault each. callgrind says which functions run; the script names their
sections. Crate hashes are left open, so it holds for other compilers and changed dependencies; a name that is no longer
there is not looked for, and its function lies where it would lie anyway. So the file is made again when start-up has
grown (`tricera -c pass` in the table of start-ups), not with every change.

Several binaries (with one engine, with all) give the functions of each: what is inlined differs between them.

The engines' handlers are not among them: `hot.py` orders those, and what else programs spend their time in.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
HANDLERS = re.compile(r"\d+tricera_(match_switch|tail_call|direct_threaded)(6handle|17superinstructions)")
# What a start-up is: the interpreter alone, and a file with its library and its output.
PROGRAMS = "pass", "import sys\nclass C:\n    def f(self): return [1, 2.5, 'x']\nprint(len(C().f()))"


def functions(binary, line):
    """The mangled names of all functions that run."""
    with tempfile.NamedTemporaryFile() as out:
        command = ["valgrind", "-q", "--tool=callgrind", "--demangle=no", f"--callgrind-out-file={out.name}", binary, *line]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        text = pathlib.Path(out.name).read_text()
    # A recursive function has a number behind its name.
    return {name.split("'")[0] for name in re.findall(r"^c?fn=\(\d+\) (\S+)", text, re.M)}


def pattern(name):
    """The sections of a function, without the hashes of crates, which differ between compilers."""
    name = re.sub(r"Cs[0-9A-Za-z]+_(?=\d)", "Cs*_", name.partition(".llvm.")[0])
    return f"*(.text.{name}* .text.hot.{name}* .text.unlikely.{name}*)"


def main():
    names = set()
    with tempfile.NamedTemporaryFile("w", suffix=".py") as file:
        for binary in sys.argv[1:] or [str(ROOT / "target/release/tricera")]:
            symbols = subprocess.check_output(["nm", binary], text=True).splitlines()
            own = {line.split()[-1] for line in symbols if line.split()[-2] in "tTwW"}
            for program in PROGRAMS:
                file.seek(0)
                file.truncate()
                file.write(program)
                file.flush()
                for line in ["-c", program], [file.name]:
                    names |= functions(binary, line) & own
    names = sorted({pattern(name) for name in names if not HANDLERS.search(name)})
    head = "/* Functions that a start-up runs, beside each other. Made by link/make.py, which says why. */\n"
    body = "".join(f"        {name}\n" for name in names)
    script = f"SECTIONS\n{{\n    .text.startup :\n    {{\n{body}    }}\n}}\nINSERT BEFORE .text;\n"
    (ROOT / "link/startup.ld").write_text(head + script)
    print(f"{len(names)} functions")


if __name__ == "__main__":
    main()
