"""What `rulec sweep` gives on small rules: thresholds and their causes, every form, and what it refuses."""

import json
import os
import pathlib
import re
import signal
import subprocess
import time
import xml.dom.minidom

import support
from support import CASE, CommandTest

SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent

# Amounts that move with a revenue of any size, a list, a set, durées, and what has no range.
MOVING = """\
# Essai

```avenant
texte essai
  titre         « Essai »
  publié le     1er janvier 2020
  en vigueur le 2 janvier 2020

unité patient, patients

énumération Zone
  | cas    |
  | centre |
  | autre  |
  | loin   |

fiche Enfant
  charge : montant de 0 € à 900 €

dispositif essai
  application selon demande
  jour inexistant au plus tôt

  entrée revenu    : montant de 0 € à 10 000 000 000 €
  entrée plafond   : montant
  entrée patients  : patients de 0 à 5 000
  entrée demande   : date
  entrée zone      : Zone
  entrée zones     : ensemble de Zone
  entrée enfants   : liste d’Enfant, de 0 à 3
  entrée préavis   : durée
  entrée délai     : durée
  entrée aîné      : date facultatif
  entrée nombre    : entier
```

## Article 1 — Calcul

```avenant
résultat définition taxe : montant
  si revenu < 1 200 € alors 0 €
  sinon le plus petit de ((revenu − 1 200 €) × 12,5 % ; 5 000 €) arrondi au centime

résultat définition carré : montant
  si revenu ≤ 1 000 € alors (revenu × (revenu ÷ 1 €)) arrondi au centime
  sinon exclu « au-delà »

résultat définition équipe : montant = ((patients ÷ 100 patients) arrondi à l’unité inférieure) × 7 €

résultat définition prévenu : booléen = préavis ≥ 6 mois

résultat définition charges : montant = somme de e.charge pour e de enfants

résultat définition éloigné : booléen = zone = loin

résultat définition terme : date = demande + 30 jours

résultat définition majeur : booléen
  si aîné est donné alors années_révolues(aîné ; demande) ≥ 18
  sinon faux

résultat définition dette : montant = plafond

résultat définition tiers : entier
  = (nombre ÷ 3) arrondi à l’unité inférieure
```
"""


