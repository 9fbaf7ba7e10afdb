"""What the compiler makes of generated rules grows as they do: check_sizes.py GROWTH_MEASURES. Counts, no times: nodes of
the program, bytes of the package and of the code compiled from it, for one, two, four and eight dispositifs of a
hundred rules. Of one, instructions are chosen otherwise (runtime/native/jit/object.cpp), and the bytes of code do not compare."""

import json
import pathlib
import subprocess
import sys
import tempfile

from figures import generate

SIZES = (100, 200, 400, 800)
LEAST_OF_CODE = 200
# The words of a project and what every package holds are a part that does not grow.
LEAST, MOST = 1.85, 2.05


def main() -> int:
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            project = generate(pathlib.Path(folder), size)
            done = subprocess.run([sys.argv[1], "sizes", project], stdout=subprocess.PIPE, check=True)
            found.append(json.loads(done.stdout))
    is_right = True
    for what in found[0]:
        compared = found[SIZES.index(LEAST_OF_CODE):] if what == "code_bytes" else found
        ratios = [after[what] / before[what] for before, after in zip(compared, compared[1:])]
        is_right = is_right and all(LEAST <= ratio <= MOST for ratio in ratios)
        print(f"{what}: {', '.join(str(each[what]) for each in compared)}; twice the rules give {', '.join(f'{ratio:.3f}' for ratio in ratios)} times as many")
    return 0 if is_right else 1


if __name__ == "__main__":
    sys.exit(main())
