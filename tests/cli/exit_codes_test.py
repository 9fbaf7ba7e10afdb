"""Every exit code of docs/commands.md, and the messages about the command line."""

import os
import pathlib
import re
import subprocess

import support
from support import CASE, CommandTest, SCENARIOS


class Done(CommandTest):
    def test_check_of_right_rules(self):
        result = self.rulec("check", "rules")
        self.expect(result, 0)
        self.assertEqual(result.out, "1 fichier : rien à signaler\n")

    def test_a_refusal_is_an_answer(self):
        result = self.run_case({**CASE, "patients": 639})
        self.expect(result, 0)
        self.assertIn("ouverte : non", result.out)
        self.assertIn("✗ activité suffisante  art. 3, essai — 639 patients < 640 patients", result.out)

    def test_an_unknown_figure_is_an_answer(self):
        result = self.run_case(CASE, "--result", "prime")
        self.expect(result, 0)
        self.assertIn("inconnu : montant de la prime (art. 4, essai)", result.out)

    def test_help_in_both_languages(self):
        self.assertIn("Codes de sortie", self.rulec("help").out)
        self.assertIn("Exit codes", self.rulec("help", "--lang", "en").out)
        self.assertIn("Exit codes", self.rulec("help", language="en_GB.UTF-8").out)
        self.assertIn("--known-at", self.rulec("run", "--help").out)
        self.assertEqual(self.rulec("help", "explain").code, 0)
        self.assertEqual(self.rulec().code, 0)

    def test_every_option_is_documented(self):
        root = pathlib.Path(__file__).parent.parent.parent
        options = re.findall(r'"(--[a-z-]+)"', (root / "compiler/driver/options.def").read_text(encoding="utf-8"))
        document = (root / "docs/commands.md").read_text(encoding="utf-8")
        self.assertGreater(len(options), 10)
        for option in options:
            self.assertIn(option, document)

    def test_version_and_code(self):
        self.assertRegex(self.rulec("version").out, r"^rulec \d+\.\d+\.\d+\n$")
        result = self.rulec("code", "AVN6051")
        self.expect(result, 0)
        self.assertIn("JSON mal formé", result.out)
        self.assertIn("malformed JSON", self.rulec("code", "avn6051", "--lang", "en").out)

    def test_lists(self):
        readings = self.rulec("readings", "rules")
        self.expect(readings, 0)
        self.assertIn("seuil — à égalité (art. 3, essai)\n  * au_moins", readings.out)
        unknowns = self.rulec("unknowns", "rules")
        self.expect(unknowns, 0)
        self.assertIn("montant de la prime — de 100 à 200 € (art. 4, essai)", unknowns.out)
        self.expect(self.rulec("ir", "rules"), 0)
        for dump in ("tree", "hir", "program"):
            self.expect(self.rulec("check", "rules", "--dump=" + dump), 0)


