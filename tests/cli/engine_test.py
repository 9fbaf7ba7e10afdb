"""Which engine decides changes no byte: `rulec run --engine` on synthetic dossiers, faults among them.

Usage: engine_test.py RULEC POPULATION [NATIVE]: the shared object of the native engine, where it was built.
"""
import os
import subprocess
import sys
import tempfile
import unittest

RULES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "rules", "assistants-medicaux")
# The optimised code comes while these are decided: rows go through all three engines.
ROWS = 20000


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

    def decide(self, engine, threads, native, *more):
        environment = dict(os.environ, AVENANT_NATIVE=native)
        command = [self.rulec, "run", RULES, "--dispositif", "aide_individuelle", "--cases", self.cases, "--format", "csv",
                   "--at", "2024-09-01", "--result", "aide_ouverte", "--result", "aide_maximale", "--result", "aide_due",
                   "--engine", engine, "--threads", str(threads), "--lang", "en", "--max-errors", "0", *more]
        return subprocess.run(command, capture_output=True, env=environment, check=False)

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

    def test_an_unknown_engine_is_refused(self):
        found = self.decide("rapide", 1, "")
        self.assertEqual(found.returncode, 2)
        self.assertIn(b"native", found.stderr)


if __name__ == "__main__":
    EngineTest.rulec, EngineTest.population = sys.argv[1:3]
    EngineTest.native = sys.argv[3] if len(sys.argv) > 3 else ""
    unittest.main(argv=sys.argv[:1])
