"""Makes answers.json: what CPython 3.14 computes in the scripts of pyperformance.

    python3.14 make.py DIR [NAME...]     DIR: the folder with bm_NAME/run_benchmark.py

answers.json names the benchmarks, the arguments that make them as small as they can be, and where it takes that: the
`script` (its folder after bm_), the `arguments` that pyperformance gives it, and the package it `needs`, which is then
expected in PYTHONPATH. A new benchmark is entered there with an empty answer. Each script is checked twice, in processes of its own; answers that differ are refused.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ANSWERS = HERE / "answers.json"


def answer(folder, known):
    name = known["name"]
    script = folder / f"bm_{known.get('script', name)}" / "run_benchmark.py"
    arguments = [*known.get("arguments", []), *known["smallest"]]
    # Packages that scripts need may be in PYTHONPATH.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON") or key == "PYTHONPATH"}
    environment.update(LC_ALL="C.UTF-8", PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1")
    line = [sys.executable, str(HERE / "driver.py"), "check", name, str(script), *arguments]
    texts = {subprocess.run(line, env=environment, stdout=subprocess.PIPE, check=True, text=True).stdout for _ in range(2)}
    if len(texts) != 1:
        sys.exit(f"{name}: two runs gave different answers")
    return texts.pop().splitlines()


def main(folder, names):
    if sys.implementation.name != "cpython" or sys.version_info[:2] != (3, 14):
        sys.exit("this takes CPython 3.14")
    known = json.loads(ANSWERS.read_text())
    strangers = set(names) - {script["name"] for script in known["scripts"]}
    if strangers:
        sys.exit(f"not in answers.json: {', '.join(sorted(strangers))}")
    for script in known["scripts"]:
        if not names or script["name"] in names:
            script["answer"] = answer(Path(folder), script)
    ANSWERS.write_text(json.dumps(known, indent=1) + "\n")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
