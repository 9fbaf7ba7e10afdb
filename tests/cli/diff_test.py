"""rulec diff: what changes in the rules, and for which cases."""

import json
import pathlib
import random
import re
import shutil

import support
from support import CommandTest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CORPUS = ROOT / "rules" / "assistants-medicaux"
AVENANT = ROOT / "examples" / "avenant_invente" / "06_avenant_invente.avn.md"
CASES = ROOT / "examples" / "medecins.ndjson"
DISPOSITIF = ["--dispositif", "aide_individuelle"]


def mirrored(change):
    swapped = {"added": "removed", "removed": "added", "changed": "changed"}
    return {**change, "operation": swapped[change["operation"]], "before": change["after"], "after": change["before"]}


def as_set(changes):
    return {json.dumps(change, ensure_ascii=False, sort_keys=True) for change in changes}


def outcomes(line):
    """The members of the results of one case, by name and indices: a value, or what an error is."""
    found = {}

    def walk(name, path, node):
        if "value" in node or "error" in node:
            error = node.get("error")
            shown = name + ("(" + " ; ".join(path) + ")" if path else "")
            found[shown] = ("error", error["class"], error.get("subject"), error.get("reason")) if error else ("value", json.dumps(node["value"]))
            return
        for index, child in node.items():
            walk(name, path + (index,), child)

    for name, node in line["results"].items():
        walk(name, (), node)
    return found, tuple(sorted(json.dumps(notice, sort_keys=True) for notice in line.get("notices", [])))


