"""Make, or check, what CPython 3.14's `dis` says about some test programs.

    python3.14 make.py              write the answers
    python3.14 make.py --check      compare, exit 1 if any differs

An answer is GROUP-NAME.OPTIONS.txt (or GROUP-NAME.txt without options): the output of
`python3.14 -m dis -OPTIONS GROUP/NAME.py` in tests/programs with PYTHONHASHSEED=0,
with every address ` at 0x...` losing its digits.
"""

import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
LISTINGS = [
    ("lang/try_flow", ""),
    ("lang/generated_control_flow", ""),
    ("lang/fstrings", ""),
    ("lang/lambdas", "C"),
    ("lang/compare_chain", "O"),
    ("lang/async_for_with", "P"),
    ("lang/slicing", "OP"),
    ("lang/del_order", "COP"),
]


def main():
    wrong = 0
    for program, options in LISTINGS:
        arguments = [f"-{options}"] if options else []
        done = subprocess.run(
            [sys.executable, "-m", "dis", *arguments, program + ".py"],
            cwd=os.path.join(HERE, os.pardir, "programs"),
            env={"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "PATH": os.defpath},
            stdout=subprocess.PIPE, encoding="utf-8", check=True)
        text = re.sub(r" at 0x[0-9a-f]+", " at 0x...", done.stdout)
        suffix = f".{options}.txt" if options else ".txt"
        path = os.path.join(HERE, program.replace("/", "-") + suffix)
        if "--check" in sys.argv[1:]:
            with open(path, encoding="utf-8") as file:
                if file.read() != text:
                    print("differs:", path)
                    wrong = 1
        else:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
    return wrong


if __name__ == "__main__":
    sys.exit(main())
