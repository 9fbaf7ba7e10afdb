"""Random texts that amend each other, decided by rulec and by a model that consolidates them by hand.

Usage: random_amendments.py RULEC [FIRST_SEED [N_PROJECTS]]. Of each seed a base text, one to three texts that amend it, and cases
whose dates are the days on which something changes, the day before and the day after; each is decided with random texts known.
A project that rulec refuses must be refused for a reason that this test knows it may write. Ends with 1 at the first
difference, whose project and case it prints.
"""

import collections
import json
import pathlib
import random
import subprocess
import sys
import tempfile

from model import Model, boundary_days
from texts import Writer, render

N_CASES = 40
# What random texts may do that is rightly refused: name a row or condition that an earlier wording, still reached by some case, does
# not have, or amend what is repealed until a day.
MAY_BE_REFUSED = {"AVN3207", "AVN3208", "AVN3214", "AVN3231", "AVN3232", "AVN3233"}


def run(rulec, *arguments):
    return subprocess.run([rulec, *arguments], capture_output=True, text=True, timeout=120, check=False)


def cases_of(project, chance):
    days = boundary_days(project)
    for _ in range(N_CASES):
        yield {"jour": chance.choice(days), "autre": chance.choice(days), "a": chance.randrange(0, 101),
               "b": chance.randrange(0, 101), "k": chance.randrange(0, 10)}


def knowledge_of(project, chance):
    """All texts; those known on a day; with some drafts; both."""
    drafts = [text.name for text in project.texts if text.draft]
    days = [text.published for text in project.texts]
    yield None, []
    yield chance.choice(days), []
    for known_at in (None, chance.choice(days)):
        if drafts:
            yield known_at, [name for name in drafts if chance.random() < 0.6]


def decisions_of(rulec, folder, cases, known_at, drafts):
    file = folder / "cases.ndjson"
    file.write_text("".join(json.dumps(case, default=str) + "\n" for case in cases), encoding="utf-8")
    options = [f"--with={name}" for name in drafts] + ([f"--known-at={known_at}"] if known_at else [])
    done = run(rulec, "run", str(folder), "--cases", str(file), "--format=ndjson", "--brief", *options)
    lines = [json.loads(line)["results"] for line in done.stdout.splitlines()]
    if len(lines) != len(cases):
        raise RuntimeError(f"rulec run decided {len(lines)} of {len(cases)} cases\n{done.stderr}")
    return [{name: result["error"]["class"] if "error" in result else result["value"] for name, result in line.items()}
            for line in lines]


class Comparison:
    def __init__(self, rulec):
        self.rulec = rulec
        self.counts = collections.Counter()

    def project(self, seed):
        """Whether rulec and the model agree on one project."""
        project = Writer(seed).project()
        chance = random.Random(seed + 1_000_000)
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            for path, text in project.files().items():
                (folder / path).write_text(text, encoding="utf-8")
            refused = self.refusals(folder)
            if refused is None:
                return self.decisions(project, folder, chance, seed)
        self.counts["projects refused"] += 1
        if refused <= MAY_BE_REFUSED:
            return True
        self.show(seed, project, f"rulec refuses it: {sorted(refused)}")
        return False

    def refusals(self, folder):
        """The codes of errors, or None. Proofs are not asked for: random texts leave conditions that never fail."""
        done = run(self.rulec, "ir", str(folder), "--lang", "en")
        if done.returncode == 0:
            return None
        return {line.partition("[")[2].partition("]")[0] for line in done.stderr.splitlines() if line.startswith("error")}

    def decisions(self, project, folder, chance, seed):
        model = Model(project)
        self.counts["projects"] += 1
        for known_at, drafts in knowledge_of(project, chance):
            cases = list(cases_of(project, chance))
            decided = decisions_of(self.rulec, folder, cases, known_at, drafts)
            for case, found in zip(cases, decided):
                expected = model.decide(case, known_at, drafts)
                self.counts["decisions"] += len(expected)
                self.counts["errors expected"] += sum(isinstance(value, str) for value in expected.values())
                if found != expected:
                    self.show(seed, project, f"known at {known_at}, drafts {drafts}\n{case}\nrulec {found}\nmodel {expected}")
                    return False
        return True

    def show(self, seed, project, what):
        for index, text in enumerate(project.texts):
            print(render(text, index == 0))
        print(f"seed {seed}: {what}")


def main():
    rulec = sys.argv[1]
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    n_projects = int(sys.argv[3]) if len(sys.argv) > 3 else 100
    comparison = Comparison(rulec)
    for seed in range(first, first + n_projects):
        if not comparison.project(seed):
            return 1
    counts = ", ".join(f"{count} {what}" for what, count in comparison.counts.items())
    print(f"seeds {first} to {first + n_projects - 1}: {counts}; no difference")
    return 0 if comparison.counts["decisions"] > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