class RulesHaveErrors(CommandTest):
    def test_a_wrong_rule(self):
        self.write("bad/a.avn.md", "```avenant\ntexte t\n  publié le 1er janvier 2020\n  en vigueur le 1er janvier 2020\n\n"
                   "dispositif d\n\ndéfinition a : booléen = inexistant\n```\n")
        for command in ("check", "run", "explain", "test", "ir", "readings", "unknowns"):
            result = self.rulec(command, "bad")
            self.expect(result, 1, "bad/a.avn.md:8", "inexistant")
        self.assertGreaterEqual(self.rulec("check", "bad", "--format", "json").json()["errors"], 1)

    def test_no_rules(self):
        self.expect(self.rulec("check", "nowhere"), 1, "AVN6001")
        self.write("prose/notes.md", "rien")
        self.expect(self.rulec("check", "prose"), 1, "AVN6008")
        self.expect(self.rulec("check", "prose/notes.md"), 1, "AVN6007")
        self.write("prose/texte.avn.md", "# Rien\n")
        self.expect(self.rulec("check", "prose"), 1, "AVN6009")

    def test_files_that_cannot_be_read(self):
        os.mkfifo(self.folder / "rules" / "pipe.avn.md")
        self.expect(self.rulec("check", "rules"), 1, "AVN6003", "rules/pipe.avn.md")
        os.remove(self.folder / "rules" / "pipe.avn.md")
        os.symlink("gone", self.folder / "rules" / "gone.avn.md")
        self.expect(self.rulec("check", "rules"), 1, "AVN6001")
        os.remove(self.folder / "rules" / "gone.avn.md")
        os.mkdir(self.folder / "rules" / "folder.avn.md")
        self.expect(self.rulec("check", "rules"), 0)

    def test_an_unreadable_file(self):
        path = self.folder / self.write("rules/secret.avn.md", "# Rien\n")
        path.chmod(0)
        if os.access(path, os.R_OK):
            self.skipTest("this user reads everything")
        self.expect(self.rulec("check", "rules"), 1, "AVN6004")

    def test_bytes_that_are_no_text(self):
        self.write("rules/latin.avn.md", "été".encode("latin-1"))
        self.expect(self.rulec("check", "rules"), 1, "AVN1001")

    def test_files_too_large(self):
        with open(self.folder / "rules" / "huge.avn.md", "wb") as file:
            file.truncate(9 * 1024 * 1024)
        self.expect(self.rulec("check", "rules"), 1, "AVN1003")
        with open(self.folder / "rules" / "huge.avn.md", "wb") as file:
            file.truncate(70 * 1024 * 1024)
        self.expect(self.rulec("check", "rules"), 1, "AVN6006")
        for name in ("a", "b", "c", "d", "e"):
            self.write(f"large/{name}.avn.md", b"-" * (5 * 1024 * 1024))
        self.expect(self.rulec("check", "large"), 1, "AVN6012")

    def test_folders_without_end(self):
        self.write("/".join(["deep"] + ["d"] * 40) + "/a.avn.md", "# a\n")
        self.expect(self.rulec("check", "deep"), 1, "AVN6010")
        os.symlink("..", self.folder / "rules" / "loop")
        self.expect(self.rulec("check", "rules"), 0)

    def test_too_many_files(self):
        # AVN6011: the bound itself is tested on files in memory, tests/unit/compiler/session/project_test.cpp;
        # AVN6005, an error of the disk, cannot be made here.
        self.expect(self.rulec("code", "AVN6011"), 0)
        self.expect(self.rulec("code", "AVN6005"), 0)


class Usage(CommandTest):
    def test_words_of_the_command_line(self):
        self.expect(self.rulec("chekc", "rules"), 2, "AVN6020", "check")
        self.expect(self.rulec("help", "rnu"), 2, "AVN6020")
        self.expect(self.rulec("run", "rules", "--inputs", "a=1"), 2, "AVN6021", "--input")
        self.expect(self.rulec("check", "rules", "--cases", "-"), 2, "AVN6021")
        self.expect(self.rulec("run", "rules", "--cases"), 2, "AVN6022")
        self.expect(self.rulec("run", "rules", "--help=oui"), 2, "AVN6023")
        self.expect(self.rulec("check", "rules", "--format", "xml"), 2, "AVN6024", "text, json")
        self.expect(self.rulec("check"), 2, "AVN6025")
        self.expect(self.rulec("run", "rules", "autre"), 2, "AVN6026")
        self.expect(self.rulec("run", "rules", "--at", "2020-01-01", "--at", "2021-01-01"), 2, "AVN6039")

    def test_messages_in_english(self):
        self.expect(self.rulec("chekc", "--lang", "en"), 2, "unknown command")
        self.expect(self.rulec("--lang=en", "chekc"), 2, "unknown command")

    def test_values_of_options(self):
        self.expect(self.rulec("run", "rules", "--reading", "plus_de"), 2, "AVN6027")
        self.expect(self.rulec("run", "rules", "--at", "2023-02-29"), 2, "AVN6028")
        self.expect(self.rulec("run", "rules", "--known-at", "hier"), 2, "AVN6028")

    def test_names_of_the_rules(self):
        self.expect(self.rulec("run", "rules", "--dispositif", "aides"), 2, "AVN6029", "aide")
        self.expect(self.rulec("run", "rules", "--result", "ouvert"), 2, "AVN6032", "ouverte")
        self.expect(self.rulec("run", "rules", "--result", "montant_maximal(4)"), 2, "AVN6032")
        self.expect(self.rulec("run", "rules", "--reading", "seuils=plus_de"), 2, "AVN6033", "seuil")
        self.expect(self.rulec("run", "rules", "--reading", "seuil=plus"), 2, "AVN6034", "plus_de")
        self.expect(self.rulec("run", "rules", "--figure", "primes=150"), 2, "AVN6035")
        self.expect(self.rulec("run", "rules", "--with", "projet_2027"), 2, "AVN6038")
        self.expect(self.rulec("code", "AVN9999"), 2, "AVN6037")

    def test_a_project_with_several_dispositifs_or_none(self):
        other = ("```avenant\nsuite de essai\n\ndispositif second\n  application selon jour\n\n"
                 "  entrée jour : date\n\nRULE b : booléen = vrai\n```\n")
        self.write("rules/autre.avn.md", other.replace("RULE", "définition"))
        self.expect(self.rulec("run", "rules", "--dispositif", "second"), 2, "AVN6031")
        self.expect(self.run_case(CASE), 0)
        self.write("rules/autre.avn.md", other.replace("RULE", "résultat définition"))
        self.expect(self.rulec("run", "rules"), 2, "AVN6030", "second, aide")
        self.expect(self.run_case(CASE, "--dispositif", "aide"), 0)


