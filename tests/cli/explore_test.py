"""rulec where and rulec graph: every place of a small law, written out by hand; names, days, drafts; pictures that parse."""

import json
import pathlib
import re
import sys
import unittest
import xml.etree.ElementTree as ElementTree

import support
from support import CommandTest

SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent

FIRST = """\
# Le règlement

```avenant
texte règlement
  titre         « Règlement »
  publié le     1er janvier 2020
  en vigueur le 1er février 2020

unité patient, patients

énumération Option
  | cas   | libellé            |
  | tiers | « un tiers temps » |
  | demi  | « un mi-temps »    |

fiche Contrat
  signé_le : date
  option   : Option

dispositif aide
  application selon contrat.signé_le
  jour inexistant au plus tôt

  entrée contrat : Contrat
  entrée suivis  : patients de 0 à 5 000
  entrée preuve  : date facultatif
```

## Article 1 — Conditions

```avenant
lecture seuil « à égalité »
  | au_moins | « au moins » | par défaut, notice |
  | plus_de  | « plus de »  | syndicat           |

résultat éligibilité ouverte : toutes les conditions
  « activité »  assez
  « option »    contrat.option = demi

définition assez : booléen
  si seuil = plus_de alors suivis > 640 patients
  sinon suivis ≥ 640 patients

dérogation petite_commune à ouverte « activité »
  si suivis ≥ 100 patients alors vrai
```

## Article 2 — Montants

```avenant
résultat barème montant : montant
  | contrat.option || montant |
  | tiers          || 100 €   |
  | demi           || 200 €   |

résultat définition versé : montant
  si ouverte alors montant sinon 0 €

résultat obligation prouver « prouver l’emploi »
  débiteur     médecin
  due si       ouverte
  à compter de contrat.signé_le
  délai        3 mois
  prouvée par  preuve
```
"""

SECOND = """\
# L’avenant

```avenant
texte avenant_1
  titre         « Avenant n° 1 »
  publié le     10 mars 2022
  en vigueur le 1er avril 2022

dans aide

abroge ouverte « option »

remplace barème montant lignes
  | contrat.option || montant |
  | demi           || 250 €   |

remplace obligation prouver.délai 6 mois

abroge dérogation petite_commune

complète fiche Contrat
  renouvelé_le : date facultatif

abroge cas tiers de Option
```
"""

THIRD = """\
# Un projet

```avenant
projet projet_2
  titre         « Projet n° 2 »
  publié le     1er juin 2023
  en vigueur le 1er janvier 2024

dans aide

remplace barème montant : montant
  | contrat.option || montant |
  | tiers          || 0 €     |
  | demi           || 300 €   |
```
"""

OTHER = """\
# Une autre aide

```avenant
texte autre
  titre         « Autre »
  publié le     1er janvier 2021
  en vigueur le 1er janvier 2021

dispositif autre_aide
  application selon demande
  jour inexistant au plus tôt

  entrée demande : date
```

```avenant
résultat définition montant : montant = 10 €
```
"""


