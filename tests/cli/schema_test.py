"""`rulec schema`: what it prints is held against an independent validator, on the cases of the examples and on broken ones."""

import copy
import csv
import io
import json
import os
import pathlib
import sys

try:
    import jsonschema
except ImportError:
    # The validator is Debian's, for Debian's own interpreter.
    if sys.executable == "/usr/bin/python3":
        raise
    os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])

import support
from support import CASE, CommandTest

ROOT = pathlib.Path(__file__).parent.parent.parent
RULES = str(ROOT / "rules" / "assistants-medicaux")
SCHEME = ("--dispositif", "aide_individuelle")


def validator_of(text):
    schema = json.loads(text)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


class Schema(CommandTest):
    def setUp(self):
        super().setUp()
        self.convention = validator_of(self.rulec("schema", RULES, *SCHEME).out)
        lines = (ROOT / "examples" / "medecins.ndjson").read_text(encoding="utf-8").splitlines()
        self.doctors = [json.loads(line) for line in lines if line.strip()]

    def test_every_case_of_the_examples_is_valid(self):
        self.assertGreater(len(self.doctors), 20)
        for case in self.doctors:
            errors = [error.message for error in self.convention.iter_errors(case)]
            self.assertEqual(errors, [], case["id"])

    def test_broken_cases_are_not(self):
        breaks = [
            ("médecin", "secteur", "secteur_9"), ("médecin", "secteur", 1.5), ("médecin", "ald", "oui"),
            ("médecin", "département", "100"), ("médecin", "sectuer", "secteur_1"), ("cabinet", "médecins", 0),
            ("cabinet", "médecins", 2.5), ("cabinet", "médecins", "3"), ("cabinet", "médecins", None),
            ("bilan", "mt_adultes", 50001), ("bilan", "mt_adultes", -1), ("bilan", "tranche", "P50"),
            ("bilan", "tranche", {"zz": "P50"}), ("contrat", "signé_le", "2019-13-01"), ("contrat", "signé_le", "1er octobre 2019"),
            ("contrat", "option", {}), ("contrat", "option", 77),
        ]
        for group, name, value in breaks:
            case = copy.deepcopy(self.doctors[0])
            case[group][name] = value
            with self.subTest(name=name, value=value):
                self.assertFalse(self.convention.is_valid(case))
        self.assertFalse(self.convention.is_valid({**self.doctors[0], "inconnu": 1}))
        self.assertFalse(self.convention.is_valid([]))

    def test_what_is_valid_is_read_and_what_is_facultatif_may_be_null(self):
        case = copy.deepcopy(self.doctors[0])
        case["cabinet"]["partenaire_à"] = None
        case["médecin"]["département"] = "20A"
        del case["bilan"]["tranche"]
        self.assertTrue(self.convention.is_valid(case))
        path = self.write("case.json", json.dumps(case))
        self.assertNotIn("AVN", self.rulec("run", RULES, *SCHEME, "--cases", path).err)

    def test_it_says_units_ranges_and_labels(self):
        schema = self.convention.schema
        adults = schema["properties"]["bilan"]["properties"]["mt_adultes"]
        self.assertEqual((adults["type"], adults["minimum"], adults["maximum"]), ("integer", 0, 50000))
        self.assertIn("patients", adults["description"])
        self.assertIn({"title": "un tiers temps", "enum": ["tiers", "1", 1]},
                      validator_of(self.rulec("schema", "rules").out).schema["$defs"]["Option"]["anyOf"])
        self.assertIn("facultatif", schema["properties"]["cabinet"]["properties"]["partenaire_à"]["description"])
        self.assertIn("may be left out", self.rulec("schema", RULES, *SCHEME, "--lang", "en").out)

    def test_the_same_from_a_package(self):
        self.expect(self.rulec("build", "rules", "-o", "p.avnb"), 0)
        for form in (["--format", "csv"], []):
            self.assertEqual(self.rulec("schema", "p.avnb", *form).out, self.rulec("schema", "rules", *form).out)
        validator = validator_of(self.rulec("schema", "p.avnb").out)
        self.assertTrue(validator.is_valid(CASE))
        self.assertTrue(validator.is_valid({**CASE, "bonus": 12.5}))
        self.assertFalse(validator.is_valid({**CASE, "bonus": "douze"}))

    def test_a_csv_header_names_every_input(self):
        (header,) = csv.reader(io.StringIO(self.rulec("schema", RULES, *SCHEME, "--format", "csv").out))
        self.assertEqual(header[0], "id")
        self.assertIn("bilan.tranche(mt)", header)
        self.assertIn("contrat.signé_le", header)
        self.assertEqual(len(header), len(set(header)))

    def test_mistakes(self):
        self.expect(self.rulec("schema", "rules", "--dispositif", "aides"), 2, "AVN6029")
        self.expect(self.rulec("schema", "rules", "--format", "xml"), 2, "AVN6024", "json-schema, csv")
        self.expect(self.rulec("schema", "absent"), 1, "AVN6001")


if __name__ == "__main__":
    support.main()
