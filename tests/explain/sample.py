"""Prints the explanations of a sample of varied cases, to be read by a person who knows French:

    python3 tests/explain/sample.py RULEC SOURCE [--count 50] [--seed 7] [--lang fr] > sample.txt

Of ten cases, six are of a médecin, three of a group, one of the forfait structure. The same seed gives the same sample. Each page is
whole: answers, reasons, what it would take, operations, facts, and every rule."""

import argparse
import json
import subprocess
import sys
import tempfile

from varied_cases import varied_cases

SHARES = {"aide_individuelle": 6, "aide_collective": 3, "forfait_structure": 1}


def sample(rulec, source, count, seed, language):
    for dispositif, share in SHARES.items():
        cases = varied_cases(rulec, source, dispositif, count * share // 10, seed)
        with tempfile.NamedTemporaryFile("w", suffix=".ndjson", encoding="utf-8") as file:
            for case in cases:
                file.write(json.dumps(case, ensure_ascii=False) + "\n")
            file.flush()
            done = subprocess.run([rulec, "explain", f"{source}/rules/assistants-medicaux", "--dispositif", dispositif,
                                   "--at", "2026-11-22", "--cases", file.name, "--lang", language], capture_output=True)
        if done.returncode not in (0, 4, 5):
            raise SystemExit(done.stderr.decode("utf-8"))
        yield done.stdout.decode("utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rulec")
    parser.add_argument("source")
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--lang", choices=("fr", "en"), default="fr")
    options = parser.parse_args()
    for text in sample(options.rulec, options.source, options.count, options.seed, options.lang):
        sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
