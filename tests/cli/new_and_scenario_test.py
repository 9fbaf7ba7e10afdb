"""`rulec new` makes a project that works; `run --as-scenario` writes scenarios that pass."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

RULEC = "rulec"
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def rulec(*arguments):
    command = [RULEC, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, env={"LANG": "fr_FR.UTF-8"}, timeout=240)


class Temporary(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)


class New(Temporary):
    def test_the_project_checks_tests_runs_and_is_laid_out(self):
        folder = self.root / "a" / "mes règles"
        made = rulec("new", folder)
        self.assertEqual((made.returncode, made.stderr), (0, b""))
        checked = rulec("check", folder)
        self.assertEqual((checked.returncode, checked.stderr), (0, b""), checked.stderr.decode())
        self.assertEqual(rulec("test", folder).returncode, 0)
        ran = rulec("run", folder, "--cases", folder / "dossiers.ndjson", "--format", "ndjson")
        self.assertEqual(ran.returncode, 0, ran.stderr.decode())
        aids = [json.loads(line)["results"]["aide"]["text"] for line in ran.stdout.splitlines()]
        self.assertEqual([aid.replace("\u00a0", " ").replace("\u202f", " ") for aid in aids], ["1 200 €", "400 €", "0 €"])
        self.assertEqual(rulec("fmt", "--check", folder).returncode, 0)
        self.assertIn("# mes règles\n", (folder / "projet.avn.md").read_text(encoding="utf-8"))

    def test_nothing_is_overwritten(self):
        kept = self.root / "important.txt"
        kept.write_text("à garder", encoding="utf-8")
        for target in (self.root, kept):
            ran = rulec("new", target)
            self.assertEqual(ran.returncode, 2)
            self.assertIn("AVN6153", ran.stderr.decode())
        self.assertEqual([path.name for path in self.root.iterdir()], ["important.txt"])
        empty = self.root / "vide"
        empty.mkdir()
        self.assertEqual(rulec("new", empty).returncode, 0)


class AsScenario(Temporary):
    def paste(self, project, text, scheme, scenarios):
        """The summary of `rulec test` on a copy of a project with the scenarios in a file more."""
        copy = self.root / "copie"
        shutil.copytree(project, copy)
        body = f"# Dossiers\n\n```avenant\nsuite de {text}\n\ndans {scheme}\n\n{scenarios}```\n"
        (copy / "99_dossiers.avn.md").write_text(body, encoding="utf-8")
        formatted = rulec("fmt", "--check", copy / "99_dossiers.avn.md")
        self.assertEqual(formatted.returncode, 0, formatted.stdout.decode())
        return rulec("test", copy, "--format", "json")

    def test_every_example_case_passes_when_pasted_back(self):
        project = ROOT / "rules" / "assistants-medicaux"
        cases = ROOT / "examples" / "medecins.ndjson"
        ran = rulec("run", project, "--dispositif", "aide_individuelle", "--cases", cases, "--as-scenario")
        scenarios = ran.stdout.decode()
        n_cases = len(cases.read_text(encoding="utf-8").splitlines())
        self.assertEqual(n_cases, 26)
        self.assertEqual(scenarios.count("scénario «"), n_cases)
        tested = self.paste(project, "avenant_7", "aide_individuelle", scenarios)
        report = json.loads(tested.stdout) if tested.stdout else {}
        self.assertEqual(tested.returncode, 0, tested.stderr.decode() + tested.stdout.decode()[-3000:])
        pasted = [one for one in report["scenarios"] if one["title"].startswith("dossier-")]
        self.assertEqual(len(pasted), n_cases)
        self.assertIn(" car « ", scenarios)
        self.assertIn(" grâce à ", scenarios)

    def test_a_wrong_expectation_would_fail(self):
        folder = self.root / "p"
        self.assertEqual(rulec("new", folder).returncode, 0)
        ran = rulec("run", folder, "--cases", folder / "dossiers.ndjson", "--as-scenario=repris")
        scenarios = ran.stdout.decode()
        self.assertIn("scénario « repris »", scenarios)
        self.assertIn("scénario « repris — A-2 »", scenarios)
        good = self.paste(folder, "règlement_2026", "aide_équipement", scenarios)
        self.assertEqual(good.returncode, 0, good.stderr.decode())
        shutil.rmtree(self.root / "copie")
        bad = self.paste(folder, "règlement_2026", "aide_équipement", scenarios.replace("= 400 €", "= 401 €"))
        self.assertEqual(bad.returncode, 3)

    def test_what_no_scenario_can_state_is_refused(self):
        folder = self.root / "p"
        self.assertEqual(rulec("new", folder).returncode, 0)
        ran = rulec("run", folder, "--cases", folder / "dossiers.ndjson", "--as-scenario", "--known-at", "2026-02-01")
        self.assertEqual(ran.returncode, 2)
        self.assertIn("AVN6154", ran.stderr.decode())
        (folder / "faux.ndjson").write_text('{"id": "B", "demande": {"déposée_le": "2026-13-41"}}\n', encoding="utf-8")
        ran = rulec("run", folder, "--cases", folder / "faux.ndjson", "--as-scenario")
        self.assertEqual(ran.returncode, 4)
        self.assertTrue(ran.stdout.decode().startswith("-- B : "), ran.stdout.decode())


if __name__ == "__main__":
    RULEC = os.path.abspath(sys.argv.pop(1))
    unittest.main()
