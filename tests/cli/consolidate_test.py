"""rulec consolidate: the rules of one day, compared with those they come from on random cases of that day."""

import datetime
import json
import pathlib
import random
import shutil
import sys
import unittest

import support

HERE = pathlib.Path(__file__).parent
SAMPLE = HERE / "consolidate"
CONVENTION = HERE.parent.parent / "rules" / "assistants-medicaux"
CASES_A_DAY = 200
OUT_OF_FORCE = {"sans_version", "abrogé"}


def day_text(day):
    return day.isoformat()


def years_before(day, years):
    return day.replace(year=day.year - years)


class CaseMaker:
    """Random cases of a JSON Schema that `rulec schema` prints."""

    def __init__(self, schema, day, rng):
        self.schema, self.day, self.rng = schema, day, rng

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
            return {name: self.value(child) for name, child in node["properties"].items()}
        if kind == "array":
            count = self.rng.randint(node.get("minItems", 0), min(node.get("maxItems", 3), node.get("minItems", 0) + 3))
            return [self.value(node["items"]) for _ in range(count)]
        if kind == "boolean":
            return self.rng.random() < 0.5
        if kind == "string" and node.get("format") == "date":
            return day_text(self.day + datetime.timedelta(days=self.rng.randint(-3000, 3000)))
        if kind in ("integer", "number"):
            least, most = node.get("minimum", 0), node.get("maximum", 100000)
            middle = min(most, max(least, 2500))
            return self.rng.choice([least, self.rng.randint(int(least), int(most)), self.rng.randint(int(least), int(middle))])
        return None

    def case(self):
        names = self.schema["properties"].items()
        return {name: self.value(node) for name, node in names if name not in ("id", "commentaire")}


def outcomes(line):
    """The members of the results of one case: a value, or the class of an error."""
    found = {}

    def walk(path, node):
        if "value" in node or "error" in node:
            error = node.get("error")
            found[path] = ("erreur", error["class"]) if error else ("valeur", json.dumps(node["value"], sort_keys=True))
            if node.get("in_force") is False:
                found[path] = ("hors vigueur", "")
            return
        for name, child in node.items():
            walk(path + (name,), child)

    for name, node in line["results"].items():
        walk((name,), node)
    found[("signalements",)] = ("valeur", json.dumps(line.get("notices", []), sort_keys=True))
    return found


