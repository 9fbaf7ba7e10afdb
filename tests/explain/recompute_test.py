"""Every operation of the explanations of 500 varied cases is done again by an independent checker, and their French is
read over: no template hole, no English word, no missing elision, plural or space."""

import collections
import json
import re
import subprocess
import sys
import tempfile
import unittest

import recompute
from varied_cases import varied_cases

RULEC, SOURCE = "rulec", "."
SEED = 20261122
COUNTS = {"aide_individuelle": 350, "aide_collective": 110, "forfait_structure": 40}

# Words that are English and no French: a rendering that forgot its French shows one.
ENGLISH = re.compile(r"\b(the|not|met|needed|given|short|early|late|least|greatest|rounded|rule|case|answer|facts?|from|"
                     r"with|yes|no|out of|applies|wording|derogation|reading|unpublished|expected|is|are|of|and|or|to)\b")
FAULTS = {
    "template hole": re.compile(r"[{}]|\bNone\b|\bnull\b|\?\?"),
    "elision": re.compile(r"\b([Dd]e|[Qq]ue|[Ll]e|[Jj]e|[Ss]i il)\b [aeiouyéèêœ](?!t\b|u\b|ux\b|nze|ui\b)"),
    "plural": re.compile(r"(?<![\d,\u202f/−])(?:0|1|1,\d+)\u00a0(patients|jours|conditions|ans|points|cas [a-z]+s)\b"),
    "space before a sign": re.compile(r"[^\s\u00a0\u202f«(:/?!;](?:[;?!»€%]| [:;?!%€»])"),
    "two spaces": re.compile(r"[^\s.]  [^\s(]"),
    "first of the month": re.compile(r"\b1\u00a0(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"),
    "bad apostrophe": re.compile(r"\w'\w"),
}


def explain(dispositif, cases, *options, remedies=False):
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson", encoding="utf-8") as file:
        for case in cases:
            file.write(json.dumps(case, ensure_ascii=False) + "\n")
        file.flush()
        done = subprocess.run([RULEC, "explain", f"{SOURCE}/rules/assistants-medicaux", "--dispositif", dispositif, "--at",
                               "2026-11-22", "--cases", file.name, "--lang", "fr", *([] if remedies else ["--no-remedies"]), *options], capture_output=True)
    if done.returncode not in (0, 4, 5):
        raise AssertionError(done.stderr.decode("utf-8"))
    return done.stdout.decode("utf-8")


def sentences_of(node):
    """Every sentence of an explanation."""
    if isinstance(node, dict):
        for name, member in node.items():
            if name in ("sentence", "shown") and isinstance(member, str):
                yield member
            else:
                yield from sentences_of(member)
    elif isinstance(node, list):
        for member in node:
            yield from sentences_of(member)


class Recompute(unittest.TestCase):
    def test_every_operation_of_500_cases_is_done_again(self):
        totals = collections.Counter()
        for dispositif, count in COUNTS.items():
            cases = varied_cases(RULEC, SOURCE, dispositif, count, SEED)
            lines = explain(dispositif, cases, "--format", "ndjson").splitlines()
            self.assertEqual(len(lines), count)
            for line in lines:
                explanation = json.loads(line, parse_float=str)
                with self.subTest(seed=SEED, case=explanation.get("id")):
                    totals.update(recompute.check(explanation))
                totals["cases"] += 1
        print(dict(totals), file=sys.stderr)
        self.assertEqual(totals["cases"], 500)
        self.assertGreater(totals["operations"], 10_000)
        self.assertGreater(totals["sentences"], 3_000)
        # What has no number, date or durée to do again: cases of enumerations.
        self.assertLess(totals["beyond"], totals["operations"] / 5)

    def test_the_schema_holds(self):
        jsonschema = __import__("jsonschema")
        with open(f"{SOURCE}/docs/schemas/explanation.schema.json", encoding="utf-8") as file:
            validator = jsonschema.Draft202012Validator(json.load(file))
        for dispositif in COUNTS:
            for line in explain(dispositif, varied_cases(RULEC, SOURCE, dispositif, 3, SEED), "--format", "ndjson",
                                remedies=True).splitlines():
                validator.validate(json.loads(line))

    def test_a_wrong_figure_is_seen(self):
        cases = varied_cases(RULEC, SOURCE, "aide_individuelle", 5, SEED)
        explanation = json.loads(explain("aide_individuelle", cases, "--format", "ndjson").splitlines()[0], parse_float=str)
        for rule in explanation["rules"]:
            for step in rule["operations"]:
                if step["operation"] == "add" and "value" in step:
                    step["value"] = str(recompute.number(step["value"]) + 1)
                    self.assertRaises(recompute.Wrong, recompute.check, explanation)
                    return
        self.fail("no sum to falsify")

    def test_french_is_read_over(self):
        for dispositif, count in {"aide_individuelle": 60, "aide_collective": 25, "forfait_structure": 15}.items():
            cases = varied_cases(RULEC, SOURCE, dispositif, count, SEED + 1)
            found = set()
            for line in explain(dispositif, cases, "--format", "ndjson").splitlines():
                found.update(sentences_of(json.loads(line)))
            page = explain(dispositif, cases[:10], "--format", "markdown", remedies=True).replace("\\", "")
            found.update(line.strip(" -*#|") for line in page.splitlines())
            for sentence in sorted(found):
                english = ENGLISH.search(sentence)
                self.assertIsNone(english, f"English in: {sentence}")
                for fault, pattern in FAULTS.items():
                    self.assertIsNone(pattern.search(sentence), f"{fault} in: {sentence!r}")


if __name__ == "__main__":
    RULEC, SOURCE = sys.argv[1:3]
    unittest.main(argv=sys.argv[:1])
