"""`rulec scenarios suggest`: scenarios at each threshold and for what is not covered, which pass as they stand."""

import re
import unittest

import support
from support import CommandTest

SCENARIOS = support.SCENARIOS.replace("EXPECTED", "faux car « activité suffisante »")


def squeezed(text):
    return re.sub(r" +", " ", text)


class Suggest(CommandTest):
    def setUp(self):
        super().setUp()
        self.write("rules/scenarios.avn.md", SCENARIOS)

    def suggest(self, *arguments):
        result = self.rulec("scenarios", "suggest", "rules", *arguments)
        self.expect(result, 0)
        return result

    def test_a_threshold_one_patient_before_on_it_and_after(self):
        text = squeezed(self.suggest("--for", "assez").out)
        # 639 stands already: « trop peu de patients » shows it through « ouverte ».
        self.assertIn("scénarios « assez : patients autour de 640 patients — 2 » à partir de ordinaire\n"
                      " | patients || assez |\n"
                      " | 640 patients || vrai |\n"
                      " | 641 patients || vrai |\n", text)
        # The other reading has its own threshold, on which nothing stands.
        self.assertIn("scénarios « assez : patients autour de 640 patients » à partir de ordinaire\n"
                      " lecture seuil = plus_de\n"
                      " | patients || assez |\n"
                      " | 639 patients || faux |\n"
                      " | 640 patients || faux |\n"
                      " | 641 patients || vrai |\n", text)
        self.assertNotIn("montant_maximal", text)

    def test_the_day_a_text_enters_into_force(self):
        text = squeezed(self.suggest("--for", "essai").out)
        self.assertRegex(text, r"contrat.signé_le autour de 2 janvier 2020 » à partir de ordinaire\n"
                               r" \| contrat.signé_le \|\| (\w+) \|\n"
                               r" \| 1er janvier 2020 \|\| .*\n \| 2 janvier 2020 \|\| .*\n \| 3 janvier 2020 \|\| .*\n")

    def test_what_is_not_covered(self):
        result = self.suggest("--write", "rules/proposés.avn.md")
        self.assertEqual(result.out, "")
        self.assertRegex(result.err, r"^\d+ scénarios proposés, à relire ; ")
        done = self.rulec("test", "rules", "--coverage", "--min", "100")
        self.expect(done, 0)

    def test_what_it_writes_is_laid_out_and_says_that_it_is_to_be_reviewed(self):
        self.suggest("--write", "rules/proposés.avn.md")
        self.expect(self.rulec("fmt", "--check", "rules/proposés.avn.md"), 0)
        text = (self.folder / "rules/proposés.avn.md").read_text(encoding="utf-8")
        self.assertTrue(text.startswith("# Scénarios proposés, à relire\n"))
        self.assertIn("**Ce qui est attendu est ce que les règles donnent aujourd’hui**", text)

    def test_what_was_written_is_not_suggested_again(self):
        self.suggest("--write", "rules/proposés.avn.md")
        again = self.suggest()
        self.assertEqual(again.out, "")
        self.assertIn("0 scénario proposé", again.err)

    def test_a_bound_that_moves_is_caught(self):
        self.suggest("--write", "rules/proposés.avn.md")
        rules = support.RULES
        for old, new in [("patients ≥ 640", "patients > 640"), ("patients ≥ 640", "patients ≥ 641"), ("patients ≥ 640", "patients ≥ 639"),
                         ("patients > 640", "patients ≥ 640"), ("patients > 640", "patients > 641"), ("patients > 640", "patients > 639"),
                         ("en vigueur le 2 janvier", "en vigueur le 3 janvier")]:
            with self.subTest(new=new):
                self.assertIn(old, rules)
                self.write("rules/regles.avn.md", rules.replace(old, new))
                self.expect(self.rulec("test", "rules"), 3)

    def test_without_any_case_facts_are_all_stated(self):
        (self.folder / "rules/scenarios.avn.md").unlink()
        self.suggest("--write", "rules/proposés.avn.md")
        done = self.rulec("test", "rules", "--coverage")
        self.expect(done, 0)
        text = (self.folder / "rules/proposés.avn.md").read_text(encoding="utf-8")
        self.assertNotIn("à partir de", text)
        self.assertRegex(squeezed(text), r"\| 640 patients \|\| vrai \|")

    def test_cents_and_impossible_places(self):
        self.write("rules/regles.avn.md", support.RULES + """
## Article 5 — Plafond

```avenant
résultat définition plafond : montant
  si bonus est donné et bonus > 1 000 € alors 1 000 €
  sinon 0 €

résultat définition jamais : entier
  si patients < 0 patients alors 1
  sinon 2
```
""")
        self.write("rules/scenarios.avn.md", SCENARIOS + """
```avenant
scénario « un bonus » à partir de ordinaire
  bonus = 200 €
  attendu plafond = 0 €
```
""")
        result = self.suggest("--for", "5")
        text = squeezed(result.out)
        for row in ["| 999,99 € || 0 € |", "| 1 000 € || 0 € |", "| 1 000,01 € || 1 000 € |"]:
            self.assertIn(row, text)
        self.assertIn("condition patients < 0 patients, dans jamais : jamais vraie` : aucun dossier n’y mène, c’est prouvé.", text)

    def test_addresses(self):
        for address in ["ouverte", "ouverte « exercice regroupé »", "3", "Article 3", "Article 3 — Conditions", "essai", "montant_maximal(2)"]:
            with self.subTest(address=address):
                self.suggest("--for", address)
        only = self.suggest("--for", "montant_maximal")
        self.assertNotIn("assez", only.out)
        self.assertIn("montant_maximal", only.out)
        self.expect(self.rulec("scenarios", "suggest", "rules", "--for", "ouvert"), 2, "AVN6024", "ouverte")

    def test_what_it_refuses(self):
        self.expect(self.rulec("scenarios"), 2)
        self.expect(self.rulec("scenarios", "suggest"), 2)
        self.expect(self.rulec("scenarios", "rules"), 2, "scenarios suggest")
        self.expect(self.rulec("scenarios", "suggest", "rules", "--write", "rules/scenarios.avn.md"), 2, "AVN6151")
        self.assertEqual((self.folder / "rules/scenarios.avn.md").read_text(encoding="utf-8"), SCENARIOS)
        self.expect(self.rulec("scenarios", "suggest", "rules", "--write", "x.md"), 2, "AVN6024")
        self.expect(self.rulec("scenarios", "suggest", "nulle_part"), 1)
        self.expect(self.rulec("scenarios", "suggest", "rules", "--write", "nulle/part/x.avn.md"), 10)
        self.write("rules/regles.avn.md", support.RULES.replace("patients ≥ 640", "patiens ≥ 640"))
        self.expect(self.rulec("scenarios", "suggest", "rules"), 1)

    def test_it_speaks_english_of_itself(self):
        result = self.suggest("--lang", "en")
        self.assertRegex(result.err, r"^\d+ scenarios suggested, to be reviewed; ")


if __name__ == "__main__":
    support.main()
