"""`rulec sweep` against every value of the range decided one by one by `rulec run`: ten inputs of the corpus, random rules.

Usage: sweep_corpus_test.py RULEC REPOSITORY [--rules N] [--seed S]
"""

import argparse
import csv
import io
import json
import pathlib
import random
import subprocess
import sys
import tempfile

from sweep_support import Said, load, rows_of, same, values_between

# The case of the examples, and the inputs: their address, from where to where, the results where not all.
CASE = "dossier-01"
INPUTS = [
    ("bilan.mt_adultes", None, None, "aide_ouverte", "aide_due"),
    ("bilan.mt_adultes", "0", "1500"),
    ("bilan.mt_enfants", "0", "1200"),
    ("bilan.file_active", "0", "2500"),
    ("cabinet.médecins", None, None),
    ("assistant.temps", "900", "2300"),
    ("contrat.signé_le", "2019-01-01", "2020-12-31"),
    ("contrat.signé_le", "2018-01-01", "2027-12-31", "aide_ouverte", "aide_due", "aide_maximale"),
    ("assistant.embauché_le", "2019-06-01", "2020-12-31"),
    ("assistant.fae_obtenue_le", "2019-06-01", "2022-12-31", "aide_due", "aide_ouverte"),
    ("constat.3.niveau.mt", "500", "1500"),
    ("constat.5.niveau.fa", "1000", "2500"),
    ("contrat.option", None, None),
    ("médecin.secteur", None, None),
    ("bilan.tranche.mt", None, None),
]


class Checker:
    def __init__(self, rulec):
        self.rulec = rulec
        self.n_inputs = self.n_values = self.n_outcomes = self.n_pieces = self.n_formulas = self.n_jumps = 0

    def run(self, *arguments, stdin=None):
        done = subprocess.run([self.rulec, *arguments], input=stdin, capture_output=True, check=False, timeout=300)
        return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")

    def sweep(self, rules, name, case, first, last, *options):
        arguments = ["sweep", str(rules), name, "--cases", str(case), "--format", "json", *options]
        if first is not None:
            arguments += ["--from", first]
        if last is not None:
            arguments += ["--to", last]
        code, out, err = self.run(*arguments)
        assert code in (0, 4), (name, code, err[:2000])
        return load(out)

    def cases_of(self, rules, name, data, dispositif):
        """Every value of the input, as the case data write it."""
        values = values_between(data)
        if values is None:
            code, out, err = self.run("schema", str(rules), *dispositif)
            assert code == 0, err
            values = cases_in_schema(json.loads(out), name)
            values = [None, *values] if data["input"]["from"] is None else values
            start = values.index(data["input"]["from"])
            values = values[start:start + data["input"]["n_values"]]
        return values

    def check(self, rules, name, case, first=None, last=None, *options):
        data = self.sweep(rules, name, case, first, last, *options)
        dispositif = [each for pair in zip(options, options[1:]) for each in pair if pair[0] == "--dispositif"]
        values = self.cases_of(rules, name, data, dispositif)
        assert len(values) == data["input"]["n_values"], (name, len(values))
        base = json.loads(pathlib.Path(case).read_text(encoding="utf-8"))
        path = name.split(".")
        lines = []
        for value in values:
            put(base, path, load_value(value))
            lines.append(json.dumps(base, ensure_ascii=False))
        code, out, err = self.run("run", str(rules), "--cases", "-", "--input-format", "ndjson", "--format", "csv",
                                  "--error-columns", "--lang", "fr", *options, stdin="\n".join(lines).encode("utf-8"))
        assert code in (0, 4, 5), err[:2000]
        rows = rows_of(out)
        assert len(rows) == len(values), (name, len(rows), len(values))
        self.compare(name, data, values, rows)

    def compare(self, name, data, values, rows):
        self.n_inputs += 1
        self.n_values += len(values)
        columns = {column.replace(" ", ""): column for column in rows[0]}
        for result in data["results"]:
            column = columns[result["name"].replace(" ", "")]
            self.n_pieces += len(result["pieces"])
            self.n_formulas += sum(piece["kind"] == "formula" for piece in result["pieces"])
            self.n_jumps += sum(change["kind"] == "jump" for change in result["changes"])
            assert result["complete"], (name, result["name"])
            for (value, said), row in zip(Said(result, values, data["input"]["step"]).outcomes(), rows):
                self.n_outcomes += 1
                assert same(said, row[column], row[column + ".erreur"]), \
                    (name, result["name"], value, said, row[column], row[column + ".erreur"])
            self.check_changes(name, result)

    def check_changes(self, name, result):
        """Each change is at the end of a piece, with the outcomes of the two values; each has a cause with its text."""
        pieces = result["pieces"]
        assert len(result["changes"]) == len(pieces) - 1, (name, result["name"])
        for before, after, change in zip(pieces, pieces[1:], result["changes"]):
            assert (change["from"], change["to"]) == (before["to"], after["from"]), (name, change)
            left = before.get("outcome", before.get("last"))
            right = after.get("outcome", after.get("first"))
            assert (change["before"], change["after"]) == (left, right), (name, change)
            assert change["causes"], (name, result["name"], change)
            assert all("text" in cause for cause in change["causes"]), (name, change["causes"])
            if change["kind"] == "jump":
                assert left != right, (name, result["name"], change)


