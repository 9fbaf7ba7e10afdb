"""What explanations say it would take: every change is applied and the case is accepted; an exhaustive search on small
domains finds nothing nearer."""

import copy
import datetime
import itertools
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
from fractions import Fraction

from varied_cases import varied_cases

RULEC, SOURCE = "rulec", "."
SEED = 20261122
# `remedies_test.py RULEC SOURCE 120` is a shorter run.
N_CASES = 500

SMALL = """\
# Une aide aux petites conditions

```avenant
texte essai
  titre         « Texte d’essai »
  publié le     1er janvier 2020
  en vigueur le 2 janvier 2020

unité patient, patients

énumération Zone
  | cas   | libellé       |
  | rouge | « une zone rouge » |
  | verte | « une zone verte » |
  | bleue | « une zone bleue » |

dispositif aide
  application selon demande
  jour inexistant au plus tôt

  entrée demande  : date
  entrée adultes  : patients de 0 à 12
  entrée enfants  : patients de 0 à 12
  entrée seul     : booléen
  entrée zone     : Zone
  entrée agréé    : booléen
```

## Article 1 — Conditions

```avenant
résultat éligibilité ouverte : toutes les conditions
  « assez de patients »  adultes ≥ 7 patients et adultes + enfants > 9 patients
  « cadre »              au moins une condition
    « en groupe »        non seul
    « zone rouge »       zone = rouge
  « agrément »           agréé ou zone = bleue

dérogation beaucoup_d_enfants à ouverte « assez de patients »
  si enfants > 2 × adultes + 3 patients alors vrai

résultat définition montant : montant
  si ouverte alors 100 € × (adultes ÷ 1 patient) sinon 0 €
```
"""

DOMAINS = {"adultes": range(13), "enfants": range(13), "seul": (False, True), "zone": ("rouge", "verte", "bleue"),
           "agréé": (False, True)}


def cost(before, after):
    """How many facts change, the sum of what each costs, the distance: what docs/explanations.md says."""
    count, size, distance = 0, Fraction(0), 0
    for name, old in before.items():
        new = after[name]
        if new == old:
            continue
        count += 1
        if name in ("adultes", "enfants"):
            size += Fraction(abs(new - old), max(abs(new), abs(old)))
            distance += abs(new - old)
        else:
            size += 1
            places = list(DOMAINS[name])
            distance += abs(places.index(new) - places.index(old))
    return count, size, distance


def accepted(facts):
    """The rules above, written again."""
    enough = (facts["adultes"] >= 7 and facts["adultes"] + facts["enfants"] > 9) or facts["enfants"] > 2 * facts["adultes"] + 3
    return enough and (not facts["seul"] or facts["zone"] == "rouge") and (facts["agréé"] or facts["zone"] == "bleue")


def run(command, rules, cases, *options):
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson", encoding="utf-8") as file:
        for case in cases:
            file.write(json.dumps(case, ensure_ascii=False) + "\n")
        file.flush()
        done = subprocess.run([RULEC, command, rules, "--cases", file.name, "--format", "ndjson", *options], capture_output=True)
    if done.returncode not in (0, 4, 5):
        raise AssertionError(done.stderr.decode("utf-8"))
    return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


def path_of(address):
    """`constat(3).niveau(mt)` as the keys under which a nested case has it."""
    return re.findall(r"[^.(); ]+", address)


def applied(case, changes):
    """The case with its changes."""
    case = copy.deepcopy(case)
    for change in changes:
        *within, last = path_of(change["input"])
        node = case
        for part in within:
            if isinstance(node, list):
                node = node[int(part) - 1]
                continue
            if not isinstance(node.get(part), (dict, list)):
                node[part] = {}
            node = node[part]
        if isinstance(node, list):
            node[int(last) - 1] = change["after"]
            continue
        if change["after"] is None:
            node.pop(last, None)
        else:
            node[last] = change["after"]
    return case


