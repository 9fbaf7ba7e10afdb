"""What scenarios show of the rules: `test --coverage`."""

import support
from support import CommandTest

RULES = """\
# Une aide

```avenant
texte essai
  titre         « Texte d’essai »
  publié le     1er janvier 2020
  en vigueur le 2 janvier 2020

énumération Option
  | cas   |
  | tiers |
  | demi  |
  | plein |

dispositif aide
  application selon jour
  jour inexistant au plus tôt

  entrée option : Option
  entrée âge    : entier de 0 à 120
  entrée zone   : booléen
  entrée revenu : entier de 0 à 100
  entrée jour   : date
```

## Article 1 — Ouverture

```avenant
résultat éligibilité ouverte : toutes les conditions
  « adulte »  âge ≥ 18
  « modeste » revenu ≤ 50
```

## Article 2 — Montants

```avenant
résultat barème base pour n de 1 à 2 : entier
  en lignes option
  en colonnes n
  |       | 1  | 2  |
  |-------|----|----|
  | tiers | 10 | 11 |
  | demi  | 20 | 21 |
  | plein | 30 | 31 |

résultat définition due pour n de 1 à 2 : entier
  si ouverte et (zone ou âge ≥ 65) alors base(n)
  sinon 0

dérogation ancien à due(n)
  si âge ≥ 90 alors 100
```
"""

SCENARIOS = """\
# Scénarios

```avenant
suite de essai

dans aide

cas ordinaire
  option = demi
  âge    = 40
  zone   = vrai
  revenu = 10
  jour   = 1er janvier 2021

scénario « un » à partir de ordinaire
  attendu due(1) = 20
```
"""

MORE = """
```avenant
scénario « conditions » à partir de ordinaire
  âge    = 10
  revenu = 90
  attendu ouverte = faux car « adulte » ; « modeste »

scénario « ancien » à partir de ordinaire
  âge    = 95
  zone   = faux
  option = tiers
  attendu due(2) = 100
  attendu base(1 à 2) = 10 ; 11

scénario « plus de 65 » à partir de ordinaire
  âge  = 70
  zone = faux
  attendu due(2) = 21

scénario « hors zone » à partir de ordinaire
  zone   = faux
  option = plein
  attendu due(1) = 0
  attendu base(1 à 2) = 30 ; 31

scénario « refus » à partir de ordinaire
  revenu = 90
  attendu due(1) = 0
```
"""


