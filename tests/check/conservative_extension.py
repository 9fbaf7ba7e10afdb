"""Law T7 on the corpus: a later text changes nothing for cases whose application dates it does not reach.

Usage: conservative_extension.py RULEC REPOSITORY [CASES]. For each later text, in their order, the corpus up to it and the
corpus without it decide the same random cases (CASES a text and dispositif, 1 500 by default). Of every case all application dates
of the text are evaluated, by rulec, as rules of the corpus; where all have a value and none is in its period, all outcomes have to
be the same: values, errors with their class, reason and article, file and line, versions, notices.
"""

import copy
import datetime
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

FIRST = ["00_vocabulaire", "01_avenant_7", "05_forfait_structure"]
LATER = ["02_reglement_arbitral_2023", "03_convention_2024", "03a_commission_paritaire_2025", "04_contrat_collectif_2026",
         "06_avenant_invente"]
HEAD = re.compile(r" @(\S+?)(?:/\S+)? when (.*?) in \[(\d{4}-\d\d-\d\d), (-|\d{4}-\d\d-\d\d)\)")


class Rulec:
    def __init__(self, path, folder):
        self.path, self.folder = str(pathlib.Path(path).resolve()), folder

    def __call__(self, *arguments, stdin=b"", codes=(0,)):
        ran = subprocess.run([self.path, *arguments], cwd=self.folder, input=stdin, capture_output=True, timeout=400, check=False)
        if ran.returncode not in codes:
            sys.exit(f"rulec {' '.join(arguments)}: code {ran.returncode}\n{ran.stderr.decode()[:3000]}")
        return ran.stdout.decode("utf-8")

    def run(self, cases, dispositif, *options):
        data = "\n".join(json.dumps(case, ensure_ascii=False) for case in cases).encode("utf-8")
        out = self("run", "rules", "--dispositif", dispositif, "--cases", "-", "--input-format", "ndjson", "--format", "ndjson",
                   "--at", "2030-01-01", *options, stdin=data, codes=(0, 4, 5))
        return [json.loads(line) for line in out.splitlines()]


def make_rules(folder, repository, names):
    rules = folder / "rules"
    rules.mkdir(parents=True)
    for name in names:
        place = "examples/avenant_invente" if "invente" in name else "rules/assistants-medicaux"
        text = (repository / place / f"{name}.avn.md").read_text(encoding="utf-8")
        # Scenarios of the invented avenant begin from cases of the corpus's own, which are not here.
        text = re.sub(r"(?ms)^scénarios? .*?(?=^```)", "", text)
        (rules / f"{name}.avn.md").write_text(text, encoding="utf-8")


def application_dates(rulec, text):
    """The application dates that a text states, as the analysed rules have them: (what, from, until)."""
    found = set()
    for line in rulec("check", "rules", "--dump=hir").splitlines():
        match = HEAD.search(line)
        if match and match.group(1) == text:
            found.add(match.groups()[1:])
    if not found:
        sys.exit(f"{text} states no application date: is the form of the dump another one?")
    return sorted(found)


def input_value(case, address):
    for part in address.split("."):
        case = case.get(part) if isinstance(case, dict) else None
    return case


class Dates:
    """Evaluates application dates of cases."""

    def __init__(self, rulec, dispositif, dates, cases):
        self.dates = dates
        self.cases = cases
        names = sorted({match for what, _, _ in dates for match in re.findall(r"variable (\w+)", what)})
        options = [option for name in names for option in ("--result", name)]
        self.results = [line["results"] for line in rulec.run(cases, dispositif, *options)] if names else [{}] * len(cases)

    def members(self, index, what):
        """The values of a date, one a member of a family: ISO, None for absent, or an error."""
        variable = re.fullmatch(r"variable (\w+)(?:\(.*\))?", what)
        if variable:
            node = self.results[index][variable.group(1)]
            nodes = [node] if "value" in node or "error" in node else list(node.values())
            return [("error",) if "error" in one else one["value"] for one in nodes]
        plain = re.fullmatch(r"input ([\w.]+)", what)
        if plain:
            return [input_value(self.cases[index], plain.group(1))]
        chosen = re.fullmatch(r"or_else\(input ([\w.]+) ; constant 22.juin.2024\)", what)
        if chosen:
            return [input_value(self.cases[index], chosen.group(1)) or "2024-06-22"]
        sys.exit(f"an application date of a form that this test does not know: {what}")

    def are_outside(self, index):
        for what, first, last in self.dates:
            for day in self.members(index, what):
                if day == ("error",) or (day is not None and day >= first and (last == "-" or day < last)):
                    return False
        return True


