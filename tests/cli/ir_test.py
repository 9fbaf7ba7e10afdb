"""`rulec ir`: the program, and what passes make of it for what is given."""

import re

import support
from support import CommandTest


class Passes(CommandTest):
    def rules_of(self, *options):
        result = self.rulec("ir", "rules", *options)
        self.expect(result, 0)
        rules = {}
        for rule in result.out.split("\n\n"):
            name = re.search(r'\(variable (?:"([^"]*)"|(\S+))', rule)
            if name:
                rules[name.group(1) or name.group(2)] = rule
        return rules

    def test_a_program_without_passes(self):
        self.assertRegex(self.rules_of()["assez"], r"\(input@\d+ patients\)")

    def test_what_a_result_needs_is_kept_and_the_rest_is_a_name(self):
        rules = self.rules_of("--after", "requests", "--result", "ouverte")
        self.assertIn("(body", rules["ouverte"])
        self.assertIn("(body", rules["assez"])
        self.assertNotIn("(body", rules["prime"])
        self.assertNotIn("(body", rules["démesure"])
        # Without --result, every public result.
        rules = self.rules_of("--after", "requests")
        self.assertIn("(body", rules["prime"])
        self.assertNotIn("(body", rules["démesure"])

    def test_facts_given_take_their_place(self):
        rules = self.rules_of("--after", "specialise", "--input", "patients=639")
        self.assertRegex(rules["assez"], r"\(body false")
        # The day that the rules are looked for may be missing still, and the result with it.
        self.assertRegex(rules["ouverte"], r"\(and")
        rules = self.rules_of("--after", "specialise", "--input", "patients=639", "--input", "contrat.signé_le=2021-06-01")
        self.assertRegex(rules["ouverte"], r"\(body false")
        # The reading by default is « au moins » : 640 are enough; by the other one they are not.
        self.assertRegex(self.rules_of("--after", "specialise", "--input", "patients=640")["assez"], r"\(body true")
        rules = self.rules_of("--after", "specialise", "--input", "patients=640", "--reading", "seuil=plus_de")
        self.assertRegex(rules["assez"], r"\(body false")

    def test_passes_follow_each_other(self):
        kept = self.rules_of("--after", "specialise", "--after", "requests", "--input", "patients=640", "--result", "ouverte")
        self.assertNotIn("(body", kept["assez"])
        before = self.rules_of("--after", "requests", "--after", "specialise", "--input", "patients=640", "--result", "ouverte")
        self.assertIn("(body", before["assez"])

    def test_what_ranges_decide(self):
        text = support.RULES.replace("si seuil = plus_de alors patients > 640 patients",
                                     "si seuil = plus_de ou vrai alors patients > 640 patients")
        self.write("rules/regles.avn.md", text)
        self.assertIn("640", self.rules_of("--after", "fold")["assez"])
        self.assertNotIn("(if", self.rules_of("--after", "fold")["assez"])

    def test_what_is_wrong_is_said(self):
        result = self.rulec("ir", "rules", "--after", "rapide")
        self.expect(result, 2)
        self.assertIn("requests, specialise, fold, share", result.err)
        result = self.rulec("ir", "rules", "--input", "patients=3")
        self.expect(result, 2)
        self.assertIn("--after", result.err)
        self.assertEqual(self.rulec("ir", "rules", "--after", "specialise", "--input", "patients=abc").code, 4)
        self.assertEqual(self.rulec("ir", "rules", "--after", "specialise", "--input", "patiens=3").code, 4)
        self.assertEqual(self.rulec("ir", "rules", "--after", "requests", "--result", "rien").code, 2)
        self.assertEqual(self.rulec("ir", "rules", "--after", "fold", "--at", "demain").code, 2)

    def test_an_absent_fact(self):
        text = support.RULES.replace("définition assez", "définition prime_due : montant = bonus à défaut 3 €\n\ndéfinition assez")
        self.write("rules/regles.avn.md", text)
        self.assertRegex(self.rules_of("--after", "specialise")["prime_due"], r"\(or_else")
        rules = self.rules_of("--after", "specialise", "--input", "bonus=absent")
        self.assertRegex(rules["prime_due"], r"\(body 3")
        rules = self.rules_of("--after", "specialise", "--input", "bonus=12")
        self.assertRegex(rules["prime_due"], r"\(body 12")


if __name__ == "__main__":
    support.main()