def load_value(value):
    """A number of decimals goes to JSON as digits: texts do."""
    return value


def put(case, path, value):
    for key in path[:-1]:
        case = case.setdefault(key, {})
    case[path[-1]] = value


def cases_in_schema(schema, name):
    """The cases of an enumeration, or the two booléens, in order."""
    def target(at):
        return schema["$defs"][at["$ref"].rsplit("/", 1)[1]] if "$ref" in at else at

    def names(at):
        at = target(at)
        if at.get("type") == "boolean":
            return [False, True]
        if "enum" in at:
            # Of a case its name, then what else is accepted.
            return at["enum"][:1]
        return [name for each in at.get("anyOf", []) for name in names(each)]

    at = schema
    for key in name.split("."):
        at = target(at)["properties"][key]
    return names(at)


def corpus(checker, source):
    rules = pathlib.Path(source, "rules/assistants-medicaux")
    with tempfile.TemporaryDirectory() as folder:
        lines = pathlib.Path(source, "examples/medecins.ndjson").read_text(encoding="utf-8").splitlines()
        for line in lines:
            case = json.loads(line)
            if case["id"] != CASE:
                continue
            path = pathlib.Path(folder, "cas.json")
            path.write_text(line, encoding="utf-8")
            for name, first, last, *results in INPUTS:
                asked = [word for result in results for word in ("--result", result)]
                checker.check(rules, name, path, first, last, "--dispositif", "aide_individuelle", *asked)


