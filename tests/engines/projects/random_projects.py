"""Random projects whose texts amend each other (tests/amendments/texts.py), through every engine.

Usage: random_projects.py ENGINE_PROJECTS FIRST_SEED N_PROJECTS [OPTION…]; the options go to engine_projects. Some of the projects are
rightly refused when compiled; they are counted.
"""

import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "amendments"))

from texts import Writer  # noqa: E402


def write(folder, seed):
    project = folder / f"{seed:07}"
    project.mkdir()
    for path, text in Writer(seed).project().files().items():
        (project / path).write_text(text, encoding="utf-8")


def main():
    program, first, n_projects, options = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
    with tempfile.TemporaryDirectory() as name:
        for seed in range(first, first + n_projects):
            write(pathlib.Path(name), seed)
        return subprocess.run([program, "--each", name, *options], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
