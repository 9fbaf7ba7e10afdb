"""`rulec calendar`: what an agenda would read, and instalments that always add up to what is paid."""

import csv
import io
import json
import pathlib
import random
import re
import sys
import unittest
from decimal import Decimal

import support
from support import CommandTest

RULES = """\
# Un essai, long à dire ; avec des signes \\ à protéger

```avenant
texte essai
  titre         « Texte d’essai »
  publié le     1er janvier 2020
  en vigueur le 1er janvier 2020

dispositif essai
  application selon signature
  jour inexistant au plus tôt

  entrée signature : date
  entrée embauche  : date facultatif
  entrée reçu_le   : date facultatif
  entrée aide      : montant
```

## Article 4 — Pièces

```avenant
résultat obligation transmettre « transmettre, avec ses annexes ; le contrat de travail signé par le médecin employeur »
  débiteur     médecin
  due si       embauche est donné
  à compter de embauche
  délai        1 mois
  prouvée par  reçu_le

résultat échéancier versements de aide
  « acompte »  70 %      le signature + 15 jours
  « solde »    le reste  le inconnu « date du solde, à paraître »
```
"""

CASES = [
    {"id": "élève", "signature": "2024-02-01", "embauche": "2024-01-31", "aide": 1000.01},
    {"signature": "2024-03-01", "aide": 10},
]


def unfolded(stream):
    return stream.replace("\r\n ", "").split("\r\n")


class Calendar(CommandTest):
    def setUp(self):
        super().setUp()
        self.project = self.folder / "calendrier"
        self.project.mkdir()
        (self.project / "essai.avn.md").write_text(RULES, encoding="utf-8")
        self.cases = self.folder / "dossiers.json"
        self.cases.write_text(json.dumps(CASES), encoding="utf-8")

    def calendar(self, *arguments, at="2024-03-02"):
        return self.rulec("calendar", str(self.project), "--cases", str(self.cases), "--at", at, *arguments)

    def test_lines_of_icalendar_are_short_and_end_as_the_standard_says(self):
        stream = self.calendar("--format", "ical").raw.decode("utf-8")
        self.assertTrue(stream.endswith("END:VCALENDAR\r\n"))
        self.assertNotIn("\n", stream.replace("\r\n", ""))
        lines = stream.encode("utf-8").split(b"\r\n")
        self.assertLessEqual(max(len(line) for line in lines), 75)
        self.assertTrue(any(line.startswith(b" ") for line in lines), "nothing is folded")
        for line in lines:
            line.decode("utf-8")  # No character is cut in two.

    def test_components_of_icalendar_are_whole(self):
        lines = unfolded(self.calendar("--format", "ical").out)
        self.assertEqual(lines[:2], ["BEGIN:VCALENDAR", "VERSION:2.0"])
        self.assertEqual(lines.count("BEGIN:VEVENT"), 3)
        self.assertEqual(lines.count("BEGIN:VTODO"), 2)
        for name in ("UID", "DTSTAMP", "SUMMARY"):
            self.assertEqual(sum(line.startswith(name + ":") for line in lines), 5, name)
        uids = [line for line in lines if line.startswith("UID:")]
        self.assertEqual(len(set(uids)), 5)
        self.assertEqual({line for line in lines if line.startswith("DTSTAMP")}, {"DTSTAMP:20240302T000000Z"})
        self.assertIn("DTSTART;VALUE=DATE:20240229", lines)

    def test_texts_of_icalendar_are_protected(self):
        lines = unfolded(self.calendar("--format", "ical").out)
        summary = next(line for line in lines if line.startswith("SUMMARY:") and "transmettre" in line)
        self.assertIn("transmettre\\, avec ses annexes \\; le contrat", summary)
        description = next(line for line in lines if line.startswith("DESCRIPTION:") and "débiteur" in line)
        self.assertIn("\\n", description)

    def test_an_event_keeps_its_identifier_when_its_day_moves(self):
        before = unfolded(self.calendar("--format", "ical").out)
        moved = [dict(CASES[0], embauche="2024-02-15", aide=20), CASES[1]]
        self.cases.write_text(json.dumps(moved), encoding="utf-8")
        after = unfolded(self.calendar("--format", "ical", at="2024-04-01").out)
        uids = [[line for line in lines if line.startswith("UID:")] for lines in (before, after)]
        self.assertEqual(sorted(uids[0]), sorted(uids[1]))
        self.assertIn("DTSTART;VALUE=DATE:20240315", after)

    def test_the_same_case_gives_the_same_bytes(self):
        for form in ("text", "json", "ical"):
            self.assertEqual(self.calendar("--format", form).out, self.calendar("--format", form).out)

    def test_json_holds_everything(self):
        first, second = json.loads(self.calendar("--format", "json").out, parse_float=Decimal)
        self.assertEqual(first["id"], "élève")
        self.assertEqual([(entry["date"], entry["kind"]) for entry in first["entries"]],
                         [("2024-02-16", "instalment"), ("2024-02-29", "obligation"), (None, "instalment")])
        obligation = first["entries"][1]
        self.assertEqual((obligation["debtor"], obligation["status"], obligation["article"]), ("médecin", "manquée", "4"))
        self.assertEqual([entry["amount"] for entry in first["entries"] if "amount" in entry],
                         [Decimal("700"), Decimal("300.01")])
        self.assertIn("date du solde, à paraître", first["entries"][2]["reason"])
        self.assertEqual(len(second["entries"]), 2)

    def test_a_missing_fact_is_told_and_costs_the_exit_code_only(self):
        self.cases.write_text(json.dumps([{"signature": "2024-02-01", "embauche": "2024-01-31"}]), encoding="utf-8")
        ran = self.calendar()
        self.expect(ran, 4)
        self.assertIn("manquée", ran.out)
        self.assertIn("entrée non donnée", ran.out)

    def test_a_package_gives_what_its_rules_give(self):
        package = self.folder / "essai.avnb"
        self.rulec("build", str(self.project), "-o", str(package))
        ran = self.rulec("calendar", str(package), "--cases", str(self.cases), "--at", "2024-03-02", "--format", "ical")
        self.assertEqual(ran.out, self.calendar("--format", "ical").out)


