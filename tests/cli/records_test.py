"""What run --record writes and replay says of it, on small rules: exact numbers, choices, changed rules, broken files."""

import json

import support
from support import CASE, CommandTest, RULES


class Records(CommandTest):
    def record(self, case, *options):
        result = self.rulec("run", "rules", "--cases", "-", "--record", "records", *options,
                            stdin=json.dumps(case, ensure_ascii=False).encode("utf-8"))
        self.assertIn(result.code, (0, 5), result.err)
        return sorted(path.name for path in (self.folder / "records").iterdir())

    def test_a_decision_replays_with_its_choices(self):
        case = {**CASE, "patients": 640, "bonus": "9999999999999999.99", "commentaire": "un « essai »"}
        self.assertEqual(self.record(case, "--reading", "seuil=plus_de", "--figure", "prime=150 €", "--result", "ouverte",
                                     "--known-at", "2024-01-01"), ["1_A1.json"])
        record = json.loads((self.folder / "records/1_A1.json").read_text(encoding="utf-8"))
        self.assertEqual(record["run"]["readings"], {"seuil": "plus_de"})
        self.assertEqual(record["run"]["known_at"], "2024-01-01")
        self.assertIn("non", record["results"][0]["sentence"])
        result = self.rulec("replay", "records/1_A1.json", "--rules", "rules")
        self.expect(result, 0)
        self.assertIn("identique à l’octet près", result.out)
        inside = self.rulec("replay", "../records/1_A1.json", "--rules", "rules")
        self.assertNotEqual(inside.code, 0)

    def test_records_of_several_cases_do_not_depend_on_their_rank(self):
        self.assertEqual(self.record([{**CASE, "id": "B"}, CASE]), ["1_B.json", "2_A1.json"])
        second = (self.folder / "records/2_A1.json").read_bytes()
        for path in (self.folder / "records").iterdir():
            path.unlink()
        self.assertEqual(self.record(CASE), ["1_A1.json"])
        self.assertEqual((self.folder / "records/1_A1.json").read_bytes(), second)

    def test_unreadable_facts_leave_no_record(self):
        result = self.rulec("run", "rules", "--cases", "-", "--record", "records",
                            stdin=json.dumps([{**CASE, "patients": "neuf"}, CASE], ensure_ascii=False).encode("utf-8"))
        self.expect(result, 4, "AVN6059")
        self.assertEqual([path.name for path in (self.folder / "records").iterdir()], ["2_A1.json"])

    def test_changed_rules_are_named(self):
        self.record(CASE)
        self.write("rules/regles.avn.md", RULES.replace("13 500 €", "13 600 €"))
        result = self.rulec("replay", "records/1_A1.json", "--rules", "rules")
        self.expect(result, 1, "AVN6233")
        self.assertEqual(result.out, "  dit autre chose : art. 4, essai\n")
        self.write("rules/regles.avn.md", RULES.replace("## Article 4", "De la prose.\n\n## Article 4"))
        self.expect(self.rulec("replay", "records/1_A1.json", "--rules", "rules"), 0)

    def test_files_that_are_no_records(self):
        self.record(CASE)
        text = (self.folder / "records/1_A1.json").read_text(encoding="utf-8")
        for broken in (text[:500], "[]", '{"format":"avenant-decision","version":1}'):
            self.write("broken.json", broken)
            self.expect(self.rulec("replay", "broken.json", "--rules", "rules"), 2, "AVN6232")
        self.write("altered.json", text.replace('"patients":900', '"patients":901'))
        self.expect(self.rulec("replay", "altered.json", "--rules", "rules"), 3, "AVN6234")


if __name__ == "__main__":
    support.main()