class Diff(CommandTest):
    def corpus(self, name):
        shutil.copytree(CORPUS, self.folder / name)
        return self.folder / name

    def diff(self, *arguments, code=0, **options):
        ran = self.rulec("diff", *arguments, "--format", "json", **options)
        self.assertEqual(ran.code, code, ran.err)
        return ran.json()

    def edit(self, name, old, new):
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        self.assertIn(old, text)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def other(self, *edits):
        """A copy of the sample rules, changed."""
        shutil.copytree(self.folder / "rules", self.folder / "autres", dirs_exist_ok=True)
        for old, new in edits:
            self.edit("autres/regles.avn.md", old, new)
        return "rules", "autres"

    # ---- what is the same ----

    def test_rules_compared_with_themselves_differ_in_nothing(self):
        for rules in (str(CORPUS), str(ROOT / "examples" / "nouvelle_aide"), "rules"):
            ran = self.rulec("diff", rules, rules, "--exit-code")
            self.expect(ran, 0)
            self.assertIn("Aucune différence dans les règles.", ran.out)

    def test_files_order_layout_and_prose_are_no_difference(self):
        folder = self.corpus("autrement")
        for path in sorted(folder.glob("*.avn.md")):
            text = path.read_text(encoding="utf-8")
            text = re.sub(r"(?m)^\| *", "| ", text).replace("\nCette ", "\n\nAutre prose. Cette ")
            path.write_text(re.sub(r"(?m) {2,}(\|)", r" \1", text), encoding="utf-8")
            (folder / "plus_bas").mkdir(exist_ok=True)
            if path.name != "projet.avn.md":
                path.rename(folder / "plus_bas" / ("z_" + path.name))
        changes = self.diff(str(CORPUS), "autrement")["changes"]
        self.assertEqual(changes, [])

    def test_rows_and_conditions_in_another_order_are_no_difference(self):
        rows = ["  | tiers | 12 000 € |  9 000 € |  7 000 € |\n", "  | demi  | 18 000 € | 13 500 € | 10 500 € |\n"]
        conditions = ["  « activité suffisante »  assez\n", "  « exercice regroupé »    regroupé\n"]
        self.assertEqual(self.diff(*self.other(("".join(rows), "".join(rows[::-1])), ("".join(conditions), "".join(conditions[::-1]))))["changes"], [])

    # ---- what changes in the rules ----

    def test_a_figure_is_told_with_its_row_and_its_article(self):
        changes = self.diff(*self.other(("13 500 €", "14 000 €")))["changes"]
        self.assertEqual(len(changes), 1)
        change = changes[0]
        self.assertEqual((change["operation"], change["kind"], change["name"], change["element"], change["label"]),
                         ("changed", "table", "montant_maximal", "row", "demi | 2"))
        self.assertEqual((change["before"]["words"], change["after"]["words"]), ("13 500 €", "14 000 €"))
        self.assertEqual((change["before"]["article"], change["before"]["text"]), ("4", "essai"))
        text = self.rulec("diff", "rules", "autres")
        self.assertIn("ligne demi | 2\n      − 13 500 €  (art. 4, essai)\n      + 14 000 €  (art. 4, essai)\n", text.out)
        english = self.rulec("diff", "rules", "autres", language="en_GB.UTF-8")
        self.assertIn("row demi | 2", english.out)
        self.assertIn("1 difference in the rules.", english.out)

    def test_each_kind_of_thing_is_told(self):
        edits = [
            ("patients de 0 à 50 000", "patients de 0 à 60 000"),
            ("  entrée regroupé : booléen\n", "  entrée regroupé : booléen\n  entrée nouveau : booléen\n"),
            ("  | 2    | demi  | « un mi-temps »    |\n", "  | 2    | demi  | « un mi-temps »    |\n  | 3    | plein | « un plein »       |\n"),
            ("  | plus_de  | « plus de 640 »  | syndicat           |\n", "  | plus_de  | « plus de 640 »  | syndicat           |\n  | ni       | « ni l’un »      | personne           |\n"),
            ("  « exercice regroupé »    regroupé\n", "  « exercice regroupé »    regroupé\n  « bonus »                bonus est donné\n"),
            ("sinon patients ≥ 640 patients", "sinon patients ≥ 650 patients"),
            ("jour inexistant au plus tôt", "jour inexistant au plus tard"),
            ("application selon contrat.signé_le", "application selon contrat.signé_le + 1 jour"),
            ("résultat définition prime : montant = inconnu « montant de la prime » de 100 € à 200 €",
             "résultat définition prime : montant = inconnu « montant de la prime » de 100 € à 300 €"),
            ("publié le     1er janvier 2020", "publié le     31 décembre 2019"),
        ]
        changes = self.diff(*self.other(*edits))["changes"]
        told = {(change["kind"], change["element"], change["name"], change.get("label", "")) for change in changes}
        expected = {
            ("input", "type", "patients", ""), ("input", "whole", "nouveau", ""), ("enumeration", "case", "Option", "plein"),
            ("reading", "choice", "seuil", "ni"), ("eligibility", "condition", "ouverte", "« bonus »"), ("definition", "value", "assez", ""),
            ("dispositif", "missing_day", "aide", ""), ("dispositif", "application", "aide", ""), ("definition", "value", "prime", ""),
            ("text", "date", "essai", "publié le"),
        }
        self.assertLessEqual(expected, told)

    def test_both_ways_round_are_mirror_images(self):
        with_invented = self.corpus("avec")
        shutil.copy(AVENANT, with_invented)
        there = self.diff(str(CORPUS), "avec")["changes"]
        back = self.diff("avec", str(CORPUS))["changes"]
        self.assertGreater(len(there), 5)
        self.assertEqual(as_set(map(mirrored, back)), as_set(there))
        there = self.diff(str(CORPUS), "--between", "21/06/2024", "--and", "22/06/2024")["changes"]
        back = self.diff(str(CORPUS), "--between", "22/06/2024", "--and", "21/06/2024")["changes"]
        self.assertGreater(len(there), 20)
        self.assertEqual(as_set(map(mirrored, back)), as_set(there))

    def test_an_avenant_is_told_as_what_it_changes(self):
        shutil.copy(AVENANT, self.corpus("avec"))
        changes = self.diff("avec", "--without", "avenant_invente")["changes"]
        by_name = {}
        for change in changes:
            by_name.setdefault(change["name"], []).append(change)
        self.assertEqual(set(by_name), {"avenant_invente", "aide_maximale", "spécialités_exclues", "nouvel_installé"})
        rows = {change["label"]: (change["before"]["words"], change["after"]["words"]) for change in by_name["aide_maximale"]}
        self.assertEqual(rows["demi | 1 | < P95"], ("19 000 €", "20 000 €"))
        self.assertEqual(len(rows), 5)
        self.assertEqual({change["after"]["article"] for change in by_name["aide_maximale"]}, {"1"})
        self.assertEqual([change["element"] for change in by_name["nouvel_installé"]], ["end"])

    def test_each_text_of_the_corpus_can_be_taken_out_or_is_needed(self):
        texts = re.findall(r"(?m)^texte (\w+)", "\n".join(path.read_text(encoding="utf-8") for path in CORPUS.glob("*.avn.md")))
        self.assertGreater(len(texts), 4)
        told = 0
        for text in texts:
            ran = self.rulec("diff", str(CORPUS), "--without", text, "--format", "json")
            if ran.code == 1:
                self.assertIn("AVN6214", ran.err)
                continue
            self.assertEqual(ran.code, 0, ran.err)
            changes = ran.json()["changes"]
            self.assertIn(text, {change["name"] for change in changes if change["kind"] == "text"})
            # Whatever the text adds is quoted from it.
            for change in changes:
                if change["operation"] == "added" and change["after"].get("text"):
                    self.assertEqual(change["after"]["text"], text)
            told += 1
        self.assertGreaterEqual(told, 3)

    def test_one_figure_changed_is_named_and_nothing_else(self):
        """Random figures of amounts of the corpus, each changed alone."""
        rng = random.Random(6210)
        places = []
        for path in sorted(CORPUS.glob("0[1-9]*.avn.md")):
            in_rules, offset = False, 0
            for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
                if line.startswith("```"):
                    in_rules = line.startswith("```avenant")
                elif in_rules and "|" in line and "«" not in line:
                    places += [(path.name, offset + found.start(1), found.group(1)) for found in re.finditer(r"\| +(\d[\d ]*) €", line)]
                offset += len(line)
        self.assertGreater(len(places), 30)
        for name, offset, figure in rng.sample(places, 12):
            folder = self.corpus("muté")
            text = (folder / name).read_text(encoding="utf-8")
            changed = str(int(figure.replace(" ", "")) + 7)
            digits = f"{int(changed):,}".replace(",", " ")
            (folder / name).write_text(text[:offset] + digits + text[offset + len(figure):], encoding="utf-8")
            changes = self.diff(str(CORPUS), "muté")["changes"]
            told = [(change["operation"], change["element"], change["before"]["words"], change["after"]["words"]) for change in changes]
            self.assertEqual(told, [("changed", "row", figure + " €", digits + " €")], f"{name} {figure}")
            line = text[:offset].count("\n") + 1
            self.assertTrue(changes[0]["after"]["place"].endswith(f"{name}:{line}"), changes[0]["after"]["place"])
            shutil.rmtree(folder)

    def test_known_at_compares_what_was_published(self):
        changes = self.diff(str(CORPUS), "--known-at", "2024-01-01")["changes"]
        texts = {change["name"] for change in changes if change["kind"] == "text"}
        self.assertIn("convention_2024", texts)
        self.assertNotIn("avenant_7", texts)
        same = self.diff(str(CORPUS), "--known-at", "2024-01-01", "--known-at", "2024-02-01")["changes"]
        self.assertEqual(same, [])

    def test_a_draft_counts_where_it_is_named(self):
        self.write("rules/projet_2021.avn.md", "# Projet\n\n```avenant\nprojet projet_2021\n  publié le 1er mars 2021\n  en vigueur le 1er avril 2021\n\n"
                   "dans aide\n\nremplace définition prime : montant = 150 €\n```\n")
        changes = self.diff("rules", "--with", "projet_2021")["changes"]
        self.assertIn(("definition", "value"), {(change["kind"], change["element"]) for change in changes})
        cases = self.write("cas.json", json.dumps({**support.CASE, "contrat": {"signé_le": "2021-06-01", "option": "demi"}}))
        found = self.diff("rules", "--with", "projet_2021", "--cases", cases)
        self.assertEqual(list(found["cases"][0]["results"]), ["prime"])
        self.assertEqual(found["summary"]["results"]["prime"]["n_with_value_now"], 1)

    # ---- cases ----

    def test_cases_say_who_changes_by_how_much_and_why(self):
        pair = self.other(("13 500 €", "14 000 €"))
        cases = self.write("cas.json", json.dumps([support.CASE, {**support.CASE, "id": "A2", "contrat": {"signé_le": "2021-06-01", "option": "tiers"}}]))
        found = self.diff(*pair, "--cases", cases)
        self.assertEqual([one["id"] for one in found["cases"]], ["A1"])
        result = found["cases"][0]["results"]["montant_maximal(2)"]
        self.assertEqual((result["before"]["value"], result["after"]["value"], result["difference"]), (13500, 14000, 500))
        cause = result["causes"][0]
        self.assertEqual(cause["rule"], "montant_maximal(2)")
        self.assertEqual(cause["after"]["decided_by"].replace("\u00a0", " "), "demi | 2 : 14 000 €")
        self.assertEqual((cause["after"]["article"], cause["after"]["text"]), ("4", "essai"))
        self.assertEqual((found["summary"]["n_cases"], found["summary"]["n_changed"]), (2, 1))
        self.assertEqual(found["summary"]["results"]["montant_maximal(2)"]["total"], 500)
        text = self.rulec("diff", *pair, "--cases", cases).out
        self.assertIn("Dossier 1 (A1)", text)
        self.assertIn("(+500 €)", text)
        self.assertIn("2 dossiers comparés, 1 change.", text)

    def test_the_first_rules_that_differ_are_the_cause(self):
        pair = self.other(("sinon patients ≥ 640 patients", "sinon patients ≥ 950 patients"))
        cases = self.write("cas.json", json.dumps(support.CASE))
        result = self.diff(*pair, "--cases", cases)["cases"][0]["results"]["ouverte"]
        self.assertEqual([cause["rule"] for cause in result["causes"]], ["assez"])
        self.assertEqual((result["before"]["value"], result["after"]["value"]), (True, False))

    def test_two_changes_on_one_way_are_both_causes(self):
        double = ("résultat définition prime :", "résultat définition double : montant = montant_maximal(2) × 2\n\nrésultat définition prime :")
        self.edit("rules/regles.avn.md", *double)
        pair = self.other(("13 500 €", "14 000 €"), ("montant_maximal(2) × 2", "montant_maximal(2) × 3"))
        cases = self.write("cas.json", json.dumps(support.CASE))
        result = self.diff(*pair, "--cases", cases)["cases"][0]["results"]["double"]
        self.assertEqual((result["before"]["value"], result["after"]["value"]), (27000, 42000))
        self.assertEqual({cause["rule"] for cause in result["causes"]}, {"double", "montant_maximal(2)"})

    def test_cases_that_change_are_those_that_run_decides_otherwise(self):
        shutil.copy(AVENANT, self.corpus("avec"))
        lines = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
        rng = random.Random(6211)
        cases = []
        for number in range(400):
            case = json.loads(json.dumps(rng.choice(lines)))
            case["id"] = str(number)
            day = f"{rng.randint(2019, 2027)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
            case["contrat"]["signé_le"] = day
            case["assistant"]["embauché_le"] = day
            case["contrat"]["option"] = rng.choice(["tiers", "demi", "plein"])
            case["médecin"]["spécialité"] = rng.choice(["radiologie", "médecine_générale", "pédiatrie"])
            case["bilan"]["mt_adultes"] = rng.choice([0, 300, 639, 900])
            cases.append(case)
        data = self.write("cas.ndjson", "\n".join(json.dumps(case, ensure_ascii=False) for case in cases))
        sides = []
        for rules in (str(CORPUS), "avec"):
            ran = self.rulec("run", rules, *DISPOSITIF, "--cases", data, "--format", "ndjson", "--at", "2026-12-01")
            sides.append([outcomes(json.loads(line)) for line in ran.out.splitlines()])
        expected = {}
        for number, (before, after) in enumerate(zip(*sides, strict=True), 1):
            changed = {name for name in before[0] if before[0][name] != after[0][name]}
            if changed or before[1] != after[1]:
                expected[number] = changed
        found = self.rulec("diff", str(CORPUS), "avec", *DISPOSITIF, "--cases", data, "--format", "json", "--at", "2026-12-01").json()
        told = {one["case"]: set(one["results"]) for one in found["cases"]}
        self.assertGreater(len(expected), 20)
        self.assertEqual(told, expected)
        self.assertEqual(found["summary"]["n_changed"], len(expected))
        # Every change has a cause, and one of its sides is the new text.
        for one in found["cases"]:
            for name, result in one["results"].items():
                self.assertTrue(result["causes"], name)
                self.assertIn("avenant_invente", {cause["after"].get("text") for cause in result["causes"]}
                              | {cause["before"].get("text") for cause in result["causes"]} | {"avenant_invente" if any(
                                  "nouvel_installé" in cause["before"].get("decided_by", "") for cause in result["causes"]) else None})
        totals = {}
        for one in found["cases"]:
            for name, result in one["results"].items():
                if "difference" in result:
                    totals[name] = totals.get(name, 0) + result["difference"]
        for name, total in totals.items():
            self.assertEqual(found["summary"]["results"][name]["total"], total)

    def test_bad_rows_cost_themselves_only(self):
        pair = self.other(("13 500 €", "14 000 €"))
        data = "id,contrat.signé_le,contrat.option,patients,regroupé\nA,2021-06-01,demi,900,oui\nB,2021-06-01,demi\nC,2021-06-01,demi,beaucoup,oui\nD,2021-06-01,tiers,900,oui\n"
        ran = self.rulec("diff", *pair, "--cases", self.write("cas.csv", data), "--format", "json")
        self.assertEqual(ran.code, 4, ran.err)
        self.assertEqual(ran.err.count("cas.csv:3"), 1, ran.err)
        self.assertEqual(ran.err.count("beaucoup"), 1, ran.err)
        found = ran.json()
        self.assertEqual([one["id"] for one in found["cases"]], ["A", "C"])
        self.assertEqual(found["summary"]["n_cases"], 3)

    def test_a_fact_that_one_side_alone_knows_is_no_fault(self):
        pair = self.other(("  entrée regroupé : booléen\n", "  entrée regroupé : booléen\n  entrée nouveau : booléen\n"),
                          ("résultat définition prime : montant = inconnu « montant de la prime » de 100 € à 200 €",
                           "résultat définition prime : montant = si nouveau alors 100 € sinon 0 €"))
        case = json.dumps({**support.CASE, "nouveau": True})
        ran = self.rulec("diff", *pair, "--cases", self.write("cas.json", case), "--format", "json")
        self.assertEqual((ran.code, ran.err), (0, ""))
        self.assertEqual(ran.json()["cases"][0]["results"]["prime"]["after"]["value"], 100)
        header = "contrat.signé_le,contrat.option,patients,regroupé,nouveau,bonus,rien\n2021-06-01,demi,900,oui,oui,,\n"
        ran = self.rulec("diff", *pair, "--cases", self.write("cas.csv", header))
        self.assertEqual(ran.code, 0)
        self.assertIn("rien", ran.err)
        self.assertNotIn("nouveau", ran.err)
        ran = self.rulec("diff", *pair, "--cases", "cas.json", "--input", "nouveau=faux", "--format", "json")
        self.assertEqual(ran.json()["cases"][0]["results"]["prime"]["after"]["value"], 0)

    def test_packages_compare_by_their_cases(self):
        for rules in self.other(("13 500 €", "14 000 €")):
            self.expect(self.rulec("build", rules, "-o", rules + ".avnb"), 0)
        self.expect(self.rulec("diff", "rules.avnb", "autres.avnb"), 2, "AVN6212")
        found = self.diff("rules.avnb", "autres.avnb", "--cases", self.write("cas.json", json.dumps(support.CASE)))
        self.assertNotIn("changes", found)
        self.assertEqual(list(found["cases"][0]["results"]), ["montant_maximal(2)"])

    def test_days_decide_cases_by_the_rules_of_each_day(self):
        found = self.diff(str(CORPUS), *DISPOSITIF, "--between", "21/06/2024", "--and", "22/06/2024", "--cases", str(CASES), "--result", "aide_maximale")
        amounts = {(result["before"].get("value"), result["after"].get("value"))
                   for one in found["cases"] for result in one["results"].values()}
        self.assertLessEqual({(18000, 19000), (36000, 38000)}, amounts)
        self.assertEqual({cause["after"]["text"] for one in found["cases"] for result in one["results"].values() for cause in result["causes"]},
                         {"convention_2024"})

    # ---- readings ----

    def test_readings_say_which_rules_read_them_and_what_depends_on_them(self):
        found = self.diff("rules", "--readings", "seuil")
        self.assertEqual([(reader["kind"], reader["name"], reader["article"]) for reader in found["readers"]], [("definition", "assez", "3")])
        case = self.write("cas.json", json.dumps([{**support.CASE, "patients": 640}, support.CASE]))
        found = self.diff("rules", "--readings", "seuil", "--cases", case)
        self.assertEqual([(one["case"], list(one["results"])) for one in found["cases"]], [(1, ["ouverte"])])
        self.assertEqual(found["cases"][0]["results"]["ouverte"]["causes"][0]["rule"], "assez")
        back = self.diff("rules", "--readings", "seuil=plus_de", "--readings", "seuil = au_moins", "--cases", case)
        self.assertEqual((back["before"], back["after"]), ("seuil = plus_de", "seuil = au_moins"))
        self.assertEqual(back["cases"][0]["results"]["ouverte"]["before"], found["cases"][0]["results"]["ouverte"]["after"])

    def test_all_choices_are_compared_with_the_one_by_default(self):
        self.edit("rules/regles.avn.md", "  | plus_de  | « plus de 640 »  | syndicat           |\n",
                  "  | plus_de  | « plus de 640 »  | syndicat           |\n  | double   | « le double »    | personne           |\n")
        self.edit("rules/regles.avn.md", "  si seuil = plus_de alors", "  si seuil = double alors patients ≥ 1 280 patients\n  sinon si seuil = plus_de alors")
        found = self.diff("rules", "--readings", "seuil", "--cases", self.write("cas.json", json.dumps(support.CASE)))
        self.assertEqual(found["after"], ["seuil = plus_de", "seuil = double"])
        self.assertEqual([(one["compared"], one["case"]) for one in found["cases"]], [("seuil = double", 1)])
        self.assertEqual([(one["compared"], one["n_changed"]) for one in found["summary"]], [("seuil = plus_de", 0), ("seuil = double", 1)])

    def test_every_result_says_the_readings_on_its_path(self):
        """A result whose value depends on a choice lists the reading; on the corpus, for every reading and example."""
        data = str(CASES)
        ran = self.rulec("run", str(CORPUS), *DISPOSITIF, "--cases", data, "--format", "ndjson", "--at", "2026-12-01")
        listed = [set(json.loads(line).get("readings", {})) for line in ran.out.splitlines()]
        names = re.findall(r"(?m)^(\S+)", self.rulec("readings", str(CORPUS)).out)
        readings = re.findall(r"(?m)^lecture (\S+)", "\n".join(path.read_text(encoding="utf-8") for path in CORPUS.glob("*.avn.md")))
        self.assertGreater(len(readings), 5)
        self.assertTrue(names)
        n_depending = 0
        for reading in readings:
            found = self.diff(str(CORPUS), *DISPOSITIF, "--readings", reading, "--cases", data, "--at", "2026-12-01")
            for one in found["cases"]:
                if not one["results"]:
                    continue
                self.assertIn(reading, listed[one["case"] - 1], f"dossier {one['case']}")
                n_depending += 1
        self.assertGreater(n_depending, 3)

    # ---- the command line ----

    def test_exit_codes(self):
        pair = self.other(("13 500 €", "14 000 €"))
        self.expect(self.rulec("diff", *pair), 0)
        self.expect(self.rulec("diff", *pair, "--exit-code"), 1)
        self.expect(self.rulec("diff", "rules", "rules", "--exit-code"), 0)
        self.edit("autres/regles.avn.md", "résultat définition prime", "résultat définitio prime")
        self.expect(self.rulec("diff", *pair), 1, "autres/regles.avn.md")

    def test_what_is_wrong_with_the_command(self):
        cases = self.write("cas.json", json.dumps(support.CASE))
        self.expect(self.rulec("diff", "rules"), 2, "AVN6210")
        self.expect(self.rulec("diff"), 2)
        self.expect(self.rulec("diff", "rules", "rules", "rules"), 2)
        self.expect(self.rulec("diff", "rules", "rules", "--without", "essai"), 2, "AVN6211")
        self.expect(self.rulec("diff", "rules", "--without", "essais"), 2, "AVN6213", "essai")
        self.expect(self.rulec("diff", "rules", "--without", "essai"), 1, "AVN6214")
        self.expect(self.rulec("diff", "rules", "--readings", "seuil=plus_de"), 2, "AVN6215")
        self.expect(self.rulec("diff", "rules", "--readings", "seuils"), 2, "seuil")
        self.expect(self.rulec("diff", "rules", "--with", "projet_2021"), 2, "projet_2021")
        self.expect(self.rulec("diff", "rules", "rules", "--with", "projet_2021"), 2, "projet_2021")
        self.expect(self.rulec("diff", "rules", "--between", "2021-01-01"), 2, "--and")
        self.expect(self.rulec("diff", "rules", "--and", "2021-01-01"), 2, "--between")
        self.expect(self.rulec("diff", "rules", "--between", "hier", "--and", "2021-01-01"), 2, "--between")
        self.expect(self.rulec("diff", "rules", "--between", "2020-01-01", "--and", "2021-01-01", "--without", "essai"), 2, "AVN6180")
        self.expect(self.rulec("diff", "rules", "--known-at", "2020", "--format", "json"), 2)
        self.expect(self.rulec("diff", "rules", "rules", "--max-cases", "beaucoup"), 2)
        self.expect(self.rulec("diff", "rules", "nulle_part"), 1)
        self.other()
        text = (self.folder / "autres/regles.avn.md").read_text(encoding="utf-8")
        for name in ("ouverte", "montant_maximal", "prime"):
            text = text.replace(name, "autre_" + name)
        self.write("autres/regles.avn.md", text)
        self.expect(self.rulec("diff", "rules", "autres", "--cases", cases), 2, "AVN6216")

    def test_only_some_cases_are_shown_and_all_are_counted(self):
        pair = self.other(("13 500 €", "14 000 €"))
        data = self.write("cas.ndjson", "\n".join(json.dumps({**support.CASE, "id": str(number)}) for number in range(50)))
        ran = self.rulec("diff", *pair, "--cases", data, "--max-cases", "3")
        self.assertEqual(len(re.findall(r"(?m)^Dossier ", ran.out)), 3)
        self.assertIn("… et 47 autres", ran.out)
        self.assertIn("50 changent", ran.out)


if __name__ == "__main__":
    support.main()
