"""Which engine decides changes no byte: `rulec run --engine` on synthetic dossiers, faults among them.

Usage: engine_test.py RULEC POPULATION [NATIVE]: the shared object of the native engine, where it was built.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

RULES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "rules", "assistants-medicaux")
# The optimised code comes while these are decided: rows go through all three engines.
ROWS = 20000
# A file, how a line of it begins, and the variable that it is computed for, with its article.
BROKEN_AT = ("01_avenant_7.avn.md", "dérogation multisite", r"exercice_regroupé \(Article 9-3")


class EngineTest(unittest.TestCase):
    rulec = ""
    native = ""
    population = ""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.cases = os.path.join(cls.folder.name, "cases.csv")
        with open(cls.cases, "wb") as file:
            subprocess.run([cls.population, "--rows", str(ROWS), "--seed", "11", "--errors", "2%"], stdout=file, check=True)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def command(self, engine, threads, *more):
        return [self.rulec, "run", RULES, "--dispositif", "aide_individuelle", "--cases", self.cases, "--format", "csv",
                "--at", "2024-09-01", "--result", "aide_ouverte", "--result", "aide_maximale", "--result", "aide_due",
                "--engine", engine, "--threads", str(threads), "--lang", "en", "--max-errors", "0", *more]

    def decide(self, engine, threads, native, cache="off", more=(), **environment):
        environment = dict(os.environ, AVENANT_NATIVE=native, AVENANT_CACHE=cache, **environment)
        return subprocess.run(self.command(engine, threads, *more), capture_output=True, env=environment, check=False)

    def test_every_engine_gives_the_same_bytes(self):
        expected = self.decide("interpreter", 1, "")
        self.assertEqual(expected.returncode, 4)
        # Rows that lack a cell are no cases.
        self.assertGreater(expected.stdout.count(b"\n"), ROWS * 9 // 10)
        for engine in ("native", "auto"):
            for threads in (1, 2):
                found = self.decide(engine, threads, self.native)
                self.assertEqual(found.returncode, expected.returncode)
                self.assertEqual(found.stdout, expected.stdout, f"{engine}, {threads} threads")
                if self.native:
                    self.assertNotIn(b"AVN6290", found.stderr)

    def test_what_is_not_there_is_said_and_changes_nothing(self):
        missing = os.path.join(self.folder.name, "nowhere.so")
        expected = self.decide("interpreter", 1, "")
        found = self.decide("native", 1, missing)
        self.assertIn(b"AVN6290", found.stderr)
        self.assertEqual((found.returncode, found.stdout), (expected.returncode, expected.stdout))
        # Nobody asked for it.
        self.assertNotIn(b"AVN6290", self.decide("auto", 1, missing).stderr)

    def test_kept_code_needs_no_compiler_and_is_not_run_when_altered(self):
        if not self.native:
            self.skipTest("the native engine was not built")
        cache = os.path.join(self.folder.name, "cache")
        expected = self.decide("interpreter", 1, "")

        def check(compiles, engine):
            found = self.decide(engine, 2, self.native, cache, LD_DEBUG="files")
            self.assertEqual((found.returncode, found.stdout), (expected.returncode, expected.stdout))
            self.assertEqual(b"libLLVM" in found.stderr, compiles)

        check(True, "native")
        entries = os.listdir(cache)
        self.assertTrue(entries)
        check(False, "native")
        # Few cases do not pay for compiling, but for looking.
        check(False, "auto")
        for entry in entries:
            with open(os.path.join(cache, entry), "r+b") as file:
                file.seek(-1, os.SEEK_END)
                last = file.read(1)
                file.seek(-1, os.SEEK_END)
                file.write(bytes([last[0] ^ 1]))
        check(True, "native")
        check(False, "native")

    def test_facts_given_once_for_all_rows_change_no_byte(self):
        if not self.native:
            self.skipTest("the native engine was not built")
        cache = os.path.join(self.folder.name, "cache-of-facts")
        facts = [["médecin.secteur=secteur_1", "contrat.option=tiers"], ["médecin.secteur=secteur_1", "contrat.option=demi"],
                 ["contrat.option=tiers", "bilan.file_active=1000000"]]
        seen = set()
        # Twice each: the second time from the cache, which must tell the facts apart.
        for given in facts + facts:
            more = [word for fact in given for word in ("--input", fact)]
            expected = self.decide("interpreter", 1, "", more=more)
            seen.add(expected.stdout)
            found = self.decide("native", 2, self.native, cache, more=more)
            self.assertEqual((found.returncode, found.stdout), (expected.returncode, expected.stdout), given)
        self.assertEqual(len(seen), len(facts))
        # Code for any fact serves those given, without the compiler.
        expected = self.decide("interpreter", 1, "")
        self.assertEqual(self.decide("native", 2, self.native, cache).stdout, expected.stdout)
        found = self.decide("native", 2, self.native, cache, more=["--input", "médecin.secteur=secteur_2"], LD_DEBUG="files")
        self.assertNotIn(b"libLLVM", found.stderr)
        expected = self.decide("interpreter", 1, "", more=["--input", "médecin.secteur=secteur_2"])
        self.assertEqual(found.stdout, expected.stdout)

    def test_a_debugger_shows_the_rules(self):
        if not self.native or shutil.which("gdb") is None:
            self.skipTest("the native engine or gdb is not there")
        file, text, function = BROKEN_AT
        with open(os.path.join(RULES, file), encoding="utf-8") as rules:
            place = next(number for number, line in enumerate(rules, 1) if line.startswith(text))
        lines = ["set breakpoint pending on", "set confirm off", f"break {file}:{place}", "run", "backtrace 3", "kill"]
        commands = [argument for line in lines for argument in ("-ex", line)]
        environment = dict(os.environ, AVENANT_NATIVE=self.native, AVENANT_CACHE="off", LC_ALL="C.UTF-8")
        command = self.command("native", 1, "--line-tables", "--output", os.path.join(self.folder.name, "out.csv"))
        found = subprocess.run(["gdb", "-batch", "-nx", *commands, "--args", *command], capture_output=True,
                               env=environment, check=False, encoding="utf-8")
        if "ptrace" in found.stderr:
            self.skipTest("this system lets no debugger in")
        self.assertRegex(found.stdout, rf"#0 .*{function}.* at .*{file}:{place}\n")

    def test_an_unknown_engine_is_refused(self):
        found = self.decide("rapide", 1, "")
        self.assertEqual(found.returncode, 2)
        self.assertIn(b"native", found.stderr)


if __name__ == "__main__":
    EngineTest.rulec, EngineTest.population = sys.argv[1:3]
    EngineTest.native = sys.argv[3] if len(sys.argv) > 3 else ""
    unittest.main(argv=sys.argv[:1])