class Explore(CommandTest):
    def setUp(self):
        super().setUp()
        for name, text in (("01", FIRST), ("02", SECOND), ("03", THIRD), ("04", OTHER)):
            self.write(f"loi/{name}.avn.md", text)

    def where(self, name, *options, code=0):
        result = self.rulec("where", name, "loi", "--format", "json", *options)
        self.expect(result, code)
        return json.loads(result.out)

    def graph(self, name, *options):
        result = self.rulec("graph", name, "loi", "--format", "json", *options)
        self.expect(result, 0)
        return json.loads(result.out)

    @staticmethod
    def line(source, text):
        return source[:source.index(text)].count("\n") + 1

    def check_places(self, found, expected):
        """Each expected place: action, name, file, the words that its line begins with, and members."""
        self.assertEqual([(place["action"], place["thing"]["name"]) for place in found["places"]],
                         [(action, name) for action, name, *_ in expected])
        for place, (_, _, source, words, members) in zip(found["places"], expected):
            file = {FIRST: "loi/01.avn.md", SECOND: "loi/02.avn.md", THIRD: "loi/03.avn.md"}[source]
            self.assertEqual((place["file"], place["line"]), (file, self.line(source, words)))
            for member, value in members.items():
                self.assertEqual(place.get(member), value, member)

    def test_a_rule_whose_conditions_change(self):
        found = self.where("ouverte")
        self.check_places(found, [
            ("defines", "ouverte", FIRST, "résultat éligibilité ouverte",
             {"version": 1, "from": "2020-02-01", "known_from": "2020-01-01", "article": "1", "application": "contrat.signé_le", "column": 1}),
            ("derogates", "ouverte « activité »", FIRST, "dérogation petite_commune", {"derogation": "petite_commune", "from": "2020-02-01"}),
            ("repeals", "ouverte « option »", SECOND, "abroge ouverte", {"version": 2, "from": "2022-04-01", "known_from": "2022-03-10"}),
            ("repeals", "petite_commune", SECOND, "abroge dérogation", {"from": "2022-04-01"}),
        ])
        self.assertEqual(found["versions"], 2)
        self.assertEqual([(reader["kind"], reader["name"]) for reader in found["readers"]],
                         [("definition", "versé"), ("obligation", "prouver")])
        place = found["readers"][0]["places"][0]
        self.assertEqual((place["line"], place["column"]), (self.line(FIRST, "  si ouverte alors"), 6))

    def test_rows_replaced(self):
        found = self.where("aide.montant")
        self.check_places(found, [
            ("defines", "montant", FIRST, "résultat barème montant", {"version": 1}),
            ("replaces_rows", "montant", SECOND, "remplace barème montant lignes", {"version": 2}),
        ])
        self.assertEqual(found["unknown_places"], 1)
        with_draft = self.where("aide.montant", "--with", "projet_2")
        self.check_places(with_draft, [
            ("defines", "montant", FIRST, "résultat barème montant", {"draft": False}),
            ("replaces_rows", "montant", SECOND, "remplace barème montant lignes", {}),
            ("replaces", "montant", THIRD, "remplace barème montant", {"version": 3, "draft": True, "from": "2024-01-01"}),
        ])
        self.assertEqual(with_draft["unknown_places"], 0)
        early = self.where("aide.montant", "--known-at", "2021-12-31")
        self.assertEqual((len(early["places"]), early["unknown_places"], early["versions"]), (1, 2, 1))

    def test_what_applies_on_a_day(self):
        def states(day, *options):
            return [place.get("state") for place in self.where("aide.montant", "--at", day, *options)["places"]]
        self.assertEqual(states("2019-06-01"), ["not_yet", "not_yet"])
        self.assertEqual(states("2021-06-01"), ["applies", "not_yet"])
        self.assertEqual(states("2022-04-01"), ["applies", "applies"])
        self.assertEqual(states("2024-06-01", "--with", "projet_2"), ["superseded", "superseded", "applies"])
        derogation = [place["state"] for place in self.where("ouverte", "--at", "2023-01-01")["places"]]
        self.assertEqual(derogation, ["applies", "ended", "applies", "applies"])
        # On that day the condition on the option is gone, so that nothing there reads it.
        readers = [reader["name"] for reader in self.where("contrat.option", "--at", "2023-01-01")["readers"]]
        self.assertEqual(readers, ["montant"])
        readers = [reader["name"] for reader in self.where("contrat.option")["readers"]]
        self.assertEqual(sorted(readers), ["montant", "ouverte"])

    def test_a_clause(self):
        found = self.where("prouver.délai")
        self.check_places(found, [
            ("defines", "prouver", FIRST, "résultat obligation prouver", {"version": 1}),
            ("replaces", "prouver", SECOND, "remplace obligation prouver.délai", {"version": 2, "parts": ["délai"]}),
        ])
        self.assertEqual(len(self.where("prouver")["places"]), 2)
        self.assertEqual(len(self.where("prouver.due")["places"]), 1)

    def test_words(self):
        self.check_places(self.where("Option"), [("defines", "Option", FIRST, "énumération Option", {}),
                                                 ("repeals", "Option.tiers", SECOND, "abroge cas tiers", {"from": "2022-04-01"})])
        for name in ("Option.tiers", "tiers", "cas tiers de Option"):
            self.check_places(self.where(name), [("defines", "Option", FIRST, "énumération Option", {}),
                                                 ("repeals", "Option.tiers", SECOND, "abroge cas tiers", {})])
        self.check_places(self.where("demi"), [("defines", "Option", FIRST, "énumération Option", {})])
        self.assertEqual(sorted(reader["name"] for reader in self.where("demi")["readers"]), ["montant", "ouverte"])
        self.check_places(self.where("Contrat"), [("defines", "Contrat", FIRST, "fiche Contrat", {}),
                                                  ("extends", "Contrat", SECOND, "complète fiche", {})])
        self.check_places(self.where("Contrat.renouvelé_le"), [("extends", "Contrat", SECOND, "complète fiche", {})])
        self.check_places(self.where("contrat.signé_le"), [("defines", "Contrat", FIRST, "fiche Contrat", {}),
                                                           ("defines", "contrat", FIRST, "  entrée contrat", {})])
        self.check_places(self.where("seuil"), [("defines", "seuil", FIRST, "lecture seuil", {})])
        self.assertEqual([reader["name"] for reader in self.where("seuil")["readers"]], ["assez"])
        self.check_places(self.where("patients"), [("defines", "patient", FIRST, "unité patient", {})])
        self.check_places(self.where("règlement"), [("defines", "règlement", FIRST, "texte règlement", {"from": "2020-02-01"})])
        self.check_places(self.where("dispositif aide"), [("defines", "aide", FIRST, "dispositif aide", {}), ("continues", "aide", SECOND, "dans aide", {})])

    def test_names(self):
        result = self.rulec("where", "ouvert", "loi")
        self.expect(result, 2, "AVN6240", "ouverte")
        result = self.rulec("where", "montant", "loi")
        self.expect(result, 2, "AVN6241", "barème aide.montant", "définition autre_aide.montant")
        self.assertEqual(self.where("montant", "--dispositif", "autre_aide")["kind"], "definition")
        self.assertEqual(self.where("barème montant")["dispositif"], "aide")
        self.assertEqual(self.where("ouverte « option »")["kind"], "condition")
        self.assertEqual(self.where("activité")["kind"], "condition")
        # A combining accent, and the path before the name.
        self.assertEqual(self.where("verse\u0301")["name"], "versé")
        self.expect(self.rulec("where", "loi", "versé"), 0)
        self.expect(self.rulec("where"), 2)
        self.expect(self.rulec("where", "", "loi"), 2, "AVN6240")
        self.expect(self.rulec("graph", "Option", "loi"), 2, "AVN6242")
        self.expect(self.rulec("graph", "ouvert", "loi"), 2, "AVN6240")
        self.expect(self.rulec("where", "versé", "loi", "--at", "hier"), 2)
        self.expect(self.rulec("where", "versé", "loi", "--with", "projet_3"), 2, "projet_2")
        self.expect(self.rulec("graph", "versé", "loi", "--depth", "-1"), 2)
        self.expect(self.rulec("graph", "versé", "loi", "--direction", "haut"), 2)

    def test_text(self):
        result = self.rulec("where", "aide.montant", "loi", "--at", "2021-06-01")
        self.expect(result, 0)
        self.assertIn("montant — barème, résultat du dispositif aide\n", result.out)
        self.assertIn("1. définit montant (rédaction 1 sur 2)\n    art. 2, règlement\n    loi/01.avn.md:", result.out)
        self.assertIn("selon contrat.signé_le ; à compter du 1er février 2020 ; connu depuis le 1er janvier 2020", result.out)
        self.assertIn("ne s’applique pas encore ce jour-là", result.out)
        self.assertIn("Lu par 1 règle :\n  définition versé (art. 2, règlement)\n", result.out)
        english = self.rulec("where", "ouverte", "loi", "--lang", "en").out
        self.assertIn("derogation petite_commune to ouverte « activité »", english)
        self.assertNotIn("définit", english)

    def edges(self, graph):
        return {(edge["reader"], edge["read"]): edge["for"] for edge in graph["edges"]}

    def test_the_cone_of_a_rule(self):
        graph = self.graph("versé")
        self.assertEqual(self.edges(graph), {
            ("aide.versé", "aide.ouverte"): ["value"],
            ("aide.versé", "aide.montant"): ["value"],
            ("aide.versé", "aide.contrat.signé_le"): ["application"],
            ("aide.montant", "aide.contrat.option"): ["value"],
            ("aide.montant", "aide.contrat.signé_le"): ["application"],
            ("aide.ouverte", "aide.assez"): ["value"],
            ("aide.ouverte", "aide.contrat.option"): ["value"],
            ("aide.ouverte", "aide.petite_commune"): ["derogation"],
            ("aide.ouverte", "aide.contrat.signé_le"): ["application"],
            ("aide.assez", "seuil"): ["value"],
            ("aide.assez", "aide.suivis"): ["value"],
            ("aide.petite_commune", "aide.suivis"): ["value"],
            ("aide.petite_commune", "aide.contrat.signé_le"): ["application"],
        })
        used = self.graph("suivis", "--direction", "used")
        self.assertEqual({node["name"] for node in used["nodes"]}, {"suivis", "assez", "petite_commune", "ouverte", "versé", "prouver"})
        distances = {node["name"]: node["distance"] for node in used["nodes"]}
        self.assertEqual((distances["assez"], distances["ouverte"], distances["versé"]), (1, 2, 3))

    def test_the_cone_of_a_day(self):
        edges = self.edges(self.graph("versé", "--at", "2023-01-01"))
        self.assertNotIn(("aide.ouverte", "aide.contrat.option"), edges)
        self.assertNotIn(("aide.ouverte", "aide.petite_commune"), edges)
        self.assertIn(("aide.ouverte", "aide.assez"), edges)

    def test_a_part_takes_its_rule_apart(self):
        edges = self.edges(self.graph("prouver.échéance", "--direction", "depends"))
        self.assertIn(("aide.prouver.échéance", "aide.prouver.délai"), edges)
        self.assertIn(("aide.prouver.échéance", "aide.prouver.à compter de"), edges)

    def test_a_list_read_is_a_graph_of_its_facts(self):
        graph = self.graph("contrat", "--direction", "used")
        self.assertIn("montant", {node["name"] for node in graph["nodes"]})

    def test_pictures(self):
        for options in ((), ("--depth", "0"), ("--depth", "1"), ("--direction", "used"), ("--lang", "en"), ("--at", "2023-01-01")):
            first = self.rulec("graph", "ouverte", "loi", *options)
            self.expect(first, 0)
            self.assertEqual(first.raw, self.rulec("graph", "ouverte", "loi", *options).raw)
            root = ElementTree.fromstring(first.raw)
            self.assertEqual(root.get("role"), "img")
            names = dict((child.get("id"), child.text) for child in root if child.get("id"))
            self.assertIn("ouverte", names["t"])
            self.assertTrue(names["d"])
            for element in root.iter():
                self.assertNotIn("href", " ".join(element.keys()))
        description = dict((child.get("id"), child.text) for child in ElementTree.fromstring(self.rulec("graph", "ouverte", "loi").raw) if child.get("id"))["d"]
        self.assertIn("ouverte lit assez, petite_commune, contrat.", description)
        self.assertIn("versé lit ouverte.", description)

    def test_text_has_the_links_of_the_picture(self):
        text = self.rulec("graph", "versé", "loi", "--format", "text").out
        dot = self.rulec("graph", "versé", "loi", "--format", "dot").out
        n_links = dot.count(" -> ")
        self.assertEqual(len(re.findall(r"^ +- ", text, re.M)), n_links)
        self.assertTrue(text.startswith("versé — définition, résultat (art. 2, règlement)\n\nDépend de :\n"))
        self.assertIn("- ouverte — éligibilité, résultat (art. 1, règlement)", text)

    def test_files(self):
        self.expect(self.rulec("graph", "versé", "loi", "-o", "image.svg"), 0)
        ElementTree.parse(self.folder / "image.svg")
        self.expect(self.rulec("where", "versé", "loi", "-o", "absent/lieu.txt"), 10)

    def test_the_schemas_hold(self):
        jsonschema = __import__("jsonschema")
        for command, names in (("where", ("ouverte", "prouver.délai", "Option", "contrat.signé_le", "aide")), ("graph", ("versé", "suivis"))):
            schema = json.loads((SOURCE / f"docs/schemas/{command}.schema.json").read_text(encoding="utf-8"))
            validator = jsonschema.Draft202012Validator(schema)
            for name in names:
                options = ("--at", "2023-01-01") if command == "where" else ()
                result = self.rulec(command, f"dispositif {name}" if name == "aide" else name, "loi", "--format", "json", *options)
                self.expect(result, 0)
                validator.validate(json.loads(result.out))


if __name__ == "__main__":
    support.main()
