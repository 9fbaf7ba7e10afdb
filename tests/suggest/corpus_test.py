"""Suggested scenarios on the corpus. Half of its scenarios are taken out: suggestions restore what they showed. All are
taken out: what suggestions catch of bounds that are then moved is counted.

Usage: corpus_test.py RULEC REPOSITORY [--seed N] [--mutants N] [--survivors]."""

import argparse
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

CORPUS = "rules/assistants-medicaux"
SUGGESTED = "scénarios_proposés.avn.md"
# What a suggestion must reach: see the counts that this prints.
LEAST_COVERAGE_BACK = 98
LEAST_CAUGHT = 85

# Elements of lists, on which no single fact decides, and notices, which no scenario expects: what suggestions do not promise.
NOT_PROMISED = re.compile(r"\b(m|a)\.\w+|tels? que")

SIGNS = {"≥": ">", "≤": "<", " > ": " ≥ ", " < ": " ≤ "}


def run(rulec, *arguments):
    done = subprocess.run([rulec, *map(str, arguments)], capture_output=True, timeout=300, check=False)
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def without_scenarios(text, keeps):
    """A rule file without the scenarios for which `keeps` is false; `cas` stay."""
    lines, kept = text.split("\n"), []
    dropping = False
    for line in lines:
        if line and not line[0].isspace():
            dropping = bool(re.match(r"scénarios? «", line)) and not keeps()
        if not dropping or line.startswith("```"):
            kept.append(line)
    return "\n".join(kept)


def strip(folder, keeps):
    for path in sorted(folder.rglob("*.avn.md")):
        path.write_text(without_scenarios(path.read_text(encoding="utf-8"), keeps), encoding="utf-8")


def coverage(rulec, folder):
    code, out, err = run(rulec, "test", folder, "--coverage", "--format", "json")
    if not out:
        return code, 0, 1, err
    report = json.loads(out)
    return code, report["coverage"]["covered"], report["coverage"]["total"], report


def suggest(rulec, folder):
    path = folder / SUGGESTED
    code, out, err = run(rulec, "scenarios", "suggest", folder, "--write", path)
    assert code == 0, (code, out[-2000:], err[-2000:])
    return path, err


def restores_coverage(rulec, source, work, seed):
    """Half of the scenarios, chosen at random, are taken out."""
    folder = work / "half"
    shutil.copytree(source / CORPUS, folder)
    _, before, total, _ = coverage(rulec, folder)
    dice = random.Random(seed)
    strip(folder, lambda: dice.random() < 0.5)
    _, left, _, _ = coverage(rulec, folder)
    _, err = suggest(rulec, folder)
    code, after, _, report = coverage(rulec, folder)
    print(f"seed {seed}: covered {before} of {total}, without half of the scenarios {left}, with suggestions {after}")
    print("  " + err.split("\n", 1)[0])
    assert code == 0, [one for one in report["scenarios"] if not one["passed"]][:3]
    assert left < before, "taking half of the scenarios out changes nothing: the test shows nothing"
    assert after * 100 >= before * LEAST_COVERAGE_BACK, report["coverage"]["missing"][:20]
    return folder


def is_stable(rulec, source, work):
    """The same rules give the same bytes; what was suggested is not suggested again."""
    first, second = work / "first", work / "second"
    for folder in (first, second):
        shutil.copytree(source / CORPUS, folder)
        strip(folder, lambda: False)
    path, _ = suggest(rulec, first)
    other, _ = suggest(rulec, second)
    assert path.read_bytes() == other.read_bytes(), "two runs differ"
    code, out, err = run(rulec, "scenarios", "suggest", first)
    assert code == 0, err
    again = len(re.findall(r"^scénario", out, re.M))
    once = len(re.findall(r"^scénario", path.read_text(encoding="utf-8"), re.M))
    print(f"suggested {once} items for the corpus without scenarios; asked again, {again}")
    assert again * 10 <= once, out[:3000]
    return first