class Instalments(CommandTest):
    """Law T8: whatever the amount and the lines, the lines add up to the amount."""

    def rules(self, random_source):
        groups = []
        for _ in range(3):
            n_lines = random_source.randint(0, 5)
            left = 100
            lines = []
            for line in range(n_lines):
                kind = random_source.choice(("percent", "fraction", "sum"))
                if kind == "percent":
                    part = random_source.randint(0, left // 2)
                    left -= part
                    value = f"{part} %"
                elif kind == "fraction":
                    value = f"1/{random_source.randint(7, 97)}"
                else:
                    value = f"{random_source.randint(0, 40)},{random_source.randint(0, 99):02} €"
                lines.append(f"« ligne {line} » {value} le signature")
            lines.insert(random_source.randint(0, n_lines), "« reste » le reste le signature")
            groups.append(lines)
        text = RULES[: RULES.index("```\n\n## Article 4")] + "  entrée cas : entier de 1 à 3\n```\n\n```avenant\n"
        text += "résultat échéancier v de aide\n"
        for index, lines in enumerate(groups):
            head = ("si cas = 1", "sinon si cas = 2", "sinon")[index]
            text += f"  {head}\n" + "".join(f"    {line}\n" for line in lines)
        return text + "```\n"

    def test_lines_add_up_to_random_amounts(self):
        seed = random.randrange(10**9)
        source = random.Random(seed)
        for _ in range(8):
            project = self.folder / f"somme{source.randrange(10**9)}"
            project.mkdir()
            rules = self.rules(source)
            (project / "essai.avn.md").write_text(rules, encoding="utf-8")
            amounts = [source.choice((-1, 1)) * source.randint(0, 10 ** source.randint(0, 9)) for _ in range(300)]
            cases = self.folder / "montants.csv"
            rows = [f"2024-02-01,{amount / 100:.2f},{source.randint(1, 3)}" for amount in amounts]
            cases.write_text("signature,aide,cas\n" + "\n".join(rows) + "\n", encoding="utf-8")
            out = self.rulec("run", str(project), "--cases", str(cases), "--format", "csv").out
            for amount, row in zip(amounts, csv.DictReader(io.StringIO(out)), strict=True):
                lines = [Decimal(value) for name, value in row.items() if re.fullmatch(r"v\.\w+", name) and value]
                with self.subTest(seed=seed, row=row, rules=rules):
                    self.assertEqual(sum(lines), Decimal(amount) / 100)


if __name__ == "__main__":
    support.main()
