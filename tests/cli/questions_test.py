"""What is certain of an incomplete case, and what to ask next: `questions`, and `run --partial`."""

import json

import support
from support import CASE, CommandTest

HEALTH = """\
# Une aide

```avenant
texte essai
  titre         « Texte d’essai »
  publié le     1er janvier 2020
  en vigueur le 2 janvier 2020

dispositif aide
  application selon jour
  jour inexistant au plus tôt

  entrée revenu      : entier de 0 à 100
  entrée âge         : entier de 0 à 120
  entrée conventionné : booléen
  entrée taux        : décimal à 2 décimales de 0 à 1
  entrée prénom      : date facultatif
  entrée jour        : date

définition plafond : entier = si âge ≥ 65 alors 50 sinon 10

résultat définition ouvert : booléen = conventionné et revenu ≤ 40

résultat définition montant : décimal à 2 décimales
  si non conventionné alors 0
  sinon si revenu > 90 alors 5
  sinon plafond × taux

résultat définition connu : booléen = prénom est donné

signale « grand revenu » si conventionné et revenu > 90
```
"""


class QuestionsTest(CommandTest):
    gives_day = False

    def ask(self, case, *arguments, rules="rules"):
        case = {"jour": "2021-01-01", **case} if self.gives_day else case
        data = json.dumps(case, ensure_ascii=False).encode("utf-8")
        result = self.rulec("questions", rules, "--cases", "-", "--format", "ndjson", *arguments, stdin=data)
        self.expect(result, 0)
        return result.json()

    def names(self, answer):
        return [question["input"] for question in answer["questions"]]


class Certain(QuestionsTest):
    gives_day = True

    def setUp(self):
        super().setUp()
        self.write("rules/regles.avn.md", HEALTH)

    def test_a_refusal_is_certain_from_one_fact(self):
        answer = self.ask({"conventionné": False})
        self.assertEqual(answer["results"]["ouvert"], {"certain": True, "value": False, "text": "non"})
        self.assertEqual(answer["results"]["montant"]["value"], 0)
        self.assertEqual(self.names(answer), ["prénom"])
        self.assertEqual((answer["n_certain"], answer["n_results"]), (2, 3))

    def test_the_fact_that_settles_most_comes_first(self):
        answer = self.ask({"prénom": None})
        self.assertEqual(self.names(answer)[0], "conventionné")
        first = answer["questions"][0]
        self.assertEqual((first["answers_tried"], first["results_settled"]), (2, 2))

    def test_null_says_that_an_optional_fact_does_not_exist(self):
        self.assertEqual(self.ask({"prénom": None})["results"]["connu"]["value"], False)
        self.assertEqual(self.ask({})["results"]["connu"]["values"], [False, True])

    def test_notices(self):
        def notices(case):
            answer = self.ask(case)
            return answer["notices"], answer["possible_notices"]

        self.assertEqual(notices({}), ([], ["grand revenu"]))
        self.assertEqual(notices({"conventionné": True, "revenu": 95}), (["grand revenu"], []))
        self.assertEqual(notices({"conventionné": False}), ([], []))
        text = self.rulec("questions", "rules", "--input", "jour=2021-01-01").out
        self.assertIn("! peut-être : grand revenu", text)

    def test_what_is_open_has_bounds(self):
        answer = self.ask({"conventionné": True, "revenu": 30, "prénom": None})
        self.assertEqual(answer["results"]["ouvert"]["value"], True)
        self.assertEqual((answer["results"]["montant"]["min"], answer["results"]["montant"]["max"]), (0, 50))
        self.assertEqual(sorted(self.names(answer)), ["taux", "âge"])
        answer = self.ask({"conventionné": True, "revenu": 30, "âge": 70, "taux": 0.5, "prénom": None})
        self.assertEqual(answer["results"]["montant"]["value"], 25)
        self.assertEqual(answer["questions"], [])

    def test_only_the_results_asked_for_ask_questions(self):
        self.assertEqual(self.names(self.ask({}, "--result", "connu")), ["prénom"])
        self.assertEqual(sorted(self.names(self.ask({}, "--result", "ouvert"))), ["conventionné", "revenu"])

    def test_answering_the_first_question_ends_with_what_run_gives(self):
        answers = {"conventionné": True, "revenu": 95, "âge": 30, "taux": 0.25, "prénom": None}
        case = {}
        while self.names(self.ask(case)):
            name = self.names(self.ask(case))[0]
            self.assertNotIn(name, case)
            case[name] = answers[name]
        self.assertNotIn("âge", case)
        results = self.ask(case)["results"]
        whole = json.dumps({"jour": "2021-01-01", **answers}).encode("utf-8")
        run = self.rulec("run", "rules", "--cases", "-", "--format", "ndjson", stdin=whole)
        for name, result in run.json()["results"].items():
            self.assertEqual(results[name]["value"], result["value"])

    def test_text(self):
        result = self.rulec("questions", "rules", "--input", "conventionné=oui", "--input", "revenu=30", "--input", "prénom=null",
                            "--input", "jour=2021-01-01")
        self.expect(result, 0)
        self.assertIn("ouvert : oui", result.out)
        self.assertIn("montant : ? de 0 à 50", result.out)
        self.assertIn("à demander, dans l’ordre :", result.out)
        self.assertIn("résultats certains : 2 sur 3 ; faits qui comptent encore : 2", result.out)
        english = self.rulec("questions", "rules", "--lang", "en")
        self.assertIn("to ask, in order:", english.out)

    def test_an_empty_cell_is_a_question(self):
        self.write("cases.csv", "id;jour;conventionné;revenu;prénom\nA;2021-01-01;non;;\nB;2021-01-01;;41;2020-01-01\n")
        result = self.rulec("questions", "rules", "--cases", "cases.csv", "--format", "json")
        self.expect(result, 0)
        self.assertEqual(result.err, "")
        first, second = result.json()
        self.assertEqual(self.names(first), ["prénom"])
        self.assertEqual(second["results"]["ouvert"]["value"], False)
        self.assertIn("conventionné", self.names(second))

    def test_bad_data(self):
        data = '{"jour": "2021-01-01", "conventionné": "peut-être", "revenu": 500}'.encode("utf-8")
        result = self.rulec("questions", "rules", "--cases", "-", "--format", "ndjson", stdin=data)
        self.expect(result, 4)
        answer = result.json()
        self.assertEqual(answer["results"]["montant"]["error"]["class"], "illisible")
        self.assertEqual(self.names(answer), ["prénom"])


