"""Messages in the forms of tools, colours, --max-errors, completion and the man page."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

RULEC = "rulec"

BAD = """# Règles

```avenant
texte essai
  publié le     1er janvier 2020
  en vigueur le 2 janvier 2020

unité poste, postes
unité poste, postes

dispositif d
  application selon jour

  entrée jour : date
  entrée n    : postes de 0 à 10

définition x : entier = inconnue + 1

définition y : booléen = n > 3 patients

définition z : booléen = jourr est donné
```
"""


def rulec(*arguments, stdin="", **environment):
    command = [RULEC, *map(str, arguments)]
    return subprocess.run(command, input=stdin.encode(), capture_output=True, env={"LANG": "fr_FR.UTF-8", **environment}, timeout=120)


class Messages(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.file = pathlib.Path(self.folder.name) / "règles à lire.avn.md"
        self.file.write_text(BAD, encoding="utf-8")

    def json(self):
        return json.loads(rulec("check", "--format", "json", self.file).stdout)

    def test_sarif_has_what_the_standard_requires(self):
        ran = rulec("check", "--format", "sarif", self.file)
        self.assertEqual((ran.returncode, ran.stderr), (1, b""))
        log = json.loads(ran.stdout)
        self.assertEqual(log["version"], "2.1.0")
        self.assertTrue(log["$schema"].endswith("sarif-2.1.0.json"))
        (run,) = log["runs"]
        driver = run["tool"]["driver"]
        self.assertEqual(driver["name"], "rulec")
        self.assertRegex(driver["semanticVersion"], r"^\d+\.\d+\.\d+")
        self.assertIn(run["columnKind"], ["utf16CodeUnits", "unicodeCodePoints"])
        messages = self.json()["diagnostics"]
        self.assertEqual(len(run["results"]), len(messages))
        self.assertGreaterEqual(len(messages), 3)
        for result, message in zip(run["results"], messages):
            rule = driver["rules"][result["ruleIndex"]]
            self.assertEqual((result["ruleId"], rule["id"]), (message["code"], message["code"]))
            self.assertIn(result["level"], ["none", "note", "warning", "error"])
            self.assertIn(message["title"], result["message"]["text"])
            self.assertIn("corrigé", rule["help"]["text"])
            (location,) = result["locations"]
            place = location["physicalLocation"]
            self.assertRegex(place["artifactLocation"]["uri"], r"^file:///[!-~]+r%C3%A8gles%20%C3%A0%20lire\.avn\.md$")
            region = place["region"]
            self.assertEqual((region["startLine"], region["startColumn"]), (message["line"], message["column"]))
            self.assertEqual((region["endLine"], region["endColumn"]), (message["end_line"], message["end_column"]))
            self.assertEqual(len(result.get("relatedLocations", [])), len(message["labels"]))
            for related, label in zip(result.get("relatedLocations", []), message["labels"]):
                self.assertEqual(related["message"]["text"], label["text"])
                self.assertEqual(related["physicalLocation"]["region"]["startLine"], label["line"])
            replacements = [r for fix in result.get("fixes", []) for c in fix["artifactChanges"] for r in c["replacements"]]
            self.assertEqual([r["insertedContent"]["text"] for r in replacements], [f["replacement"] for f in message["fixes"]])
        self.assertTrue(any("relatedLocations" in result for result in run["results"]))
        self.assertEqual(len({rule["id"] for rule in driver["rules"]}), len(driver["rules"]))

    def test_sarif_of_good_rules_is_an_empty_run(self):
        self.file.write_text(BAD[: BAD.index("unité poste")] + "```\n", encoding="utf-8")
        ran = rulec("check", "--format", "sarif", self.file)
        self.assertEqual((ran.returncode, json.loads(ran.stdout)["runs"][0]["results"]), (0, []))

    def test_github_lines_name_file_line_and_code(self):
        ran = rulec("check", "--format", "github", self.file)
        self.assertEqual(ran.returncode, 1)
        lines = ran.stdout.decode().splitlines()
        for line, message in zip(lines, self.json()["diagnostics"]):
            match = re.fullmatch(r"::(error|warning|notice) file=([^:,]+),line=(\d+),[^:]*title=(AVN\d+)::(.+)", line)
            self.assertIsNotNone(match, line)
            self.assertEqual((match[1], int(match[3]), match[4]), (message["level"], message["line"], message["code"]))
            self.assertIn(message["title"].replace("%", "%25"), match[5])
        self.assertIn("erreur", lines[-1])

    def test_the_confirmed_case_is_in_every_form(self):
        table = "résultat barème b : montant\n  | n          || montant |\n  | ≤ 5 postes || 1 €     |\n```\n"
        whole = BAD[: BAD.index("définition x")].replace("unité poste, postes\n", "", 1) + table
        self.file.write_text(whole, encoding="utf-8")
        message = self.json()["diagnostics"][0]
        self.assertTrue(any(line.startswith("n = ") for line in message["case"]), message)
        expected = "cas :\n" + "\n".join("  " + line for line in message["case"])
        sarif = json.loads(rulec("check", "--format", "sarif", self.file).stdout)["runs"][0]["results"][0]
        self.assertTrue(sarif["message"]["text"].endswith(expected), sarif["message"])
        line = rulec("check", "--format", "github", self.file).stdout.decode().splitlines()[0]
        self.assertTrue(line.endswith(expected.replace("%", "%25").replace("\n", "%0A")), line)

    def test_github_lines_of_scenarios_that_fail(self):
        folder = pathlib.Path(self.folder.name) / "projet"
        self.assertEqual(rulec("new", folder).returncode, 0)
        path = folder / "02_scenarios.avn.md"
        path.write_text(path.read_text(encoding="utf-8").replace("= 1 200 €", "= 1 300 €"), encoding="utf-8")
        ran = rulec("test", "--format", "github", folder)
        self.assertEqual(ran.returncode, 3)
        self.assertRegex(ran.stdout.decode(), r"(?m)^::error file=[^:,]+02_scenarios\.avn\.md|^::error file=[^:,]+01_reglement\.avn\.md")

    def test_fmt_check_in_sarif(self):
        self.file.write_text("```avenant\nunité  a,as\n```\n", encoding="utf-8")
        ran = rulec("fmt", "--check", "--format", "sarif", self.file)
        self.assertEqual(ran.returncode, 1)
        self.assertEqual(json.loads(ran.stdout)["runs"][0]["results"][0]["ruleId"], "AVN6150")

    def test_max_errors_shows_the_first_and_counts_all(self):
        whole = self.json()
        ran = rulec("check", "--max-errors", "1", self.file)
        text = ran.stderr.decode()
        self.assertEqual((ran.returncode, text.count("erreur[")), (1, 1))
        first = next(m for m in whole["diagnostics"] if m["level"] == "error")
        self.assertIn(first["code"], text)
        hidden = whole["errors"] - 1 + max(0, whole["warnings"] - 1)
        self.assertIn(f"{whole['errors']} erreurs", text.splitlines()[-1])
        self.assertIn(f"dont {hidden} non affiché", text.splitlines()[-1])
        for wrong in ("0", "x", "-1", "1000000"):
            self.assertEqual(rulec("check", f"--max-errors={wrong}", self.file).returncode, 2, wrong)

    def test_colours_obey_the_option_then_the_environment(self):
        def colours(*arguments, **environment):
            return b"\x1b[" in rulec("check", *arguments, self.file, **environment).stderr

        self.assertFalse(colours())
        self.assertTrue(colours("--color", "always"))
        self.assertTrue(colours("--color=always", NO_COLOR="1"))
        self.assertTrue(colours(CLICOLOR_FORCE="1"))
        self.assertFalse(colours(CLICOLOR_FORCE="0"))
        self.assertFalse(colours(CLICOLOR_FORCE="1", NO_COLOR="1"))
        self.assertTrue(colours(CLICOLOR_FORCE="1", NO_COLOR=""))
        self.assertFalse(colours("--color", "never", CLICOLOR_FORCE="1"))


class Completion(unittest.TestCase):
    def complete(self, *words):
        """What bash proposes after the words, the last being begun."""
        script = rulec("completion", "bash").stdout.decode()
        line = " ".join(f"'{word}'" for word in words)
        program = f"{script}\nCOMP_WORDS=({line})\nCOMP_CWORD={len(words) - 1}\n_rulec\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"\n"
        ran = subprocess.run([shutil.which("bash"), "--norc", "-c", program], capture_output=True, timeout=60)
        self.assertEqual(ran.stderr, b"")
        return ran.stdout.decode().split()

    def test_bash_completes_commands_options_and_values(self):
        self.assertEqual(self.complete("rulec", "ch"), ["check"])
        self.assertIn("fmt", self.complete("rulec", ""))
        self.assertEqual(self.complete("rulec", "check", "--du"), ["--dump"])
        self.assertEqual(self.complete("rulec", "check", "--dump", "h"), ["hir"])
        self.assertEqual(self.complete("rulec", "check", "--format", "=", "sa"), ["sarif"])
        self.assertEqual(self.complete("rulec", "run", "--format", "nd"), ["ndjson"])
        self.assertEqual(self.complete("rulec", "run", "--format", "sa"), [])
        self.assertEqual(self.complete("rulec", "fmt", "--ch"), ["--check"])
        self.assertEqual(self.complete("rulec", "check", "--ch"), [])
        self.assertEqual(self.complete("rulec", "completion", "z"), ["zsh"])
        self.assertEqual(self.complete("rulec", "help", "unk"), ["unknowns"])
        self.assertEqual(self.complete("rulec", "run", "x", "--input", "a"), [])

    def test_bash_completes_paths(self):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "regles.avn.md").touch()
            self.assertEqual(self.complete("rulec", "check", f"{folder}/reg"), [f"{folder}/regles.avn.md"])
            self.assertEqual(self.complete("rulec", "run", "--cases", f"{folder}/r"), [f"{folder}/regles.avn.md"])

    def test_the_scripts_of_other_shells_name_every_command_and_are_well_formed(self):
        commands = re.findall(r"^  (\w+)", rulec("help").stdout.decode().split("Codes de sortie")[0], re.MULTILINE)
        for shell in ("zsh", "fish"):
            for language in ("fr", "en"):
                script = rulec("completion", shell, "--lang", language).stdout.decode()
                for command in commands:
                    self.assertIn(command, script)
                if shutil.which(shell):
                    self.assertEqual(subprocess.run([shell, "-n", "-c", script]).returncode, 0)
        ran = rulec("completion", "sh")
        self.assertEqual(ran.returncode, 2)
        self.assertIn("AVN6155", ran.stderr.decode())

    def test_every_value_that_is_completed_is_taken(self):
        for command in ("check", "fmt", "run", "test"):
            for value in self.complete("rulec", command, "--format", ""):
                ran = rulec(command, "--format", value, "--help")
                self.assertEqual(ran.returncode, 0, (command, value, ran.stderr))


class ManPage(unittest.TestCase):
    def test_the_page_names_every_command_and_option(self):
        for language in ("fr", "en"):
            page = rulec("man", "--lang", language).stdout.decode()
            self.assertTrue(page.startswith('.\\"'))
            for word in ("check", "fmt", r"\-\-max\-errors", r"\-\-as\-scenario", "NO_COLOR"):
                self.assertIn(word, page)
            self.assertNotRegex(page, r"(?m)^\.(?!TH|SH|SS|TP|PP|B |BR |I |\\\")")

    def test_the_page_has_no_fault_of_roff(self):
        for language in ("fr", "en"):
            page = rulec("man", "--lang", language).stdout
            checked = 0
            if shutil.which("groff"):
                ran = subprocess.run(["groff", "-k", "-man", "-ww", "-Tutf8", "-z"], input=page, capture_output=True)
                self.assertEqual((ran.returncode, ran.stderr), (0, b""))
                checked += 1
            if shutil.which("mandoc"):
                ran = subprocess.run(["mandoc", "-Tlint", "-Wwarning"], input=page, capture_output=True)
                self.assertEqual(ran.stdout, b"")
                checked += 1
            if not checked:
                self.skipTest("neither groff nor mandoc is installed")


if __name__ == "__main__":
    RULEC = os.path.abspath(sys.argv.pop(1))
    unittest.main()
