"""Makes answers.json: what CPython 3.14 computes in the scripts of pyperformance.

    python3.14 make.py DIR [NAME...]     DIR: the folder with bm_NAME/run_benchmark.py

Each script is checked twice, in processes of its own; answers that differ are refused.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ANSWERS = HERE / "answers.json"


def answer(scripts, name):
    script = scripts / f"bm_{name}" / "run_benchmark.py"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment.update(LC_ALL="C.UTF-8", PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1")
    line = [sys.executable, str(HERE / "driver.py"), "check", name, str(script)]
    texts = {subprocess.run(line, env=environment, stdout=subprocess.PIPE, check=True, text=True).stdout for _ in range(2)}
    if len(texts) != 1:
        sys.exit(f"{name}: two runs gave different answers")
    return texts.pop().splitlines()


def main(folder, names):
    if sys.implementation.name != "cpython" or sys.version_info[:2] != (3, 14):
        sys.exit("this takes CPython 3.14")
    known = json.loads(ANSWERS.read_text())
    for name in names or known["scripts"]:
        known["scripts"][name] = answer(Path(folder), name)
    ANSWERS.write_text(json.dumps(known, indent=1) + "\n")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
