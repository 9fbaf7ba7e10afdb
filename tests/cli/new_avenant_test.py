"""A new avenant is one new file: the invented one of the examples, added to a copy of the corpus."""

import json
import pathlib
import shutil

import support
from support import CommandTest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
AVENANT = "06_avenant_invente.avn.md"


class NewAvenant(CommandTest):
    def setUp(self):
        super().setUp()
        self.corpus = ROOT / "rules" / "assistants-medicaux"
        self.rules = pathlib.Path(shutil.copytree(self.corpus, self.folder / "corpus"))
        shutil.copy(ROOT / "examples" / "avenant_invente" / AVENANT, self.rules / AVENANT)

    def amounts(self, rules, *options):
        facts = ["--dispositif", "aide_individuelle", "--result", "aide_maximale"]
        lines = (ROOT / "examples" / "medecins.ndjson").read_text(encoding="utf-8").splitlines()
        case = json.loads(lines[0])
        case["contrat"]["signé_le"] = case["assistant"]["embauché_le"] = "2026-10-01"
        case["contrat"]["option"] = "demi"
        case["contrat"].pop("adapté_le", None)
        data = self.write("case.json", json.dumps(case))
        result = self.rulec("run", rules, "--cases", data, *facts, "--format", "json", *options)
        self.expect(result, 0)
        members = json.loads(result.out)[0]["results"]["aide_maximale"]
        return [member.get("value") for member in members.values()]

    def test_its_own_scenarios_hold_around_each_boundary(self):
        self.expect(self.rulec("check", "corpus"), 0)
        result = self.rulec("test", "corpus")
        # Contracts that reach October 2026 change, in scenarios that speak of earlier texts only; its own all hold.
        self.assertIn(result.code, (0, 3))
        failed = [line for line in result.out.splitlines() if line.startswith("✗")]
        self.assertEqual([line for line in failed if AVENANT in line], [])
        alone = self.rulec("test", "corpus", "--filter", "autour de")
        self.expect(alone, 0)
        self.assertIn("7 scénarios", alone.out.replace("\u00a0", " "))

    def test_a_past_decision_is_replayed_as_it_was_taken(self):
        after = self.amounts("corpus")
        before = self.amounts("corpus", "--known-at", "2026-09-14")
        self.assertNotEqual(after, before)
        self.assertEqual(before, self.amounts(str(self.corpus)))
        self.assertEqual(after, self.amounts("corpus", "--known-at", "2026-09-15"))

    def test_a_target_that_is_missing_is_found_at_its_line(self):
        path = self.rules / AVENANT
        path.write_text(path.read_text(encoding="utf-8").replace("abroge dérogation nouvel_installé", "abroge dérogation nouveaux_installés"),
                        encoding="utf-8")
        result = self.rulec("check", "corpus")
        self.expect(result, 1, "AVN3200", AVENANT, "nouvel_installé")


if __name__ == "__main__":
    support.main()