class Sweep(CommandTest):
    def setUp(self):
        super().setUp()
        self.write("cas.json", json.dumps(CASE, ensure_ascii=False))
        self.write("autres/regles.avn.md", MOVING)

    def sweep(self, *arguments, rules="rules", case=True):
        return self.rulec("sweep", rules, *arguments, *(("--cases", "cas.json") if case else ()))

    def data(self, *arguments, **options):
        found = self.sweep(*arguments, "--format", "json", **options)
        self.assertIn(found.code, (0, 3), found.err)
        return found.json()

    def moving(self, name, *arguments):
        given = ("--input", "demande=2024-03-15")
        found = self.rulec("sweep", "autres", name, *(() if name == "demande" else given), *arguments, "--format", "json")
        self.assertIn(found.code, (0, 3), found.err)
        return {result["name"]: result for result in found.json()["results"]}

    # ---- thresholds

    def test_a_threshold_is_the_value_where_the_result_changes(self):
        found = self.sweep("patients", "--result", "ouverte")
        self.expect(found, 0)
        self.assertIn("de 0 à 639 patients", found.out)
        self.assertIn("640 patients", found.out)
        self.assertIn("art. 3, essai", found.out)
        self.assertIn("Le dossier donne 900 patients.", found.out)

    def test_a_reading_moves_the_threshold(self):
        change = self.data("patients", "--result", "ouverte", "--reading", "seuil=plus_de")["results"][0]["changes"][0]
        self.assertEqual((change["from"], change["to"]), (640, 641))

    def test_causes_name_the_condition_the_article_and_the_text(self):
        change = self.data("patients", "--result", "ouverte")["results"][0]["changes"][0]
        kinds = [cause["kind"] for cause in change["causes"]]
        self.assertIn("comparison", kinds)
        self.assertEqual(change["causes"][0]["article"], "3")
        self.assertEqual(change["causes"][0]["text"], "essai")
        self.assertIn("regles.avn.md", change["causes"][0]["place"])
        self.assertIn("639 patients < 640 patients", change["causes"][0]["before"].replace("\u00a0", " "))

    def test_a_row_that_is_chosen_otherwise_is_a_cause(self):
        changes = self.data("contrat.option", "--result", "montant_maximal(1)")["results"][0]["changes"]
        self.assertEqual(len(changes), 1)
        self.assertEqual(changes[0]["difference"], 6000)
        self.assertEqual(changes[0]["causes"][0]["kind"], "row")

    def test_results_that_do_not_move_are_said_once(self):
        found = self.sweep("regroupé")
        self.expect(found, 0)
        self.assertIn("Ne changent pas", found.out)
        self.assertIn("montant maximal(2) : 13 500 €", found.out)

    def test_errors_are_pieces(self):
        found = {one["name"]: one for one in self.data("bonus", "--from", "0", "--to", "3")["results"]}
        self.assertEqual(found["prime"]["pieces"][0]["outcome"]["error"]["class"], "inconnu")
        self.assertEqual(len(found["prime"]["pieces"]), 1)

    def test_a_missing_fact_is_a_piece_and_no_failure(self):
        data = self.data("patients", "--result", "ouverte", case=False)
        self.assertEqual(data["results"][0]["pieces"][-1]["outcome"]["error"]["class"], "entrée_manquante")

    def test_a_family_gives_each_member(self):
        names = [one["name"] for one in self.data("contrat.option", "--result", "montant_maximal")["results"]]
        self.assertEqual(names, ["montant_maximal(1)", "montant_maximal(2)", "montant_maximal(3)"])

    # ---- formulas

    def test_a_million_million_cents_are_three_pieces(self):
        begin = time.monotonic()
        result = self.moving("revenu", "--result", "taxe")["taxe"]
        self.assertLess(time.monotonic() - begin, 20)
        self.assertEqual([piece["kind"] for piece in result["pieces"]], ["constant", "formula", "constant"])
        self.assertEqual([change["kind"] for change in result["changes"]], ["bend", "bend"])
        self.assertEqual(result["pieces"][2]["from"], 41199.96)
        # A boundary does not depend on the range.
        for last in ("50000", "41200.01", "9999999"):
            again = self.moving("revenu", "--result", "taxe", "--to", last)["taxe"]
            self.assertEqual([piece["from"] for piece in again["pieces"]], [piece["from"] for piece in result["pieces"]])
        self.assertEqual(result["pieces"][1]["formula_text"].replace("\u202f", " ").replace("\u00a0", " "),
                         "(0,125 × revenu − 150) arrondi au centime le plus proche")

    def test_products_and_what_is_excluded(self):
        result = self.moving("revenu", "--result", "carré")["carré"]
        self.assertEqual(result["pieces"][-1]["outcome"]["error"]["class"], "exclu")
        self.assertEqual(result["pieces"][-1]["from"], 1000.01)

    def test_levels_where_there_are_few(self):
        result = self.moving("patients", "--result", "équipe", "--to", "999")["équipe"]
        self.assertEqual([piece["from"] for piece in result["pieces"]], list(range(0, 1000, 100)))
        self.assertTrue(all(change["difference"] == 7 for change in result["changes"]))
        self.assertEqual(self.moving("patients", "--result", "équipe")["équipe"]["pieces"][0]["kind"], "formula")

    def test_dates_durées_and_what_is_absent(self):
        self.assertEqual(self.moving("demande", "--result", "terme", "--from", "2024-01-01", "--to", "2024-12-31")
                         ["terme"]["pieces"][0]["formula_text"].replace("\u00a0", " "), "demande + 30 jours")
        result = self.moving("préavis", "--result", "prévenu", "--from", "0 mois", "--to", "2 ans")["prévenu"]
        self.assertEqual([piece["from"] for piece in result["pieces"]], ["0 jour", "6 mois"])
        result = self.moving("aîné", "--result", "majeur", "--to", "2010-12-31")["majeur"]
        self.assertIsNone(result["pieces"][0]["from"])
        self.assertEqual(result["changes"][-1]["from"], "2006-03-15")

    def test_a_field_of_an_element_of_a_list(self):
        self.write("liste.json", json.dumps({"demande": "2024-03-15", "enfants": [{"charge": 10}, {"charge": 20}]}))
        found = self.rulec("sweep", "autres", "enfants(2).charge", "--cases", "liste.json", "--to", "3",
                           "--result", "charges", "--format", "json")
        self.expect(found, 0)
        self.assertEqual(sum(piece["n_values"] for piece in found.json()["results"][0]["pieces"]), 301)

    def test_what_the_work_does_not_settle_is_said(self):
        found = self.rulec("sweep", "autres", "revenu", "--input", "demande=2024-03-15", "--result", "taxe", "--result",
                           "éloigné", "--input", "zone=loin", "--max-work", "8")
        self.expect(found, 3, "AVN6257", "taxe")
        self.assertIn("non établi", found.out)
        self.assertIn("regles.avn.md:", found.err)

    # ---- forms

    def test_each_form_is_whole_and_the_same_twice(self):
        for form in ("text", "csv", "csv-fr", "json", "svg", "html"):
            for language in ("fr", "en"):
                first = self.sweep("patients", "--format", form, "--lang", language)
                self.expect(first, 0)
                self.assertEqual(first.raw, self.sweep("patients", "--format", form, "--lang", language).raw)
                self.assertTrue(first.raw.endswith(b"\n"))

    def test_json_is_as_its_schema_says(self):
        jsonschema = __import__("jsonschema")
        with open(SOURCE / "docs/schemas/sweep.schema.json", encoding="utf-8") as file:
            validator = jsonschema.Draft202012Validator(json.load(file))
        validator.validate(self.data("patients"))
        validator.validate(self.data("bonus", "--from", "0", "--to", "3"))
        for name in ("revenu", "préavis", "zone", "demande", "aîné", "patients"):
            given = () if name == "demande" else ("--input", "demande=2024-03-15")
            given += ("--from", "1 mois", "--to", "1 an") if name == "préavis" else ()
            validator.validate(self.rulec("sweep", "autres", name, *given, "--format", "json").json())
        self.assertEqual(self.rulec("sweep", "rules", "bonus", "--to", "3").code, 2)

    def test_csv_has_a_row_a_piece(self):
        rows = self.sweep("patients", "--result", "ouverte", "--format", "csv").raw.decode("utf-8").splitlines()
        self.assertEqual(rows[0].split(",")[:5], ["résultat", "de", "à", "valeurs", "nature"])
        self.assertTrue(rows[1].startswith("ouverte,0,639,640,constant,false,false,,,,"), rows[1])
        self.assertTrue(rows[2].startswith("ouverte,640,50000,49361,constant,true,true,,,saut,,"), rows[2])
        french = self.sweep("patients", "--result", "ouverte", "--format", "csv-fr").raw
        self.assertTrue(french.startswith(b"\xef\xbb\xbf"))
        self.assertIn(b";FAUX;FAUX;", french)
        self.assertIn(b"\r\n", french)

    def test_the_picture_stands_alone_and_says_what_it_shows(self):
        text = self.sweep("patients", "--format", "svg").raw.decode("utf-8")
        root = xml.dom.minidom.parseString(text).documentElement
        self.assertEqual(root.getAttribute("role"), "img")
        titles = {each.getAttribute("id") for each in root.getElementsByTagName("title") + root.getElementsByTagName("desc")}
        self.assertTrue(set(root.getAttribute("aria-labelledby").split()) <= titles)
        described = root.getElementsByTagName("desc")[0].firstChild.data
        self.assertIn("639", described)
        self.assertNotRegex(text.replace("http://www.w3.org/2000/svg", ""), r"https?:|<script|url\(")
        self.assertIn("prefers-color-scheme:dark", text)

    def test_the_page_needs_nothing_else_and_has_a_table_beside_each_picture(self):
        text = self.sweep("patients", "--format", "html").raw.decode("utf-8")
        self.assertEqual(text.count("<figure>"), text.count("<table>"))
        self.assertEqual(text.count("<svg "), 2 * text.count("<figure>"))
        ids = re.findall(r'\bid="([^"]+)"', text)
        self.assertEqual(len(ids), len(set(ids)))
        self.assertNotIn("<script", text)
        self.assertIn("639\u00a0patients", text)

    def test_output_goes_to_a_file(self):
        self.expect(self.sweep("patients", "--format", "html", "-o", "page.html"), 0)
        self.assertIn("<!DOCTYPE html>", (self.folder / "page.html").read_text(encoding="utf-8"))
        self.expect(self.sweep("patients", "-o", "nulle/part/x.txt"), 10, "AVN6013")

    def test_english(self):
        found = self.sweep("patients", "--result", "ouverte", "--lang", "en")
        self.assertIn("from 0 to 639 patients", found.out)
        self.assertIn("Thresholds by", found.out)

    def test_a_package_does_as_well(self):
        self.expect(self.rulec("build", "rules", "-o", "p.avnb"), 0)
        self.assertEqual(self.sweep("patients", rules="p.avnb").out, self.sweep("patients").out)

    def test_without_a_path_the_rules_are_those_of_the_folder(self):
        (self.folder / "rules/cas.json").write_text((self.folder / "cas.json").read_text(encoding="utf-8"), encoding="utf-8")
        done = subprocess.run([support.RULEC, "sweep", "patients", "--cases", "cas.json", "--result", "ouverte"],
                              cwd=self.folder / "rules", capture_output=True, check=False, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)

    # ---- what is refused

    def test_an_unknown_input_is_refused_with_near_names(self):
        self.expect(self.sweep("patient"), 2, "AVN6250", "patients")
        self.expect(self.sweep("ouverte"), 2, "AVN6250")
        self.expect(self.sweep(""), 2)

    def test_a_list_a_set_a_group_are_refused(self):
        for name in ("enfants", "zones"):
            self.expect(self.rulec("sweep", "autres", name), 2, "AVN6251")
        self.expect(self.sweep("contrat"), 2, "AVN6251", "contrat.option")

    def test_a_range_without_ends_is_refused(self):
        self.expect(self.rulec("sweep", "autres", "plafond"), 2, "AVN6252")
        self.expect(self.rulec("sweep", "autres", "plafond", "--from", "0"), 2, "AVN6252")
        self.expect(self.rulec("sweep", "autres", "délai"), 2, "AVN6252")
        self.expect(self.rulec("sweep", "autres", "plafond", "--from", "0", "--to", "100 €", "--input", "demande=2024-01-01",
                               "--result", "dette"), 0)

    def test_ends_outside_unreadable_or_reversed_are_refused(self):
        self.expect(self.sweep("patients", "--to", "50001"), 4, "AVN6253", "50 000")
        self.expect(self.sweep("patients", "--from", "beaucoup"), 4)
        self.expect(self.sweep("patients", "--from", "900", "--to", "100"), 2, "AVN6254")
        self.expect(self.sweep("contrat.option", "--from", "demi", "--to", "tiers"), 2, "AVN6254")
        self.expect(self.sweep("bonus", "--from", "null"), 4)

    def test_durées_of_months_and_days_are_refused(self):
        self.expect(self.rulec("sweep", "autres", "délai", "--from", "15 jours", "--to", "2 ans"), 2, "AVN6258")
        self.expect(self.rulec("sweep", "autres", "délai", "--from", "15 jours", "--to", "30 jours"), 0)

    def test_too_many_values_are_refused(self):
        most = "9223372036854775807"
        self.expect(self.rulec("sweep", "autres", "nombre", "--from", "-" + most, "--to", most), 2, "AVN6259")
        self.expect(self.rulec("sweep", "autres", "nombre", "--from", "0", "--to", "1000000000000000000", "--result",
                               "tiers"), 0)

    def test_one_case_of_several(self):
        cases = [{**CASE, "id": "A"}, {**CASE, "id": "B", "regroupé": False}]
        self.write("cas.json", json.dumps(cases, ensure_ascii=False))
        self.expect(self.sweep("patients"), 2, "AVN6255")
        self.expect(self.sweep("patients", "--case", "C"), 2, "AVN6256")
        self.assertEqual(self.data("patients", "--case", "B", "--result", "ouverte")["id"], "B")
        self.assertEqual(self.data("patients", "--case", "2", "--result", "ouverte")["results"][0]["changes"], [])

    def test_options_are_checked(self):
        self.expect(self.sweep("patients", "--result", "rien"), 2, "rien")
        self.expect(self.sweep("patients", "--max-work", "0"), 2)
        self.expect(self.sweep("patients", "--format", "pdf"), 2, "svg")
        self.expect(self.sweep("patients", "--from", "1", "--from", "2"), 2)
        self.expect(self.rulec("sweep"), 2, "ENTRÉE")
        self.expect(self.rulec("sweep", "a", "b", "c"), 2)
        self.expect(self.rulec("sweep", "nulle_part", "patients"), 1)

    def test_a_fact_out_of_range_gives_its_code_and_the_rest(self):
        found = self.sweep("regroupé", "--input", "patients=60000", "--result", "ouverte")
        self.expect(found, 4)
        self.assertIn("hors", found.out)

    def test_what_the_case_says_of_the_input_does_not_count(self):
        self.assertEqual(self.data("patients", "--input", "patients=3")["results"], self.data("patients")["results"])

    def test_ctrl_c_ends_it_soon_and_whole(self):
        command = [support.RULEC, "sweep", "autres", "revenu", "--input", "demande=2024-03-15", "--input", "patients=1",
                   "--result", "carré", "--result", "charges", "--max-work", "400000000", "--format", "json"]
        rules = MOVING.replace("(revenu × (revenu ÷ 1 €)) arrondi au centime",
                               "somme de (revenu × 3 %) arrondi au centime pour e de enfants").replace("revenu ≤ 1 000 €",
                                                                                                    "revenu ≥ 0 €")
        self.write("autres/regles.avn.md", rules)
        self.write("e.json", json.dumps({"demande": "2024-03-15", "enfants": [{"charge": 10}]}))
        with subprocess.Popen(command + ["--cases", "e.json"], cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              env={**os.environ, "LANG": "fr_FR.UTF-8"}) as process:
            time.sleep(2)
            running = process.poll() is None
            process.send_signal(signal.SIGINT)
            out, _ = process.communicate(timeout=30)
        self.assertTrue(running)
        # The process ends by the signal itself, which a shell calls 130.
        self.assertIn(process.returncode, (130, -signal.SIGINT))
        kinds = {piece["kind"] for result in json.loads(out)["results"] for piece in result["pieces"]}
        self.assertIn("unresolved", kinds)


if __name__ == "__main__":
    support.main()