class Remedies(unittest.TestCase):
    def test_every_change_makes_the_refusal_an_acceptance(self):
        counts = {"refusals": 0, "with": 0, "changes tried": 0, "impossible": 0, "cut short": 0}
        for dispositif, count in {"aide_individuelle": N_CASES * 3 // 4, "aide_collective": N_CASES // 4}.items():
            rules = f"{SOURCE}/rules/assistants-medicaux"
            cases = varied_cases(RULEC, SOURCE, dispositif, count, SEED)
            options = ["--dispositif", dispositif, "--at", "2026-11-22"]
            main = "aide_ouverte" if dispositif == "aide_individuelle" else None
            explained = run("explain", rules, cases, *options, *(["--variable", main] if main else []))
            again, wanted = [], []
            for case, explanation in zip(cases, explained):
                for remedies in explanation.get("remedies", []):
                    counts["refusals"] += 1
                    counts["impossible"] += remedies["impossible"]
                    counts["cut short"] += not remedies["complete"]
                    counts["with"] += bool(remedies["found"])
                    for remedy in remedies["found"]:
                        again.append(applied(case, remedy["changes"]))
                        wanted.append((remedies["rule"], case, remedy))
            counts["changes tried"] += len(again)
            for result, (rule, case, remedy) in zip(run("run", rules, again, *options), wanted):
                value = result["results"]
                name, _, index = rule.partition("(")
                value = value[name]
                for part in index.rstrip(")").split(" ; ") if index else []:
                    value = value[part]
                self.assertEqual(value.get("value"), remedy["outcome"]["value"], (case, remedy, value))
        print(counts, file=sys.stderr)
        self.assertGreater(counts["refusals"], N_CASES / 5)
        self.assertGreater(counts["with"], counts["refusals"] / 2)

    def small_cases(self):
        cases = []
        for values in itertools.product(*DOMAINS.values()):
            facts = dict(zip(DOMAINS, values))
            if not accepted(facts):
                cases.append({"demande": "2024-01-01", **facts})
        return cases

    def test_an_exhaustive_search_finds_nothing_nearer(self):
        cases = self.small_cases()
        everything = [dict(zip(DOMAINS, values)) for values in itertools.product(*DOMAINS.values())]
        good = [facts for facts in everything if accepted(facts)]
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "regles.avn.md").write_text(SMALL, encoding="utf-8")
            some = cases[::7]
            explained = run("explain", folder, some, "--variable", "ouverte")
        self.assertGreater(len(some), 150)
        for case, explanation in zip(some, explained):
            facts = {name: case[name] for name in DOMAINS}
            remedies = explanation["remedies"][0]
            self.assertTrue(remedies["complete"])
            least = min(cost(facts, other) for other in good)
            ways = set()
            for remedy in remedies["found"]:
                after = {**facts, **{change["input"]: change["after"] for change in remedy["changes"]}}
                self.assertTrue(accepted(after), (facts, after))
                changed = frozenset(change["input"] for change in remedy["changes"])
                # Of the ways that change these facts only, it is the nearest.
                same = [other for other in good if {name for name in facts if other[name] != facts[name]} <= changed]
                self.assertEqual(cost(facts, after), min(cost(facts, other) for other in same), (facts, remedy))
                self.assertFalse(any(way < changed for way in ways), "a part of it would do")
                ways.add(changed)
            first = {**facts, **{change["input"]: change["after"] for change in remedies["found"][0]["changes"]}}
            self.assertEqual(cost(facts, first), least, (facts, remedies["found"][0]))

    def test_a_greater_amount_is_searched_when_asked_for(self):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "regles.avn.md").write_text(SMALL, encoding="utf-8")
            case = {"demande": "2024-01-01", "adultes": 8, "enfants": 5, "seul": False, "zone": "verte", "agréé": True}
            best = run("explain", folder, [case], "--variable", "montant")[0]["remedies"][0]["found"][0]
            self.assertEqual([(change["input"], change["after"]) for change in best["changes"]], [("adultes", 9)])
            self.assertEqual(best["outcome"]["value"], 900)
            top = {**case, "adultes": 12}
            self.assertTrue(run("explain", folder, [top], "--variable", "montant")[0]["remedies"][0]["impossible"])

    def test_what_nothing_can_change_is_said(self):
        with tempfile.TemporaryDirectory() as folder:
            rules = SMALL.replace("« agrément »           agréé ou zone = bleue", "« agrément »           agréé et non agréé")
            pathlib.Path(folder, "regles.avn.md").write_text(rules, encoding="utf-8")
            case = {"demande": "2024-01-01", "adultes": 8, "enfants": 5, "seul": False, "zone": "verte", "agréé": True}
            remedies = run("explain", folder, [case], "--variable", "ouverte")[0]["remedies"][0]
            self.assertEqual(remedies["found"], [])
            self.assertTrue(remedies["impossible"] or not remedies["complete"])


if __name__ == "__main__":
    RULEC, SOURCE = sys.argv[1:3]
    N_CASES = int(sys.argv[3]) if len(sys.argv) > 3 else N_CASES
    unittest.main(argv=sys.argv[:1])
