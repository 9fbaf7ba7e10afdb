"""The forms of `rulec test` for other tools: JUnit, LCOV, the page, and what --min asks for."""

import re
import shutil
import subprocess
import unittest
import xml.etree.ElementTree as xml

import coverage_test
import support
from support import CommandTest

# Line numbers below are those of coverage_test.RULES.
ODD_TITLE = "« moins de 50 & plus » <b> ]]> “q” ' \u00e9"


class Forms(CommandTest):
    def setUp(self):
        super().setUp()
        self.write("rules/regles.avn.md", coverage_test.RULES)
        self.write("rules/scenarios.avn.md", coverage_test.SCENARIOS + coverage_test.MORE)

    def junit(self, *arguments, code=0):
        result = self.rulec("test", "rules", "--format", "junit", *arguments)
        self.expect(result, code)
        return xml.fromstring(result.raw)

    def test_junit_names_every_scenario_and_its_place(self):
        suites = self.junit()
        self.assertEqual(suites.attrib, {"name": "rulec test", "tests": "6", "failures": "0", "errors": "0", "skipped": "0"})
        [suite] = suites
        self.assertEqual((suite.get("name"), suite.get("tests")), ("rules/scenarios.avn.md", "6"))
        first = suite[0]
        self.assertEqual(first.attrib, {"classname": "aide", "name": "un", "file": "rules/scenarios.avn.md", "line": "15"})
        self.assertEqual(len(first), 0)

    def test_junit_says_what_was_expected_and_obtained(self):
        self.write("rules/scenarios.avn.md", coverage_test.SCENARIOS.replace("due(1) = 20", "due(1) = 21"))
        suites = self.junit(code=3)
        [failure] = suites[0][0]
        self.assertEqual(failure.tag, "failure")
        self.assertEqual(failure.get("message").replace("\u00a0", " "), "due(1) : attendu 21, obtenu 20")
        self.assertIn("- 21\n+ 20\n", failure.text)
        self.assertIn("rules/regles.avn.md:46", failure.text)
        english = xml.fromstring(self.rulec("test", "rules", "--format", "junit", "--lang", "en").raw)
        self.assertEqual(english[0][0][0].get("message"), "due(1): expected 21, obtained 20")

    def test_junit_is_valid_for_any_title(self):
        self.write("rules/scenarios.avn.md", coverage_test.SCENARIOS.replace("« un »", "« " + ODD_TITLE + " »"))
        self.assertEqual(self.junit()[0][0].get("name"), ODD_TITLE)

    def test_junit_says_why_nothing_was_played(self):
        self.write("rules/regles.avn.md", coverage_test.RULES.replace("âge ≥ 18", "âje ≥ 18"))
        result = self.rulec("test", "rules", "--format", "junit")
        self.expect(result, 1, "AVN2001")
        [case] = xml.fromstring(result.raw)[0]
        self.assertEqual((case.get("name"), case.get("line")), ("AVN2001", "30"))
        self.assertEqual(case[0].tag, "error")
        none = self.rulec("test", "rules", "--format", "junit", "--filter", "rien de tel")
        self.write("rules/regles.avn.md", coverage_test.RULES)
        none = self.rulec("test", "rules", "--format", "junit", "--filter", "rien de tel")
        self.expect(none, 3, "AVN6041")
        self.assertEqual(xml.fromstring(none.raw).get("errors"), "1")

    def test_the_form_goes_to_a_file_and_the_text_stays(self):
        result = self.rulec("test", "rules", "--format", "junit", "-o", "rapport.xml")
        self.expect(result, 0)
        self.assertIn("6 scénarios (10 attentes) : 6 réussis, 0 échoué", result.out)
        self.assertEqual(xml.parse(self.folder / "rapport.xml").getroot().get("tests"), "6")
        refused = self.rulec("test", "rules", "--format", "lcov", "-o", "nulle/part/x.info")
        self.expect(refused, 10, "AVN6151")

    def lcov(self, scenarios):
        self.write("rules/scenarios.avn.md", scenarios)
        result = self.rulec("test", "rules", "--format", "lcov")
        self.expect(result, 0)
        return result.out.splitlines()

    def test_lcov_of_one_scenario(self):
        # « un » asks for due(1) of a case that is open, in its zone, with half an option: 20.
        self.assertEqual(self.lcov(coverage_test.SCENARIOS), """\
TN:avenant
SF:rules/regles.avn.md
FN:26,Article 1 — Ouverture
FN:29,ouverte
FN:34,Article 2 — Montants
FN:37,base
FN:46,due
FNDA:1,Article 1 — Ouverture
FNDA:1,ouverte
FNDA:1,Article 2 — Montants
FNDA:1,base
FNDA:1,due
FNF:5
FNH:5
BRDA:30,0,0,1
BRDA:30,0,1,0
BRDA:31,0,0,1
BRDA:31,0,1,0
BRDA:47,0,0,1
BRDA:47,0,1,0
BRDA:47,1,0,1
BRDA:47,1,1,0
BRDA:47,2,0,-
BRDA:47,2,1,-
BRDA:50,0,0,0
BRDA:50,0,1,1
BRF:12
BRH:5
DA:29,1
DA:30,1
DA:31,1
DA:37,1
DA:42,0
DA:43,1
DA:44,0
DA:46,1
DA:47,1
DA:50,1
LF:10
LH:8
end_of_record""".splitlines())

    def test_lcov_counts_scenarios(self):
        lines = self.lcov(coverage_test.SCENARIOS + coverage_test.MORE)
        # « conditions » and « refus » have « modeste » false; « ancien » alone never reads « ouverte ».
        self.assertIn("BRDA:31,0,1,2", lines)
        self.assertIn("FNDA:5,Article 1 — Ouverture", lines)
        self.assertIn("BRH:12", lines)
        self.assertIn("LH:10", lines)

    @unittest.skipUnless(shutil.which("genhtml"), "genhtml is not installed")
    def test_genhtml_takes_it(self):
        self.rulec("test", "rules", "--format", "lcov", "-o", "couverture.info")
        done = subprocess.run(["genhtml", "--branch-coverage", "couverture.info", "-o", "pages"], cwd=self.folder, capture_output=True,
                              check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertNotIn(b"WARNING", done.stderr)
        [page] = self.folder.glob("pages/**/regles.avn.md.gcov.html")
        self.assertIn("éligibilité ouverte", page.read_text(encoding="utf-8"))

    def page(self, scenarios, *arguments):
        self.write("rules/scenarios.avn.md", scenarios)
        result = self.rulec("test", "rules", "--format", "html", *arguments)
        self.expect(result, 0)
        return result.out

    def test_the_page_says_of_each_line_what_is_shown(self):
        page = self.page(coverage_test.SCENARIOS)
        self.assertIn("42 % — 9 points couverts sur 21", page)
        lines = dict(re.findall(r'<div class="line counted (\w+)" id="f\d+l(\d+)">.*?</div>\n', page, re.S)[::-1])
        state = {number: css for css, number in re.findall(r'<div class="line counted (\w+)" id="f\d+l(\d+)">', page)}
        self.assertEqual({number: state[number] for number in ("29", "30", "42", "43", "47", "50")},
                         {"29": "full", "30": "partial", "42": "none", "43": "partial", "47": "partial", "50": "partial"})
        self.assertIn("fausse : <strong>jamais</strong>", page)
        self.assertIn("Article 2 — Montants", page)
        self.assertNotIn("<script", page)
        self.assertTrue(lines)

    def test_the_page_leads_from_gap_to_gap(self):
        page = self.page(coverage_test.SCENARIOS)
        gaps = re.findall(r'id="g(\d+)" href="#g(\d+)"', page)
        self.assertEqual([int(one) for one, _ in gaps], list(range(1, len(gaps) + 1)))
        self.assertEqual(int(gaps[-1][1]), 1)
        for target in set(re.findall(r'href="#([^"]+)"', page)):
            self.assertEqual(len(re.findall(f'id="{target}"', page)), 1, target)
        whole = self.page(coverage_test.SCENARIOS + coverage_test.MORE)
        self.assertIn("Rien : tout est montré.", whole)
        self.assertNotIn('id="g1"', whole)

    def test_the_page_shows_what_fails(self):
        self.write("rules/scenarios.avn.md", coverage_test.SCENARIOS.replace("due(1) = 20", "due(1) = 21"))
        result = self.rulec("test", "rules", "--format", "html", "--lang", "en")
        self.expect(result, 3)
        self.assertIn("due(1): expected 21, obtained 20", result.out)
        self.assertIn('<html lang="en">', result.out)
        self.assertNotIn("couvert", result.out.replace("couverture", ""))

    def test_what_an_author_writes_stays_text(self):
        self.write("rules/regles.avn.md", coverage_test.RULES.replace("# Une aide", "# Une <img src=x onerror=alert(1)> aide"))
        page = self.page(coverage_test.SCENARIOS.replace("« un »", "« <script>alert(1)</script> »"))
        self.assertNotIn("<img", page)
        self.assertNotIn("<script", page)

    def test_a_minimum_of_a_kind(self):
        self.write("rules/scenarios.avn.md", coverage_test.SCENARIOS)
        # 4 of 10 conditions, 1 of 6 rows, 9 of 21 in all: 42.857 %.
        enough = ["42,85", "42.85", "42", "conditions=40", "versions=100", "lignes=16,66", "rows=16.66", "Dérogations=50", "articles=100"]
        for value in enough:
            with self.subTest(value=value):
                self.expect(self.rulec("test", "rules", "--coverage", "--min", value), 0)
        for value in ["42,86", "conditions=40,01", "lignes=16,67", "dérogations=51"]:
            with self.subTest(value=value):
                code = "AVN6260" if "=" in value else "AVN6183"
                self.expect(self.rulec("test", "rules", "--coverage", "--min", value), 3, code)
        several = self.rulec("test", "rules", "--coverage", "--min", "40", "--min", "conditions=100", "--min", "versions=100")
        self.expect(several, 3, "AVN6260")
        self.assertNotIn("AVN6183", several.err)
        self.expect(self.rulec("test", "rules", "--coverage", "--min", "rows=1", "--min", "lignes=2"), 2, "AVN6039")

    def test_what_is_missing_is_named_first(self):
        self.write("rules/scenarios.avn.md", coverage_test.SCENARIOS)
        result = self.rulec("test", "rules", "--format", "lcov", "--min", "dérogations=100")
        self.expect(result, 3)
        self.assertIn("couvrent 50 % des dérogations, moins que les 100 % demandés", result.err)
        self.assertIn("Il manque 1 sur 2", result.err)
        self.assertIn("dérogation ancien : jamais appliquée", re.sub(r"\s+", " ", result.err))
        self.assertTrue(result.out.startswith("TN:"))


if __name__ == "__main__":
    support.main()
