"""What explain gives: the forms of a page, its French, where it writes."""

import html.parser
import json

import support
from support import CASE, CommandTest

NB, NN = "\u00a0", "\u202f"

GROUP = """\
# Un groupe

```avenant
texte groupe
  titre         « Groupe »
  publié le     1er janvier 2020
  en vigueur le 2 janvier 2020

énumération Indicateur
  | cas | libellé         |
  | mt  | « médecin traitant » |
  | fa  | « file active »      |

fiche Membre
  associé : booléen
  arrivé  : date facultatif

dispositif aide
  application selon demande
  jour inexistant au plus tôt

  entrée demande : date
  entrée membres : liste de Membre, de 1 à 5
  entrée agréé   : booléen
  entrée preuve  : date facultatif
```

## Article 1 — Conditions

```avenant
résultat éligibilité ouverte : toutes les conditions
  « associés »  pour tout m de membres : m.associé
  « ancien »    il existe m de membres tel que m.arrivé est donné
  « agrément »  agréé et demande ≥ 1er mars 2021

résultat obligation prouver « prouver l’emploi »
  débiteur     médecin
  due si       ouverte
  à compter de demande
  délai        6 mois
  prouvée par  preuve

résultat définition part pour i dans Indicateur ; n de 1 à 4 : entier
  = si i = fa ou n ≥ 2 alors 2 sinon 1
```
"""

MEMBERS = {"demande": "2021-06-01", "agréé": True, "preuve": None,
           "membres": [{"associé": True, "arrivé": None}, {"associé": False, "arrivé": "2020-01-02"}, {"associé": False, "arrivé": None}]}


def raw(result):
    """What was printed, its no-break spaces kept."""
    return result.raw.decode("utf-8")


class Shape(html.parser.HTMLParser):
    """The headings, in order, and everything that a page would fetch."""

    def __init__(self):
        super().__init__()
        self.headings, self.fetched, self.open, self.language = [], [], [], None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "html":
            self.language = attrs.get("lang")
        if tag in ("h1", "h2", "h3"):
            self.headings.append(int(tag[1]))
        if tag in ("script", "link", "img", "iframe") or "src" in attrs or attrs.get("href", "#")[0] != "#":
            self.fetched.append(tag)
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag


class Explain(CommandTest):
    def explain(self, case, *options):
        data = json.dumps(case, ensure_ascii=False).encode("utf-8")
        return self.rulec("explain", "rules", "--cases", "-", *options, stdin=data)

    def test_a_refusal_says_what_is_missing(self):
        result = self.explain({**CASE, "patients": 639})
        self.expect(result, 0)
        self.assertIn(f"Ouverte{NB}: non, 1{NB}condition sur 2 n’est pas remplie.", raw(result))
        self.assertIn(f"patients{NB}: 639{NB}patients{NN}; il faut au moins 640{NB}patients{NN}; il manque 1{NB}patient\n", raw(result))

    def test_units_are_plural_from_two_on(self):
        out = raw(self.explain({**CASE, "patients": 1}))
        self.assertIn(f"1{NB}patient{NN};", out)
        self.assertNotIn(f"1{NB}patients", out)
        self.assertIn(f"il manque 639{NB}patients", out)

    def test_html_stands_alone(self):
        result = self.explain(CASE, "--format", "html")
        self.expect(result, 0)
        shape = Shape()
        shape.feed(result.out)
        self.assertEqual(shape.fetched, [])
        self.assertEqual(shape.open, [])
        self.assertEqual(shape.language, "fr")
        self.assertEqual(shape.headings[0], 1)
        self.assertEqual(shape.headings.count(1), 1)
        for before, after in zip(shape.headings, shape.headings[1:]):
            self.assertLessEqual(after, before + 1)
        for landmark in ("<header>", "<nav ", "<main "):
            self.assertEqual(result.out.count(landmark), 1)

    def test_what_cases_say_is_escaped(self):
        out = self.explain({**CASE, "id": "<b>&\"", "commentaire": "<script>"}, "--format", "html").out
        self.assertNotIn("<script>", out)
        self.assertIn("&lt;b&gt;&amp;&quot;", out)

    def test_several_cases_are_several_pages(self):
        cases = json.dumps([{**CASE, "id": "a/../b"}, CASE], ensure_ascii=False).encode("utf-8")
        result = self.rulec("explain", "rules", "--cases", "-", "--format", "html", stdin=cases)
        self.expect(result, 2, "AVN6230")
        self.assertEqual(result.out, "")
        result = self.rulec("explain", "rules", "--cases", "-", "--format", "html", "-o", "pages", stdin=cases)
        self.expect(result, 0)
        pages = sorted(path.name for path in (self.folder / "pages").iterdir())
        self.assertEqual(len(pages), 2)
        self.assertEqual(pages, ["1_ab.html", "2_A1.html"])
        result = self.rulec("explain", "rules", "--cases", "-", "--format", "html", "-o", "pages", stdin=cases)
        self.expect(result, 2, "AVN6153")

    def test_json_is_an_array_and_ndjson_a_line_a_case(self):
        cases = json.dumps([CASE, CASE], ensure_ascii=False).encode("utf-8")
        whole = json.loads(self.rulec("explain", "rules", "--cases", "-", "--format", "json", stdin=cases).out)
        lines = self.rulec("explain", "rules", "--cases", "-", "--format", "ndjson", stdin=cases).out.splitlines()
        self.assertEqual(whole, [json.loads(line) for line in lines])
        self.assertEqual(json.loads(self.rulec("explain", "rules", "--cases", "-", "--format", "json", stdin=b"[]").out), [])

    def of_group(self, case, *options):
        self.write("groupe/regles.avn.md", GROUP)
        data = json.dumps(case, ensure_ascii=False).encode("utf-8")
        return self.rulec("explain", "groupe", "--cases", "-", *options, stdin=data)

    def test_the_element_that_settles_a_condition_is_named(self):
        result = self.of_group(MEMBERS)
        self.expect(result, 0)
        self.assertIn("chaque membre vérifie « associé » : non, à cause de l’élément n° 2 ✓ ancien", " ".join(result.out.split()))
        self.assertIn("« arrivé » figure au dossier : oui, grâce à l’élément n° 2", " ".join(result.out.split()))
        [case] = self.of_group(MEMBERS, "--format", "json").json()
        rule = next(rule for rule in case["rules"] if rule["name"] == "ouverte")
        self.assertEqual([test.get("element") for condition in rule["conditions"] for test in condition["tests"]], [2, 2, None, None])

    def test_parts_are_sentences(self):
        out = self.of_group(MEMBERS).out
        self.assertIn("  L’obligation « prouver l’emploi » n’est pas due.\n", out)
        self.assertIn("  L’obligation « prouver l’emploi » n’a pas d’échéance.\n", out)
        due = self.of_group({**MEMBERS, "membres": [{"associé": True, "arrivé": "2020-01-02"}]}, "--at", "2021-07-01").out
        self.assertIn("  L’obligation « prouver l’emploi » est due.\n", due)
        self.assertIn("  Échéance de l’obligation « prouver l’emploi » : 1er décembre 2021.\n", due)
        self.assertIn("  Statut de l’obligation « prouver l’emploi » : en cours.\n", due)

    def test_members_that_say_the_same_are_joined(self):
        out = self.of_group(MEMBERS).out
        self.assertIn("  Part (médecin traitant, n = 1) : 1.\n", out)
        self.assertIn("  Part (médecin traitant, n = 2 à 4 ; file active, n = 1 à 4) : 2.\n", out)

    def test_an_author_words_the_members_of_a_family(self):
        worded = GROUP.replace("n de 1 à 4 : entier", "n de 1 à 4 : entier « part ({i}, {n:re} année) »")
        self.write("groupe/regles.avn.md", worded)
        data = json.dumps(MEMBERS, ensure_ascii=False).encode("utf-8")
        out = self.rulec("explain", "groupe", "--cases", "-", stdin=data).out
        self.assertIn("  Part (médecin traitant, 1re année) : 1.\n", out)
        self.assertIn("  Part (médecin traitant, 2e à 4e année ; file active, 1re à 4e année) : 2.\n", out)
        self.write("groupe/regles.avn.md", worded.replace("n ≥ 2", "n ≥ 3"))
        out = self.rulec("explain", "groupe", "--cases", "-", stdin=data).out
        self.assertIn("  Part (médecin traitant, 1re et 2e années) : 1.\n", out)
        self.assertIn("  Part (médecin traitant, 3e et 4e années ; file active, 1re à 4e année) : 2.\n", out)
        self.write("groupe/regles.avn.md", worded.replace("{n:re} année", "{m:re} année"))
        self.expect(self.rulec("explain", "groupe", "--cases", "-", stdin=data), 1, "AVN6231")

    def test_counts_of_conditions_are_sentences(self):
        none = {**MEMBERS, "agréé": False, "membres": [{"associé": False, "arrivé": None}]}
        self.assertIn("  Ouverte : non, aucune des 3 conditions n’est remplie.\n", self.of_group(none).out)
        self.assertIn("Ouverte: no, none of the 3 conditions is met.\n", self.of_group(none, "--lang", "en").out)
        only = GROUP.replace("  « ancien »    il existe m de membres tel que m.arrivé est donné\n", "").replace(
            "  « agrément »  agréé et demande ≥ 1er mars 2021\n", "")
        self.write("groupe/regles.avn.md", only)
        data = json.dumps(none, ensure_ascii=False).encode("utf-8")
        self.assertIn("  Ouverte : non, la condition n’est pas remplie.\n",
                      self.rulec("explain", "groupe", "--cases", "-", stdin=data).out)

    def test_a_strict_shortfall_between_steps_is_more_than_the_distance(self):
        counted = GROUP.replace("énumération Indicateur", "unité patient, patients\n\nénumération Indicateur", 1)
        counted = counted.replace("  entrée agréé   : booléen", "  entrée agréé   : booléen\n  entrée suivis  : patients")
        data = json.dumps({**MEMBERS, "suivis": 9}, ensure_ascii=False).encode("utf-8")
        for demand, said in {"suivis > 33 patients × 0,3": "il manque plus de 0,9 patient\n",
                             "suivis > 10 patients": "il manque 2 patients\n",
                             "suivis ≥ 10 patients": "il manque 1 patient\n"}.items():
            self.write("groupe/regles.avn.md", counted.replace("agréé et demande ≥ 1er mars 2021", demand))
            out = self.rulec("explain", "groupe", "--cases", "-", "--no-remedies", stdin=data).out
            self.assertIn(said, out, demand)

    def test_a_number_stays_on_the_line_of_its_noun(self):
        data = json.dumps(MEMBERS, ensure_ascii=False).encode("utf-8")
        for filler in range(50, 95):
            label = "« " + "x" * (filler + 1) + " convention 2024, volet 2, 3e année »"
            self.write("groupe/regles.avn.md", GROUP.replace("« agrément »", label))
            out = self.rulec("explain", "groupe", "--cases", "-", stdin=data).out
            self.assertNotRegex(out, r"(convention|volet|3e)\n", filler)

    def test_what_is_wanting_is_named(self):
        out = " ".join(self.of_group({**MEMBERS, "agréé": None}).out.split())
        self.assertIn("agréé : entrée non donnée [en suspens]", out)
        self.assertNotIn("indécise", out)

    def test_a_fact_goes_by_its_title(self):
        self.write("groupe/regles.avn.md", GROUP.replace("associé : booléen", "associé : booléen « associé au capital »"))
        data = json.dumps(MEMBERS, ensure_ascii=False).encode("utf-8")
        out = self.rulec("explain", "groupe", "--cases", "-", stdin=data).out
        self.assertIn("chaque membre vérifie « associé au capital » : non", " ".join(out.split()))
        self.assertIn("associé au capital (membre n° 2) : « oui » au lieu de « non »", out)

    def test_a_fact_asked_for_by_name_says_who_asks_and_who_reads(self):
        out = self.of_group(MEMBERS, "--variable", "agréé").out
        self.assertIn("Agréé : oui\n", out)
        self.assertIn("lu dans ce dossier par :", out)
        self.assertIn("condition « agrément » (ouverte) — art. 1, groupe", out)
        self.assertNotIn("Ouverte : non", out)

    def test_ways_are_one_demand(self):
        either = GROUP.replace("agréé et demande ≥ 1er mars 2021", "preuve n'est pas donné ou preuve > demande")
        self.write("groupe/regles.avn.md", either)
        data = json.dumps({**MEMBERS, "preuve": "2021-01-01"}, ensure_ascii=False).encode("utf-8")
        out = self.rulec("explain", "groupe", "--cases", "-", stdin=data).out
        self.assertIn("il faut l’un ou l’autre :\n      ✗ preuve : 1er janvier 2021, alors qu’il n’en faut pas\n", out)
        [case] = self.rulec("explain", "groupe", "--cases", "-", "--format", "json", stdin=data).json()
        rule = next(rule for rule in case["rules"] if rule["name"] == "ouverte")
        [test] = rule["conditions"][-1]["tests"]
        self.assertEqual([[each["relation"] for each in way] for way in test["either"]], [["not_given"], [">"]])

    def test_a_past_date_comes_last_and_says_so(self):
        early = {**MEMBERS, "demande": "2021-02-01", "membres": [{"associé": True, "arrivé": "2020-01-02"}]}
        found = self.of_group(early, "--format", "json", "--at", "2022-01-01").json()[0]["remedies"][0]["found"]
        self.assertTrue(all(change.get("past") for change in found[-1]["changes"]))
        self.assertIn("est passé : ce changement n’est plus possible", " ".join(self.of_group(early, "--at", "2022-01-01").out.split()))
        # On the day of the demand itself it is still to come.
        self.assertNotIn("est passé", self.of_group(early, "--at", "2021-02-01").out)
        self.assertNotIn("est passé", self.of_group(early, "--no-remedies").out)

    def test_english(self):
        out = raw(self.explain({**CASE, "patients": 639}, "--lang", "en"))
        self.assertIn("Ouverte: no, 1\u00a0condition out of 2 is not met.", out)
        self.assertIn("needed: at least 640\u00a0patients; 1\u00a0patient short", out)


if __name__ == "__main__":
    support.main()