class Asking(QuestionsTest):
    def setUp(self):
        super().setUp()
        self.write("rules/regles.avn.md", HEALTH)

    def talk(self, *answers, arguments=(), code=0):
        data = "".join(answer + "\n" for answer in answers).encode("utf-8")
        result = self.rulec("questions", "rules", "--ask", "--input", "jour=2021-01-01", *arguments, stdin=data)
        self.expect(result, code)
        return result

    def test_a_conversation(self):
        result = self.talk("oui", "30", "absent", "0,5", "70")
        self.assertIn("1. conventionné — oui ou non", result.out)
        self.assertIn("montant : 25", result.out)
        self.assertIn("ouvert : oui", result.out)
        self.assertIn("connu : non", result.out)
        self.assertIn("résultats certains : 3 sur 3", result.out)
        self.assertEqual(result.out.count("> "), 5)

    def test_a_bad_answer_is_asked_for_again(self):
        result = self.talk("peut-être", "non", "absent")
        self.assertIn("peut-être", result.err)
        self.assertIn("ouvert : non", result.out)
        self.assertIn("résultats certains : 3 sur 3", result.out)
        result = self.talk("oui", "101", "30", "absent", "0,5", "70")
        self.assertIn("101", result.err)
        self.assertIn("montant : 25", result.out)

    def test_a_question_left_open_is_not_asked_again(self):
        result = self.talk("?", "absent", "", "?")
        self.assertIn("connu : non", result.out)
        self.assertIn("résultats certains : 1 sur 3", result.out)

    def test_the_end_of_the_input_ends_the_questions(self):
        self.assertIn("ouvert : non", self.talk("non").out)
        self.assertIn("à demander, dans l’ordre :", self.talk().out)

    def test_one_case_only(self):
        self.expect(self.rulec("questions", "rules", "--ask", "--cases", "-"), 2, "AVN6180")
        self.expect(self.rulec("questions", "rules", "--ask", "--format", "json"), 2, "AVN6180")