def mutants_of(text):
    """Changes of one bound each: (line, column, what stands there, what replaces it, whether suggestions promise to catch it). Words of figures are left as they are."""
    found = []
    inside = in_notice = False
    for number, line in enumerate(text.split("\n")):
        if line and not line[0].isspace():
            in_notice = line.startswith("signale")
        if line.startswith("```"):
            inside = line.startswith("```avenant")
            continue
        code = line.split(" --", 1)[0]
        if not inside or code.lstrip().startswith("suppose") or "entrée " in code:
            continue
        promised = not in_notice and not NOT_PROMISED.search(code)
        quoted = [match.span() for match in re.finditer(r"«[^»]*»", code)]
        if re.search(r"\bn +[≥≤<>=]", code):
            continue  # The index of a family is a constant of the rules, not a fact.
        for sign, other in SIGNS.items():
            for match in re.finditer(re.escape(sign), code):
                if any(a <= match.start() < b for a, b in quoted):
                    continue
                found.append((number, match.start(), sign, other, promised))
        for match in re.finditer(r"[≥≤<>=] (\d{1,3}(?: \d{3})*)(?= [a-zé€]| ?%|$)", code):
            if any(a <= match.start() < b for a, b in quoted):
                continue
            value = int(match.group(1).replace(" ", ""))
            if re.match(r"\d+(er)? (janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)",
                        code[match.start(1):]):
                continue
            if "=" in match.group(0) and not re.search(r"\bsi\b|\bet\b|\bou\b", code):
                continue  # It defines.
            for step in (-1, 1):
                if value + step >= 0:
                    found.append((number, match.start(1), match.group(1), grouped(value + step), promised))
        for match in re.finditer(r"[≥≤<>] (\d+)(?:er)? (\w+) (\d{4})", code):
            day = int(match.group(1))
            if not any(a <= match.start() < b for a, b in quoted) and 2 <= day <= 26:
                for step in (-1, 1):
                    found.append((number, match.start(1), match.group(1), str(day + step), promised))
    return found


def grouped(number):
    return f"{number:,}".replace(",", " ")


def catches_mutants(rulec, folder, n_wanted, seed, shows_survivors):
    """`folder` holds suggested scenarios alone. A bound is moved in a copy; some scenario must then fail."""
    candidates = []
    for path in sorted(folder.rglob("*.avn.md")):
        if "scenarios" in path.parts or path.name == SUGGESTED:
            continue
        text = path.read_text(encoding="utf-8")
        candidates += [(path, *mutant) for mutant in mutants_of(text)]
    n_candidates = len(candidates)
    if n_wanted:
        candidates = random.Random(seed).sample(candidates, min(n_wanted, len(candidates)))
    n_refused = n_caught = n_others = n_others_caught = 0
    survivors = []
    for path, number, column, old, new, promised in candidates:
        original = path.read_text(encoding="utf-8")
        lines = original.split("\n")
        line = lines[number]
        assert line[column:].startswith(old), (line, old)
        lines[number] = line[:column] + new + line[column + len(old):]
        path.write_text("\n".join(lines), encoding="utf-8")
        code, _, _ = run(rulec, "test", folder)
        path.write_text(original, encoding="utf-8")
        if code == 1:
            n_refused += 1  # The rules do not compile any more: no scenario is needed.
        elif not promised:
            n_others += 1
            n_others_caught += code == 3
        elif code == 3:
            n_caught += 1
        else:
            survivors.append(f"{path.name}:{number + 1}: {lines[number].strip()}   (was {old.strip()})")
    n_tried = len(candidates) - n_refused - n_others
    print(f"seed {seed}: of {n_candidates} ways to move a bound {len(candidates)} were tried, {n_refused} do not compile; "
          f"suggested scenarios caught {n_caught} of {n_tried}, and {n_others_caught} of {n_others} in lists and notices")
    if shows_survivors:
        print("\n".join(survivors))
    assert n_tried >= 20, "too few mutants to say anything"
    assert n_caught * 100 >= n_tried * LEAST_CAUGHT, survivors


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("rulec")
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=20240622)
    parser.add_argument("--mutants", type=int, default=0)
    parser.add_argument("--survivors", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = pathlib.Path(temporary)
        restores_coverage(options.rulec, options.source, work, options.seed)
        alone = is_stable(options.rulec, options.source, work)
        code, covered, total, _ = coverage(options.rulec, alone)
        print(f"suggested scenarios alone cover {covered} of {total}")
        assert code == 0
        catches_mutants(options.rulec, alone, options.mutants, options.seed, options.survivors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