class Rules:
    """Random rules of one number and one date: conditions, rates, roundings, least and greatest, brackets, derogations."""

    def __init__(self, chance):
        self.chance = chance
        self.n_defined = 0
        self.lines = []

    def amount(self, depth):
        chance = self.chance
        kind = chance.randrange(8 if depth > 0 else 2)
        if kind == 0:
            return f"{chance.randrange(0, 900)} €"
        if kind == 1:
            return f"revenu × {chance.choice(['5 %', '12,5 %', '1/3', '2', '50 %'])}"
        if kind == 2:
            return f"({self.amount(depth - 1)} + {self.amount(depth - 1)})"
        if kind == 3:
            return f"({self.amount(depth - 1)} − {self.amount(depth - 1)})"
        if kind == 4:
            word = chance.choice(["plus petit", "plus grand"])
            return f"le {word} de ({self.amount(depth - 1)} ; {self.amount(depth - 1)})"
        if kind == 5:
            step = chance.choice(["au centime", "à l’euro", "à l’euro inférieur", "au centime supérieur"])
            return f"(({self.amount(depth - 1)}) arrondi {step})"
        if kind == 6:
            return f"patients × {chance.randrange(1, 9)} €/patient"
        return self.define(depth - 1)

    def condition(self):
        chance = self.chance
        sign = chance.choice(["<", "≤", ">", "≥"])
        if chance.randrange(3) == 0:
            return f"patients {sign} {chance.randrange(0, 60)} patients"
        if chance.randrange(4) == 0:
            return f"revenu × 10 % {sign} {chance.randrange(0, 60)} €"
        if chance.randrange(5) == 0:
            return f"demande {sign} {chance.randrange(1, 28)} mars 2024"
        return f"revenu {sign} {chance.randrange(0, 300)} €"

    def define(self, depth):
        """A definition of its own, with a branch."""
        body = f"  si {self.condition()} alors {self.amount(depth)}\n  sinon {self.amount(depth)}"
        self.n_defined += 1
        name = f"v{self.n_defined}"
        self.lines.append(f"définition {name} : €\n{body}")
        return name

    def text(self):
        result = f"  si {self.condition()} et {self.condition()} alors ({self.amount(3)}) arrondi au centime\n" \
                 f"  sinon ({self.amount(3)}) arrondi au centime"
        lower = self.chance.randrange(20, 120)
        rules = "\n\n".join(self.lines)
        return f"""# Essai

```avenant
texte essai
  titre         « Essai »
  publié le     1er janvier 2020
  en vigueur le 2 janvier 2020

unité patient, patients

dispositif essai
  application selon demande
  jour inexistant au plus tôt

  entrée revenu   : montant de 0 € à 300 €
  entrée patients : patients de 0 à 60
  entrée demande  : date
```

## Article 1 — Calcul

```avenant
{rules}

résultat définition aide : montant
{result}

dérogation plancher à aide
  si revenu < {lower} € et patients ≥ 30 patients alors 10 €

résultat barème forfait : montant
  | revenu                     || montant |
  | < {lower} €                || 10 €    |
  | {lower} € à {lower + 40} € || 20 €    |
  | > {lower + 40} €           || 30 €    |

résultat définition échéance : date = demande + {self.chance.randrange(1, 40)} jours

résultat définition mois : date = demande + 1 mois

résultat définition ancienneté : entier = années_révolues(1er mars 2020 ; demande)

résultat définition part : montant = (revenu × patients ÷ 60 patients) arrondi au centime
```
"""


def random_rules(checker, count, seed):
    n_used = 0
    for number in range(count):
        chance = random.Random(seed + number)
        with tempfile.TemporaryDirectory() as folder:
            rules = pathlib.Path(folder, "regles.avn.md")
            rules.write_text(Rules(chance).text(), encoding="utf-8")
            case = pathlib.Path(folder, "cas.json")
            given = {"revenu": chance.randrange(0, 300), "patients": chance.randrange(0, 60), "demande": "2024-03-15"}
            case.write_text(json.dumps(given), encoding="utf-8")
            try:
                checker.check(rules, "patients", case)
                checker.check(rules, "revenu", case)
                checker.check(rules, "demande", case, "2023-01-01", "2025-12-31")
            except AssertionError:
                print(f"seed {seed + number}:\n{rules.read_text(encoding='utf-8')}\n{case.read_text()}")
                raise
            n_used += 1
    assert n_used == count


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("rulec")
    parser.add_argument("source")
    parser.add_argument("--rules", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only-rules", action="store_true")
    arguments = parser.parse_args()
    checker = Checker(str(pathlib.Path(arguments.rulec).resolve()))
    random_rules(checker, arguments.rules, arguments.seed)
    if not arguments.only_rules:
        corpus(checker, arguments.source)
        assert checker.n_inputs >= 10 + 3 * arguments.rules
    print(f"{checker.n_inputs} inputs, {checker.n_values} values, {checker.n_outcomes} outcomes, {checker.n_pieces} pieces, "
          f"{checker.n_formulas} formulas, {checker.n_jumps} jumps")
    assert checker.n_formulas > 0 and checker.n_jumps > 0


if __name__ == "__main__":
    main()
    sys.exit(0)