class ConsolidateTest(support.CommandTest):
    def consolidate(self, rules, day, folder, *options):
        shutil.rmtree(self.folder / folder, ignore_errors=True)
        ran = self.rulec("consolidate", rules, "--at", day_text(day), "-o", folder, *options)
        self.expect(ran, 0)
        return {path.name: path.read_text(encoding="utf-8") for path in sorted((self.folder / folder).rglob("*.avn.md"))}

    def run_all(self, rules, cases, dispositif, options=()):
        data = "\n".join(json.dumps(case, ensure_ascii=False) for case in cases).encode("utf-8")
        select = ["--dispositif", dispositif] if dispositif else []
        ran = self.rulec("run", rules, "--cases", "-", "--input-format", "ndjson", "--format", "ndjson", *select, *options, stdin=data)
        self.assertIn(ran.code, (0, 4, 5), ran.err)
        return [outcomes(json.loads(line)) for line in ran.out.splitlines()]

    def compare(self, rules, day, dispositif, set_dates, is_of_day=lambda path, case: True, proves=lambda day: True, options=()):
        """The outcomes of the rules and of their consolidation, on cases whose application dates are that day."""
        self.consolidate(rules, day, "une")
        if proves(day):
            self.expect(self.rulec("check", "une"), 0)
        self.expect(self.rulec("fmt", "--check", "une"), 0)
        select = ["--dispositif", dispositif] if dispositif else []
        schema = json.loads(self.rulec("schema", rules, *select).out)
        rng = random.Random(f"{day} {dispositif}")
        maker = CaseMaker(schema, day, rng)
        cases = [maker.case() for _ in range(CASES_A_DAY)]
        for case in cases:
            set_dates(case, day, rng)
        whole = self.run_all(rules, cases, dispositif, options)
        ran = self.rulec("schema", "une", *select)
        if ran.code != 0:  # Nothing of the dispositif stands.
            for before in whole:
                values = {path for path, outcome in before.items() if outcome[0] == "valeur" and path != ("signalements",)}
                self.assertEqual(values, set(), day)
            return 0
        consolidated = self.run_all("une", cases, dispositif, options)
        compared = 0
        for case, before, after in zip(cases, whole, consolidated, strict=True):
            for path, outcome in before.items():
                if not is_of_day(path, case):
                    continue
                if path in after:
                    self.assertEqual(after[path], outcome, f"{day} {path} {json.dumps(case, ensure_ascii=False)}")
                    compared += 1
                else:
                    # A line of an échéancier that no wording in force has is not paid: null.
                    gone = outcome[0] == "hors vigueur" or outcome[1] in OUT_OF_FORCE or outcome == ("valeur", "null")
                    self.assertTrue(gone, f"{day} {path} {outcome}")
            self.assertLessEqual(set(after), set(before))
        return compared

    def compare_by_hand(self, rules, by_hand, day, dispositif, set_dates, options=()):
        """The outcomes of the rules and of what a reader wrote by hand of them for that day."""
        shutil.rmtree(self.folder / "main", ignore_errors=True)
        (self.folder / "main").mkdir()
        shutil.copy(by_hand, self.folder / "main" / "rules.avn.md")
        self.consolidate(rules, day, "une")
        rng = random.Random(f"{day} by hand")
        maker = CaseMaker(json.loads(self.rulec("schema", rules, "--dispositif", dispositif).out), day, rng)
        cases = [maker.case() for _ in range(CASES_A_DAY)]
        for case in cases:
            set_dates(case, day, rng)
        written = self.run_all("main", cases, dispositif, options)
        compared = 0
        for other in (rules, "une"):
            for case, found, wanted in zip(cases, self.run_all(other, cases, dispositif, options), written, strict=True):
                # Labels apart, nothing that stands is in one only.
                standing = {path for path, outcome in found.items() if outcome[0] == "valeur"}
                self.assertLessEqual(set(wanted), set(found), day)
                self.assertLessEqual(standing - set(wanted), {path for path in found if found[path][1] == "null"}, day)
                for path, outcome in wanted.items():
                    self.assertEqual(found[path], outcome, f"{other} {day} {path} {json.dumps(case, ensure_ascii=False)}")
                    compared += 1
        return compared

    def days_around(self, *days):
        return [day + datetime.timedelta(days=step) for day in days for step in (-1, 0, 1)]

    # ---- the sample ----

    def copy_sample(self):
        shutil.copytree(SAMPLE / "textes", self.folder / "textes")

    def test_same_results_as_the_sample(self):
        self.copy_sample()

        def set_dates(case, day, rng):
            case["signature"] = day_text(day)
            if day < datetime.date(2022, 4, 1) and case["option"] == "double":
                case["option"] = "demi"

        boundaries = [datetime.date(2019, 2, 1), datetime.date(2022, 4, 1), datetime.date(2024, 1, 1), datetime.date(2024, 7, 1),
                      datetime.date(2025, 1, 1)]
        # Before 2022 no table speaks of the case that a text of 2022 adds, and proofs go through all later days.
        def proves(day):
            return day >= datetime.date(2022, 4, 1)

        compared = sum(self.compare("textes", day, "aide", set_dates, proves=proves) for day in self.days_around(*boundaries))
        self.assertGreater(compared, 10000)

    def test_same_results_as_the_sample_consolidated_by_hand(self):
        """Five states written by hand from the texts, each held to the texts and to `consolidate` on the days around every boundary."""
        self.copy_sample()

        def set_dates(case, day, rng):
            case["signature"] = day_text(day)
            if day < datetime.date(2022, 4, 1) and case["option"] == "double":
                case["option"] = "demi"

        states = {datetime.date.fromisoformat(path.name[:10]): path for path in sorted((SAMPLE / "by_hand").iterdir())}
        self.assertEqual(len(states), 5)
        compared = 0
        for day in self.days_around(*states):
            reached = [first for first in states if first <= day]
            if reached:
                compared += self.compare_by_hand("textes", states[max(reached)], day, "aide", set_dates)
        self.assertGreater(compared, 10000)

    def test_a_state_written_by_hand_is_told_from_the_next_one(self):
        self.copy_sample()
        by_hand = SAMPLE / "by_hand" / "2022-04-01.avn.md"
        with self.assertRaises(AssertionError):
            self.compare_by_hand("textes", by_hand, datetime.date(2024, 1, 1), "aide", lambda case, day, rng: case.update(signature=day_text(day)))

    def test_written_forms_of_the_sample(self):
        self.copy_sample()
        for day in ("2022-04-01", "2024-02-01", "2025-01-01"):
            written = self.consolidate("textes", datetime.date.fromisoformat(day), "une")
            for name, text in written.items():
                wanted = (SAMPLE / day / name).read_text(encoding="utf-8")
                self.assertEqual(text, wanted, f"{day} {name}")
            self.assertEqual(sorted(written), sorted(path.name for path in (SAMPLE / day).iterdir()))

    def test_consolidating_twice_changes_nothing(self):
        self.copy_sample()
        for day in (datetime.date(2021, 5, 5), datetime.date(2022, 4, 1), datetime.date(2024, 2, 1), datetime.date(2025, 6, 1)):
            once = self.consolidate("textes", day, "une")
            self.assertEqual(self.consolidate("une", day, "deux"), once)

    def test_a_draft_counts_where_it_is_named(self):
        self.copy_sample()
        day = datetime.date(2025, 6, 1)
        without = "\n".join(self.consolidate("textes", day, "une").values())
        adopted = "\n".join(self.consolidate("textes", day, "deux", "--with", "projet_2025").values())
        self.assertNotIn("45 000 €", without)
        self.assertIn("45 000 €", adopted)
        self.expect(self.rulec("consolidate", "textes", "--at", "2025-06-01", "--with", "projet_2052"), 2, "projet_2025")

    # ---- rows, clauses and lines that are repealed or added ----

    def copy_parts(self):
        shutil.copytree(SAMPLE / "parts" / "textes", self.folder / "textes")

    @staticmethod
    def set_day(case, day, rng):
        case["jour"] = day_text(day)

    def test_same_results_where_parts_are_repealed(self):
        self.copy_parts()
        days = self.days_around(*(datetime.date.fromisoformat(path.name[:10]) for path in (SAMPLE / "parts" / "by_hand").iterdir()))
        options = ("--at", "2026-01-01")
        compared = sum(self.compare("textes", day, "aide", self.set_day, options=options) for day in days)
        self.assertGreater(compared, 20000)

    def test_same_results_where_parts_are_repealed_as_by_hand(self):
        self.copy_parts()
        states = {datetime.date.fromisoformat(path.name[:10]): path for path in sorted((SAMPLE / "parts" / "by_hand").iterdir())}
        self.assertEqual(len(states), 5)
        compared = 0
        for day in self.days_around(*states):
            reached = [first for first in states if first <= day]
            if reached:
                compared += self.compare_by_hand("textes", states[max(reached)], day, "aide", self.set_day, ("--at", "2026-01-01"))
        self.assertGreater(compared, 20000)

    def test_parts_consolidated_twice_change_nothing(self):
        self.copy_parts()
        for day in (datetime.date(2022, 4, 1), datetime.date(2024, 2, 1)):
            once = self.consolidate("textes", day, "une")
            self.assertEqual(self.consolidate("une", day, "deux"), once)

    def test_a_draft_repeals_a_clause_where_it_is_named(self):
        self.copy_parts()
        day = datetime.date(2025, 6, 1)
        self.assertIn("concerne", "\n".join(self.consolidate("textes", day, "une").values()))
        self.assertNotIn("concerne", "\n".join(self.consolidate("textes", day, "deux", "--with", "projet_2025").values()))

    # ---- the convention ----

    def test_same_results_as_the_convention(self):
        if not (CONVENTION / "03_convention_2024.avn.md").exists():
            self.skipTest("the convention is not here")
        shutil.copytree(CONVENTION, self.folder / "convention")

        def set_dates(case, day, rng):
            # Year `n` of the aid opens that day, under the rules of that day.
            case["année"] = rng.randint(1, 5)
            case["contrat"]["signé_le"] = day_text(years_before(day, case["année"] - 1))
            case["contrat"]["adapté_le"] = day_text(day)
            case["contrat"]["renouvellement_demandé_le"] = day_text(day)
            case["assistant"]["embauché_le"] = None
            case.setdefault("second", {})["demandé_le"] = day_text(day)

        def run(day):
            year = {}

            def dates(case, at, rng):
                set_dates(case, at, rng)
                year[id(case)] = str(case.pop("année"))

            def is_of_day(path, case):
                return path[0] != "aide_maximale_totale" and (len(path) == 1 or path[1] == year[id(case)])

            # From 2024 the amounts have a date of their own, and proofs go through cases whose two dates differ.
            return self.compare("convention", day, "aide_individuelle", dates, is_of_day, lambda at: at.year < 2024)

        boundaries = [datetime.date(2019, 8, 21), datetime.date(2023, 5, 1), datetime.date(2024, 6, 22)]
        compared = sum(run(day) for day in self.days_around(*boundaries))
        self.assertGreater(compared, 10000)

    def test_same_results_for_the_other_dispositifs_of_the_convention(self):
        shutil.copytree(CONVENTION, self.folder / "convention")

        def set_signature(case, day, rng):
            case["signature"] = day_text(day)

        days = self.days_around(datetime.date(2026, 2, 25))
        compared = sum(self.compare("convention", day, "aide_collective", set_signature, proves=lambda day: False) for day in days)
        self.assertGreater(compared, 5000)

        # The forfait structure goes by the last day of the year.
        def set_year(case, day, rng):
            case["année"] = day.year

        years = [datetime.date(year, 12, 31) for year in (2018, 2019, 2022, 2023, 2024, 2025, 2026)]
        compared = sum(self.compare("convention", day, "forfait_structure", set_year, proves=lambda day: False) for day in years)
        self.assertGreater(compared, 2000)

    def test_consolidating_the_convention_twice_changes_nothing(self):
        if not (CONVENTION / "03_convention_2024.avn.md").exists():
            self.skipTest("the convention is not here")
        shutil.copytree(CONVENTION, self.folder / "convention")
        day = datetime.date(2024, 6, 22)
        once = self.consolidate("convention", day, "une")
        self.assertEqual(self.consolidate("une", day, "deux"), once)

    # ---- the command line ----

    def test_what_is_wrong_with_the_command(self):
        self.copy_sample()
        self.expect(self.rulec("consolidate", "textes"), 2, "AVN6200")
        self.expect(self.rulec("consolidate", "textes", "--at", "hier"), 2, "--at")
        self.write("plein/note.txt", "déjà là")
        self.expect(self.rulec("consolidate", "textes", "--at", "2024-01-01", "-o", "plein"), 2, "AVN6153")
        self.assertEqual([path.name for path in (self.folder / "plein").iterdir()], ["note.txt"])

    def test_what_has_no_plain_wording_is_refused(self):
        self.copy_sample()
        table = "complète barème montant_max\n  |        | 1        |\n  |--------|----------|\n  | triple | 50 000 € |\n"
        word = "complète énumération Option\n  | cas    | code | quotité |\n  | triple | 3T   | 3       |\n"
        head = "# Un autre\n\n```avenant\ntexte autre\n  publié le 1er janvier 2026\n  en vigueur le 1er février 2026\n\ndans aide\n\n"
        self.write("textes/07_autre.avn.md", head + word + "\n" + table + "```\n")
        self.expect(self.rulec("consolidate", "textes", "--at", "2026-02-01", "-o", "une"), 1, "AVN6201", "Option")
        self.assertFalse((self.folder / "une").exists())

    def test_reading_what_is_out_of_force_is_refused(self):
        self.copy_sample()
        head = "# Un autre\n\n```avenant\ntexte autre\n  publié le 1er janvier 2026\n  en vigueur le 1er février 2026\n\ndans aide\n\n"
        rule = "entrée versement : date\n\nrésultat définition après_coup : montant\n  application selon versement\n  = aide_d_un_semestre\n"
        self.write("textes/07_autre.avn.md", head + rule + "```\n")
        self.expect(self.rulec("consolidate", "textes", "--at", "2026-02-01"), 1, "AVN6202", "aide_d_un_semestre")

    def test_a_name_already_taken_is_refused(self):
        self.copy_sample()
        self.write("textes/07_autre.avn.md", "# Des mots\n\n```avenant\nvocabulaire consolidé_2024_02_01\n\nunité pas, pas\n```\n")
        self.expect(self.rulec("consolidate", "textes", "--at", "2024-02-01", "-o", "une"), 1, "AVN6203")
        self.assertFalse((self.folder / "une").exists())

    def test_another_day_gives_other_results(self):
        """The comparison sees what one text changes."""
        self.copy_sample()
        self.consolidate("textes", datetime.date(2022, 3, 31), "une")
        case = {"signature": "2022-04-01", "option": "demi", "médecin": {"secteur": 1, "âge": 40}, "mt": 900}
        self.assertNotEqual(self.run_all("textes", [case], "aide"), self.run_all("une", [case], "aide"))

    def test_standard_output_names_each_file(self):
        self.copy_sample()
        ran = self.rulec("consolidate", "textes", "--at", "01/04/2022")
        self.expect(ran, 0)
        self.assertIn("<!-- 01_base.avn.md -->", ran.out)
        self.assertIn("texte consolidé_2022_04_01", ran.out)


if __name__ == "__main__":
    support.main()
