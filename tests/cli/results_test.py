"""What run and explain give: forms of facts, choices of the run, forms of the output."""

import json

import support
from support import CASE, CommandTest


class Facts(CommandTest):
    def assert_open(self, result):
        self.expect(result, 0)
        self.assertIn("ouverte : oui", result.out)

    def test_spellings_of_values(self):
        for case in [
            {"contrat": {"signé_le": "1er juin 2021", "option": "Demi"}, "patients": "1 900 patients", "regroupé": "oui"},
            {"contrat.signé_le": "01/06/2021", "contrat.option": 2, "patients": "900", "regroupe": "vrai"},
            {"contrat": {"signe_le": "1 June 2021", "option": "un mi-temps"}, "patients": 9e2, "regroupé": "true"},
            {"contrat": {"signé_le": "2021-06-01", "option": "demi"}, "patients": 900, "regroupé": True, "bonus": None},
        ]:
            with self.subTest(case=case):
                self.assert_open(self.run_case(case))

    def test_options_give_facts_and_prevail(self):
        arguments = ["--input", "contrat.signé_le=1er juin 2021", "--input", "contrat.option=demi", "--input",
                     "patients=900 patients", "--input", "regroupé=oui"]
        self.assert_open(self.rulec("run", "rules", *arguments))
        result = self.run_case(CASE, "--input", "patients=10")
        self.assertIn("ouverte : non", result.out)

    def test_one_case_many_cases(self):
        self.write("one.json", json.dumps(CASE, indent=2, ensure_ascii=False))
        self.write("array.json", json.dumps([CASE, CASE]))
        self.write("lines.ndjson", json.dumps(CASE) + "\r\n\n" + json.dumps(CASE) + "\n")
        for name, count in [("one.json", 1), ("array.json", 2), ("lines.ndjson", 2)]:
            result = self.rulec("run", "rules", "--cases", name, "--format", "json")
            self.expect(result, 0)
            self.assertEqual([case["case"] for case in result.json()], list(range(1, count + 1)))
        self.assertIn("2 dossiers — ouverte : 2 oui, 0 non", self.rulec("run", "rules", "--cases", "array.json").out)


class Choices(CommandTest):
    def test_a_reading_changes_the_answer_and_is_said(self):
        case = {**CASE, "patients": 640}
        self.assertIn("lectures : seuil = au_moins", self.run_case(case).out)
        result = self.run_case(case, "--reading", "seuil=plus_de")
        self.assertIn("ouverte : non", result.out)
        self.assertIn("lectures : seuil = plus_de", result.out)

    def test_results_asked_for(self):
        result = self.run_case(CASE, "--result", "montant_maximal(2)", "--format", "ndjson").json()["results"]
        self.assertEqual(list(result), ["montant_maximal(2)"])
        self.assertEqual(result["montant_maximal(2)"]["value"], 13500)

    def test_texts_known_at_a_date(self):
        result = self.run_case(CASE, "--known-at", "2019-12-31")
        self.assertIn("ouverte : non", result.out)
        self.assertIn("aucun texte en vigueur pour ce dossier", result.out)


class Output(CommandTest):
    def test_json(self):
        result = self.run_case({**CASE, "commentaire": "un essai"}, "--format", "ndjson")
        self.expect(result, 0)
        case = result.json()
        self.assertEqual((case["id"], case["commentaire"], case["dispositif"]), ("A1", "un essai", "aide"))
        self.assertEqual(case["results"]["ouverte"]["value"], True)
        self.assertEqual(case["results"]["ouverte"]["conditions"][0],
                         {"label": "activité suffisante", "depth": 1, "value": True, "article": "3", "heading": "Conditions",
                          "text": "essai", "place": "rules/regles.avn.md:38"})
        self.assertEqual(case["results"]["montant_maximal"]["3"], {"value": 10500, "text": "10 500 €"})
        error = case["results"]["prime"]["error"]
        self.assertEqual((error["class"], error["reason"], error["article"], error["text"]),
                         ("inconnu", "montant de la prime", "4", "essai"))
        self.assertEqual(case["readings"], {"seuil": "au_moins"})

    def test_text(self):
        result = self.run_case(CASE)
        self.assertEqual(result.out,
                         "A1\n"
                         "  ouverte : oui\n"
                         "                      n = 1     n = 2     n = 3\n"
                         "  montant maximal  18 000 €  13 500 €  10 500 €\n"
                         "  prime  inconnu\n"
                         "  * inconnu : montant de la prime (art. 4, essai)\n"
                         "  lectures : seuil = au_moins\n")

    def test_explanation(self):
        data = json.dumps({**CASE, "patients": 639}, ensure_ascii=False).encode("utf-8")
        result = self.rulec("explain", "rules", "--cases", "-", "--variable", "ouverte", "--variable", "montant_maximal(1)",
                            "--format", "trace", stdin=data)
        self.expect(result, 0)
        for text in ["ouverte = faux\n    règle : art. 3, essai, à la date du 1er juin 2021",
                     "✗ activité suffisante  (art. 3, essai)", "✓ exercice regroupé  (art. 3, essai)",
                     "639 patients ≥ 640 patients : faux", "entrée patients = 639 patients", "montant_maximal(1) = 18 000 €",
                     "ligne du barème : | demi  | 18 000 € | 13 500 € | 10 500 € |"]:
            self.assertIn(text, result.out)

    def test_results_are_the_same_twice(self):
        self.assertEqual(self.run_case(CASE).out, self.run_case(CASE).out)


if __name__ == "__main__":
    support.main()
