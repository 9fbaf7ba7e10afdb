"""What the tests of this folder share: a small project of rules, and a way to run rulec on it."""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

RULEC = "rulec"

RULES = """\
# Une aide d’essai

```avenant
texte essai
  titre         « Texte d’essai »
  publié le     1er janvier 2020
  en vigueur le 2 janvier 2020

unité patient, patients

énumération Option
  | code | cas   | libellé            |
  | 1    | tiers | « un tiers temps » |
  | 2    | demi  | « un mi-temps »    |

fiche Contrat
  signé_le : date
  option   : Option

dispositif aide
  application selon contrat.signé_le
  jour inexistant au plus tôt

  entrée contrat  : Contrat
  entrée patients : patients de 0 à 50 000
  entrée regroupé : booléen
  entrée bonus    : montant facultatif
```

## Article 3 — Conditions

```avenant
lecture seuil « à égalité »
  | au_moins | « au moins 640 » | par défaut, notice |
  | plus_de  | « plus de 640 »  | syndicat           |

résultat éligibilité ouverte : toutes les conditions
  « activité suffisante »  assez
  « exercice regroupé »    regroupé

définition assez : booléen
  si seuil = plus_de alors patients > 640 patients
  sinon patients ≥ 640 patients
```

## Article 4 — Montants

```avenant
résultat barème montant_maximal pour n de 1 à 3 : montant
  en lignes   contrat.option
  en colonnes n
  |       | 1        | 2        | ≥ 3      |
  |-------|----------|----------|----------|
  | tiers | 12 000 € |  9 000 € |  7 000 € |
  | demi  | 18 000 € | 13 500 € | 10 500 € |

résultat définition prime : montant = inconnu « montant de la prime » de 100 € à 200 €

définition démesure : décimal
  accepte AVN4624 « ne sert qu’à un essai »
  9 000 000 000 000 000 000 × (patients ÷ 1 patient + 2)
```
"""

SCENARIOS = """\
# Scénarios

```avenant
suite de essai

dans aide

cas ordinaire
  contrat.signé_le = 1er juin 2021
  contrat.option   = demi
  patients         = 900 patients
  regroupé         = vrai

scénario « ouvert » à partir de ordinaire
  attendu ouverte = vrai

scénario « trop peu de patients » à partir de ordinaire
  patients = 639 patients
  attendu ouverte = EXPECTED
```
"""

CASE = {"id": "A1", "contrat": {"signé_le": "2021-06-01", "option": "demi"}, "patients": 900, "regroupé": True}


class Result:
    """What one run of rulec gave."""

    def __init__(self, completed):
        self.code = completed.returncode
        self.raw = completed.stdout
        self.out = completed.stdout.decode("utf-8").replace("\u00a0", " ").replace("\u202f", " ")
        self.err = completed.stderr.decode("utf-8").replace("\u00a0", " ").replace("\u202f", " ")

    def json(self):
        return json.loads(self.out)


class CommandTest(unittest.TestCase):
    """Runs rulec in a folder of its own that holds the sample rules in `rules`."""

    def setUp(self):
        self.folder_owner = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.folder_owner.name)
        self.write("rules/regles.avn.md", RULES)

    def tearDown(self):
        self.folder_owner.cleanup()

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, bytes):
            path.write_bytes(text)
        else:
            path.write_text(text, encoding="utf-8")
        return name

    def rulec(self, *arguments, stdin=b"", language="fr_FR.UTF-8"):
        environment = {**os.environ, "LANG": language}
        completed = subprocess.run([RULEC, *arguments], cwd=self.folder, input=stdin, capture_output=True, env=environment,
                                   timeout=60, check=False)
        return Result(completed)

    def run_case(self, case, *arguments):
        """Decides one case given as JSON on standard input."""
        text = case if isinstance(case, (str, bytes)) else json.dumps(case, ensure_ascii=False)
        data = text if isinstance(text, bytes) else text.encode("utf-8")
        return self.rulec("run", "rules", "--cases", "-", *arguments, stdin=data)

    def expect(self, result, code, *in_err):
        """The exit code, and messages that the run must have given."""
        self.assertEqual(result.code, code, result.out + result.err)
        for text in in_err:
            self.assertIn(text, result.err)


def without_places(text):
    """A text without the places of data, which differ from file to file."""
    return re.sub(r"[\w.]+:\d+:\d+", "PLACE", text)


def main():
    global RULEC
    RULEC = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