class CaseMaker:
    """Random cases: the examples changed here and there, and dates around and well before a day."""

    def __init__(self, repository, schema, day, rng):
        self.schema, self.day, self.rng = schema, day, rng
        self.examples = [json.loads(line) for name in ("medecins", "groupes")
                         for line in (repository / "examples" / f"{name}.ndjson").read_text(encoding="utf-8").splitlines()]

    def random_day(self):
        if self.rng.random() < 0.1:
            return self.day + datetime.timedelta(days=self.rng.randint(-2, 1))
        return self.day - datetime.timedelta(days=self.rng.randint(0, 3800))

    def value(self, node):
        if "$ref" in node:
            return self.value(self.schema["$defs"][node["$ref"].rsplit("/", 1)[1]])
        for key in ("anyOf", "oneOf"):
            if key in node:
                return self.value(self.rng.choice(node[key]))
        if "enum" in node:
            return self.rng.choice(node["enum"])
        if "const" in node:
            return node["const"]
        kind = node.get("type")
        if kind == "object":
            return {name: self.value(child) for name, child in node["properties"].items() if self.rng.random() < 0.97}
        if kind == "array":
            count = self.rng.randint(node.get("minItems", 0), min(node.get("maxItems", 3), node.get("minItems", 0) + 3))
            return [self.value(node["items"]) for _ in range(count)]
        if kind == "boolean":
            return self.rng.random() < 0.5
        if kind == "string" and node.get("format") == "date":
            return self.random_day().isoformat()
        if kind in ("integer", "number"):
            least, most = node.get("minimum", 0), node.get("maximum", 100000)
            return self.rng.choice([least, self.rng.randint(int(least), int(most)), min(most, max(least, self.rng.randint(1, 2500)))])
        return None

    def early(self, node):
        """The same with every date before the day, so that few cases are the later text's."""
        if isinstance(node, dict):
            return {name: self.early(child) for name, child in node.items()}
        if isinstance(node, list):
            return [self.early(child) for child in node]
        if isinstance(node, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", node):
            return self.random_day().isoformat()
        return node

    def set_dates(self, case):
        """An old contract moved to a later régime: years of aid that all began before the day."""
        contract = case.setdefault("contrat", {})
        if self.rng.random() < 0.8:
            signed = self.day - datetime.timedelta(days=self.rng.randint(1, 365) + 365 * self.rng.choice([0, 1, 3, 5, 6, 7]))
            contract["signé_le"] = signed.isoformat()
            case.setdefault("assistant", {})["embauché_le"] = self.rng.choice([None, signed.isoformat()])
            contract["adapté_le"] = self.rng.choice([None, (self.day - datetime.timedelta(days=self.rng.randint(1, 900))).isoformat()])
        if self.rng.random() < 0.15:
            contract["adapté_le"] = (self.day + datetime.timedelta(days=self.rng.randint(0, 400))).isoformat()
        if self.rng.random() < 0.9:
            contract["renouvellement_demandé_le"] = self.rng.choice(
                [None, (self.day - datetime.timedelta(days=self.rng.randint(1, 900))).isoformat()])
        case.setdefault("second", {})["demandé_le"] = (self.day - datetime.timedelta(days=self.rng.randint(1, 900))).isoformat()

    def case(self):
        properties = {name: node for name, node in self.schema["properties"].items() if name not in ("id", "commentaire")}
        case = {name: self.value(node) for name, node in properties.items()}
        if self.rng.random() < 0.7:
            example = copy.deepcopy(self.rng.choice(self.examples))
            example = {name: node for name, node in self.early(example).items() if name in properties or name == "second"}
            for name in list(case):
                if name in example and isinstance(example[name], dict) and isinstance(case[name], dict):
                    kept = {key: child for key, child in case[name].items() if self.rng.random() < 0.15}
                    case[name] = {**example[name], **kept}
                elif name in example and self.rng.random() < 0.85:
                    case[name] = example[name]
        if "contrat" in properties:
            self.set_dates(case)
        return case


def known_only(case, properties):
    return {name: node for name, node in case.items() if name in properties}


def outcome(line):
    return {"results": line["results"], "notices": line.get("notices", [])}


def difference(before, after, path=()):
    """The first thing of `before` that `after` has otherwise; what only `after` has is new. Derogations by which a condition holds have no
    order among themselves."""
    if path and path[-1] == "by_derogation":
        before, after = (sorted(one, key=lambda derogation: derogation["name"]) for one in (before, after))
    if isinstance(before, dict) and isinstance(after, dict):
        for name, child in before.items():
            if name not in after:
                return path + (name,), child, None
            found = difference(child, after[name], path + (name,))
            if found:
                return found
        if "value" in before or "error" in before:
            extra = set(after) - set(before)
            if extra:
                return path, before, after
        return None
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        found = (difference(left, right, path + (index,)) for index, (left, right) in enumerate(zip(before, after, strict=True)))
        return next((one for one in found if one), None)
    return None if before == after else (path, before, after)


def compare(repository, rulecs, text, dispositif, n_cases):
    without, whole = rulecs
    dates = application_dates(whole, text)
    schema = json.loads(whole("schema", "rules", "--dispositif", dispositif))
    day = datetime.date.fromisoformat(min(first for _, first, _ in dates))
    maker = CaseMaker(repository, schema, day, random.Random(f"{text} {dispositif}"))
    cases = [maker.case() for _ in range(n_cases)]
    of_dispositif = [date for date in dates if dispositif != "aide_individuelle" or "signature" not in date[0]]
    looks = Dates(whole, dispositif, of_dispositif if dispositif == "aide_individuelle" else [], cases)
    before = without.run(cases, dispositif)
    after = whole.run(cases, dispositif)
    n_outside = n_values = n_errors = n_changed = 0
    problems = []
    for index, case in enumerate(cases):
        found = difference(outcome(before[index]), outcome(after[index]))
        if not looks.are_outside(index):
            n_changed += found is not None
            continue
        n_outside += 1
        said = json.dumps(before[index]["results"])
        n_values += said.count('"value"')
        n_errors += said.count('"error"')
        if found and len(problems) < 3:
            problems.append(f"{text}, {dispositif}: {found}\n{json.dumps(case, ensure_ascii=False)}")
    print(f"{text}, {dispositif}: {n_cases} cases, {n_outside} out of its reach with {n_values} values and {n_errors} errors, "
          f"{n_changed} of the others changed, {len(problems)} problems")
    return n_outside, n_changed, problems


def main():
    repository = pathlib.Path(sys.argv[2]).resolve()
    n_cases = int(sys.argv[3]) if len(sys.argv) > 3 else 1500
    problems = []
    with tempfile.TemporaryDirectory() as name:
        folders = [pathlib.Path(name) / str(count) for count in range(len(LATER) + 1)]
        for count, folder in enumerate(folders):
            make_rules(folder, repository, FIRST + LATER[:count])
        for count, file in enumerate(LATER):
            rulecs = Rulec(sys.argv[1], folders[count]), Rulec(sys.argv[1], folders[count + 1])
            text = re.search(r"(?m)^texte (\w+)", (folders[count + 1] / "rules" / f"{file}.avn.md").read_text(encoding="utf-8")).group(1)
            dispositifs = ["aide_individuelle", "forfait_structure"] + (["aide_collective"] if count > 3 else [])
            for dispositif in dispositifs:
                n_outside, n_changed, found = compare(repository, rulecs, text, dispositif, n_cases)
                problems += found
                if n_outside < n_cases // 20:
                    problems.append(f"{text}, {dispositif}: only {n_outside} cases are out of its reach: the test shows little")
                if dispositif == "aide_individuelle" and n_changed == 0:
                    problems.append(f"{text}: no other case changes: the test could not fail")
    print("\n".join(problems))
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