class Coverage(CommandTest):
    def setUp(self):
        super().setUp()
        self.write("rules/regles.avn.md", RULES)
        self.write("rules/scenarios.avn.md", SCENARIOS)

    def coverage(self, *arguments):
        result = self.rulec("test", "rules", "--coverage", "--format", "json", *arguments)
        self.expect(result, 0)
        return result.json()["coverage"]

    def missing(self, *arguments):
        return {(each["kind"], each["name"], tuple(each["missing"])) for each in self.coverage(*arguments)["missing"]}

    def test_one_scenario_shows_little(self):
        coverage = self.coverage()
        [text] = coverage["texts"]
        self.assertEqual(text["text"], "essai")
        self.assertEqual(text["versions"], {"covered": 3, "total": 3})
        self.assertEqual(text["rows"], {"covered": 1, "total": 6})
        # « ouverte », « zone » and « âge ≥ 65 » in the definition; « adulte » and « modeste ».
        self.assertEqual(text["conditions"], {"covered": 4, "total": 10})
        self.assertEqual(text["derogations"], {"covered": 1, "total": 2})
        self.assertEqual((coverage["covered"], coverage["total"], coverage["percentage"]), (9, 21, 42))
        self.assertIn(("derogation", "ancien", ("taken",)), self.missing())
        self.assertIn(("condition", "adulte", ("false",)), self.missing())
        self.assertIn(("row", "| tiers | 10 | 11 |", ("used",)), self.missing())

    def test_every_thing_missing_has_its_place(self):
        text = self.rulec("test", "rules", "--coverage").out
        self.assertIn("rules/regles.avn.md:30: condition « adulte » : jamais fausse (Article 1 — Ouverture)", text)
        self.assertIn("case jamais retenue, 2e de la ligne : | demi | 20 | 21 | (Article 2 — Montants)", text)
        self.assertIn("condition âge ≥ 65, dans due : jamais décidée", text)
        self.assertIn("dérogation ancien : jamais appliquée (Article 2 — Montants)", text)
        self.assertIn("couverture : 42 % (9 sur 21)", text)
        english = self.rulec("test", "rules", "--coverage", "--lang", "en").out
        self.assertIn("condition “adulte”: never false (Article 1 — Ouverture)", english)

    def test_scenarios_show_all(self):
        self.write("rules/scenarios.avn.md", SCENARIOS + MORE)
        self.assertEqual(self.missing(), set())
        result = self.rulec("test", "rules", "--coverage", "--min", "100")
        self.expect(result, 0)
        self.assertIn("couverture : 100 % (21 sur 21)", result.out)

    def test_each_scenario_counts_for_what_it_shows(self):
        self.write("rules/scenarios.avn.md", SCENARIOS + MORE)
        without_old = SCENARIOS + MORE.replace("attendu due(2) = 100\n", "attendu ouverte = vrai\n")
        self.write("rules/scenarios.avn.md", without_old)
        self.assertEqual(self.missing(), {("derogation", "ancien", ("taken",))})

    def test_conditions_of_an_eligibility_that_is_not_expected_are_met_as_needed(self):
        # « adulte » is false, so the value does not need « modeste ».
        self.write("rules/scenarios.avn.md", SCENARIOS + """
```avenant
scénario « mineur » à partir de ordinaire
  âge    = 10
  revenu = 90
  attendu due(1) = 0
```
""")
        missing = self.missing()
        self.assertNotIn(("condition", "adulte", ("false",)), missing)
        self.assertIn(("condition", "modeste", ("false",)), missing)

    def test_a_minimum(self):
        self.expect(self.rulec("test", "rules", "--coverage", "--min", "43"), 3, "AVN6183")
        self.expect(self.rulec("test", "rules", "--coverage", "--min", "42"), 0)
        self.expect(self.rulec("test", "rules", "--min", "50"), 2, "AVN6181")
        for value in ["101", "-1", "100,01", "92,125", "9x", ",5", "5,", "beaucoup", "couleurs=90", "conditions=", "=9"]:
            with self.subTest(value=value):
                self.expect(self.rulec("test", "rules", "--coverage", f"--min={value}"), 2, "AVN6182")

    def test_failures_still_count(self):
        self.write("rules/scenarios.avn.md", SCENARIOS.replace("due(1) = 20", "due(1) = 21"))
        result = self.rulec("test", "rules", "--coverage", "--min", "42")
        self.expect(result, 3)
        self.assertIn("couverture : 42 % (9 sur 21)", result.out)

    def test_without_the_option_nothing_is_said(self):
        result = self.rulec("test", "rules", "--format", "json")
        self.assertNotIn("coverage", result.json())
        self.assertNotIn("couverture", self.rulec("test", "rules").out)

    def test_a_condition_that_a_later_text_writes_anew_counts_in_each_text(self):
        self.write("rules/avenant.avn.md", """\
# Un avenant

```avenant
texte avenant
  titre         « Avenant »
  publié le     1er janvier 2022
  en vigueur le 1er janvier 2022

dans aide
```

## Article 7 — Revenus

```avenant
remplace ouverte « modeste »
  revenu ≤ 60
```
""")
        self.write("rules/scenarios.avn.md", SCENARIOS + """
```avenant
scénario « avant » à partir de ordinaire
  revenu = 55
  attendu ouverte = faux car « modeste »

scénario « après » à partir de ordinaire
  revenu = 55
  jour   = 1er juin 2022
  attendu ouverte = vrai
```
""")
        coverage = self.coverage()
        self.assertEqual([text["text"] for text in coverage["texts"]], ["essai", "avenant"])
        self.assertEqual(coverage["texts"][1]["versions"], {"covered": 1, "total": 1})
        self.assertEqual(coverage["texts"][1]["conditions"], {"covered": 1, "total": 2})
        modest = [each for each in coverage["missing"] if each["name"] == "modeste"]
        self.assertEqual([(each["text"], each["missing"]) for each in modest], [("avenant", ["false"])])

    def test_drafts_count_apart(self):
        self.write("rules/projet_2.avn.md", """\
# Un projet

```avenant
projet futur
  titre         « Projet »
  publié le     1er janvier 2021
  en vigueur le 1er janvier 2021

dans aide
```

## Article 9 — Nouveau

```avenant
résultat définition neuve : entier = si âge > 50 alors 1 sinon 2
```
""")
        coverage = self.coverage()
        self.assertEqual((coverage["covered"], coverage["total"]), (9, 21))
        draft = [text for text in coverage["texts"] if text["text"] == "futur"][0]
        self.assertTrue(draft["draft"])
        self.assertEqual(draft["articles"], {"covered": 0, "total": 1})


if __name__ == "__main__":
    support.main()