LISTS = """\
# Une maison

```avenant
texte essai
  titre         « Texte d’essai »
  publié le     1er janvier 2020
  en vigueur le 2 janvier 2020

unité patient, patients

fiche Membre
  actif    : booléen
  patients : patients de 0 à 5 000

dispositif maison
  application selon jour
  jour inexistant au plus tôt

  entrée jour    : date
  entrée membres : liste de Membre, de 0 à 100

résultat définition actifs : entier = nombre de m de membres tel que m.actif
résultat définition total : patients = somme de m.patients pour m de membres tel que m.actif
```
"""


class Lists(QuestionsTest):
    def setUp(self):
        super().setUp()
        self.write("rules/regles.avn.md", LISTS)

    def test_how_many_comes_first(self):
        answer = self.ask({"jour": "2021-01-01"})
        self.assertEqual(self.names(answer)[0], "nombre de membres")
        self.assertEqual(len(self.names(answer)), 201)
        text = self.rulec("questions", "rules", "--input", "jour=2021-01-01").out
        self.assertIn("1. nombre de membres", text)
        self.assertIn("puis, de chaque élément de membres : actif", text)
        self.assertNotIn("membres(1)", text)

    def test_elements_that_matter(self):
        answer = self.ask({"jour": "2021-01-01", "membres": [{"actif": True, "patients": 1200}, {"actif": True}, {"actif": False}]})
        # What a filter surely leaves out may be listed, and is not what to ask first.
        self.assertEqual(self.names(answer)[0], "membres(2).patients")
        self.assertNotIn("membres(1).patients", self.names(answer))
        self.assertEqual(answer["results"]["actifs"]["value"], 2)
        self.assertEqual((answer["results"]["total"]["min"], answer["results"]["total"]["max"]), (1200, 6200))

    def test_an_empty_list(self):
        answer = self.ask({"jour": "2021-01-01", "membres": []})
        self.assertEqual((answer["n_certain"], answer["questions"]), (2, []))


class Holes(QuestionsTest):
    def test_figures_are_listed_apart(self):
        answer = self.ask(CASE)
        self.assertEqual(answer["questions"], [])
        self.assertEqual((answer["results"]["prime"]["min"], answer["results"]["prime"]["max"]), (100, 200))
        self.assertFalse(answer["results"]["prime"]["certain"])
        [figure] = answer["remaining"]["figures"]
        self.assertEqual((figure["address"], figure["bounds"]), ("prime", "de 100 à 200 €"))
        supplied = self.ask(CASE, "--figure", "prime=150 €")
        self.assertEqual(supplied["results"]["prime"]["value"], 150)
        self.assertEqual(supplied["remaining"]["figures"], [])

    def test_readings_that_open_results_follow(self):
        case = {**CASE}
        del case["patients"]
        self.assertEqual(self.ask(case)["remaining"]["readings"], ["seuil"])
        self.assertEqual(self.ask(CASE)["remaining"]["readings"], [])

    def test_run_partial_asks_nothing(self):
        case = {"contrat.signé_le": "2021-06-01", "regroupé": False}
        result = self.run_case(case, "--partial", "--format", "json")
        self.expect(result, 0)
        [answer] = result.json()
        self.assertNotIn("questions", answer)
        self.assertIn("contrat.option", answer["remaining"]["inputs"])
        self.assertNotIn("regroupé", answer["remaining"]["inputs"])
        self.assertNotIn("bonus", answer["remaining"]["inputs"])
        text = self.run_case(case, "--partial")
        self.assertIn("ouverte : non", text.out)
        self.assertNotIn("à demander", text.out)

    def test_a_package_is_asked_like_its_rules(self):
        self.expect(self.rulec("build", "rules", "-o", "aide.avnb"), 0)
        rules = self.rulec("questions", "rules", "--result", "ouverte")
        package = self.rulec("questions", "aide.avnb", "--result", "ouverte")
        self.assertEqual((package.code, package.out), (0, rules.out))

    def test_forms_that_hold_one_value_are_refused(self):
        for arguments in [["--format", "csv"], ["--format", "csv-fr"], ["--brief"], ["--as-scenario"], ["--error-columns"]]:
            with self.subTest(arguments=arguments):
                self.expect(self.rulec("run", "rules", "--partial", *arguments), 2, "AVN6180")
        self.expect(self.rulec("questions", "rules", "--format", "csv"), 2, "AVN6024")


if __name__ == "__main__":
    support.main()
