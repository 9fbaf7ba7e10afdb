"""Records of 500 decisions: each replays to the same bytes; with rules that changed, the text and article are named."""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from varied_cases import varied_cases

RULEC, SOURCE = "rulec", "."
SEED = 20261122


def rulec(*arguments, cwd=None):
    done = subprocess.run([RULEC, *arguments], capture_output=True, cwd=cwd)
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


class Records(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.owner = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.owner.name)
        cls.rules = f"{SOURCE}/rules/assistants-medicaux"
        for dispositif, count in {"aide_individuelle": 380, "aide_collective": 120}.items():
            path = cls.folder / f"{dispositif}.ndjson"
            with open(path, "w", encoding="utf-8") as file:
                for case in varied_cases(RULEC, SOURCE, dispositif, count, SEED):
                    file.write(json.dumps(case, ensure_ascii=False) + "\n")
            code, _, err = rulec("run", cls.rules, "--dispositif", dispositif, "--at", "2026-11-22", "--cases", str(path), "--record",
                                 str(cls.folder / dispositif), "--format", "ndjson", "--brief", "--reading",
                                 "seuil_activité=plus_de")
            assert code in (0, 4, 5), err

    @classmethod
    def tearDownClass(cls):
        cls.owner.cleanup()

    def records(self):
        return sorted(map(str, self.folder.glob("aide_*/*.json")))

    def test_500_records_replay_to_the_byte(self):
        paths = self.records()
        self.assertEqual(len(paths), 500)
        code, out, err = rulec("replay", *paths, "--rules", self.rules)
        self.assertEqual(code, 0, err[:2000])
        self.assertEqual(len(out.splitlines()), 500)
        self.assertEqual(err, "")

    def test_a_package_replays_too_and_so_do_rules_laid_out_otherwise(self):
        some = self.records()[::50]
        package = str(self.folder / "p.avnb")
        self.assertEqual(rulec("build", self.rules, "-o", package)[0], 0)
        self.assertEqual(rulec("replay", *some, "--rules", package)[0], 0)
        copy = self.folder / "prose"
        shutil.copytree(self.rules, copy)
        law = copy / "01_avenant_7.avn.md"
        law.write_text("Un mot d’avant.\n\n" + law.read_text(encoding="utf-8"), encoding="utf-8")
        code, _, err = rulec("replay", *some, "--rules", str(copy))
        self.assertEqual(code, 0, err[:1000])

    def test_a_changed_amount_names_its_text_and_article(self):
        copy = self.folder / "changed"
        shutil.copytree(self.rules, copy)
        law = copy / "01_avenant_7.avn.md"
        text = law.read_text(encoding="utf-8")
        self.assertIn("640 patients  ", text)
        law.write_text(text.replace("|| 640 patients ", "|| 641 patients ", 1), encoding="utf-8")
        code, out, err = rulec("replay", self.records()[0], "--rules", str(copy))
        self.assertEqual(code, 1)
        self.assertIn("AVN6233", err)
        self.assertEqual(out, "  dit autre chose\u00a0: art.\u00a09-5-2-2, avenant 7\n")

    def test_an_altered_record_is_seen(self):
        path = self.records()[3]
        altered = self.folder / "altered.json"
        text = pathlib.Path(path).read_text(encoding="utf-8")
        altered.write_text(text.replace('"evaluator":"interpreter"', '"evaluator":"interpreted"'), encoding="utf-8")
        self.assertNotEqual(text, altered.read_text(encoding="utf-8"))
        code, out, err = rulec("replay", str(altered), "--rules", self.rules)
        self.assertEqual((code, out), (3, ""))
        self.assertIn("AVN6234", err)
        for broken in (text[:1000], "[]", "{}", '{"format":"avenant-decision","version":2}', text.replace('"readings":{', '"readings":[],"x":{', 1)):
            altered.write_text(broken, encoding="utf-8")
            code, out, err = rulec("replay", str(altered), "--rules", self.rules)
            self.assertEqual((code, out), (2, ""), broken[:80])
            self.assertIn("AVN6232", err)

    def test_the_schema_holds_and_the_four_blocks_are_there(self):
        jsonschema = __import__("jsonschema")
        with open(f"{SOURCE}/docs/schemas/decision.schema.json", encoding="utf-8") as file:
            validator = jsonschema.Draft202012Validator(json.load(file))
        for path in self.records()[::25]:
            with open(path, encoding="utf-8") as file:
                record = json.load(file)
            validator.validate(record)
            for block in ("contribution", "data", "parameters", "operations"):
                self.assertGreater(len(record[block]["title"]), 10)
            self.assertEqual(record["run"]["readings"]["seuil_activité"], "plus_de")

    def test_a_folder_that_holds_something_is_left_alone(self):
        code, _, err = rulec("run", self.rules, "--dispositif", "aide_individuelle", "--cases",
                             str(self.folder / "aide_individuelle.ndjson"), "--record", str(self.folder / "aide_collective"))
        self.assertEqual(code, 2)
        self.assertIn("AVN6153", err)


if __name__ == "__main__":
    RULEC, SOURCE = sys.argv[1:3]
    unittest.main(argv=sys.argv[:1])