class ScenariosFailed(CommandTest):
    def test_none_found(self):
        self.expect(self.rulec("test", "rules"), 3, "AVN6040")

    def test_passed_and_failed(self):
        self.write("rules/scenarios.avn.md", SCENARIOS.replace("EXPECTED", "faux car « activité suffisante »"))
        result = self.rulec("test", "rules")
        self.expect(result, 0)
        self.assertIn("2 scénarios (2 attentes) : 2 réussis, 0 échoué", result.out)
        self.assertEqual(self.rulec("test", "rules", "--filter", "trop peu", "--format", "json").json()["passed"], 1)
        self.expect(self.rulec("test", "rules", "--filter", "inexistant"), 3, "AVN6041")
        self.write("rules/scenarios.avn.md", SCENARIOS.replace("EXPECTED", "vrai"))
        result = self.rulec("test", "rules")
        self.expect(result, 3)
        self.assertIn("✗ « trop peu de patients »", result.out)
        self.assertEqual(self.rulec("test", "rules", "--format", "json").json()["failed"], 1)


class RunTimeError(CommandTest):
    def test_a_number_beyond_the_limits(self):
        result = self.run_case({**CASE, "patients": 0}, "--result", "démesure", "--result", "ouverte")
        self.expect(result, 5)
        self.assertIn("résultat hors des limites", result.out)
        self.assertIn("ouverte : non", result.out)

    def test_bad_data_come_first(self):
        self.expect(self.run_case({"patients": 0}, "--result", "démesure", "--result", "ouverte"), 4)


class Writing(CommandTest):
    def test_a_full_disk_loses_nothing_silently(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full here")
        with open("/dev/full", "wb") as full:
            completed = subprocess.run([support.RULEC, "help"], stdout=full, stderr=subprocess.PIPE, check=False)
        self.assertEqual(completed.returncode, 10)
        self.assertIn("AVN6013", completed.stderr.decode("utf-8"))

    def test_a_closed_pipe_ends_quietly(self):
        self.write("many.ndjson", "{\"contrat.signé_le\": \"2021-06-01\"}\n" * 20000)
        process = subprocess.Popen([support.RULEC, "run", "rules", "--result", "prime", "--cases", "many.ndjson"],
                                   cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdout.read(100)
        process.stdout.close()
        errors = process.stderr.read()
        process.stderr.close()
        self.assertEqual(process.wait(timeout=60), 0)
        self.assertEqual(errors, b"")


if __name__ == "__main__":
    support.main()
