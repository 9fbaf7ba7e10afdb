"""Bad data: a clear message at its place, exit code 4, and everything else decided."""

import json

import support
from support import CASE, CommandTest


def changed(**values):
    return {**CASE, **values}


class OneValue(CommandTest):
    def test_values_of_each_type(self):
        for case, code, text in [
            (changed(patients="beaucoup"), "AVN6059", "patients"),
            (changed(regroupé="peut-être"), "AVN6059", "vrai ou faux"),
            (changed(regroupé=1), "AVN6059", "booléen"),
            (changed(contrat={"option": "demie", "signé_le": "2021-06-01"}), "AVN6060", "demi"),
            (changed(contrat={"option": "demi", "signé_le": "2023-02-29"}), "AVN6061", "2023-02-29"),
            (changed(contrat={"option": "demi", "signé_le": "juin 2023"}), "AVN6059", "2024-06-22"),
            (changed(patients="900 €"), "AVN6062", "patients"),
            (changed(patients=50001), "AVN6063", "de 0 à 50 000"),
            (changed(patients=-1), "AVN6063", "patients"),
            (changed(patients=[1, 2]), "AVN6064", "patients"),
            (changed(patients=640.5), "AVN6066", "nombre entier"),
            (changed(contrat="demi"), "AVN6067", "contrat"),
            (changed(bonus=0.001), "AVN6066", "bonus"),
        ]:
            with self.subTest(code=code, text=text):
                self.expect(self.run_case(case), 4, code, text)

    def test_only_what_reads_it_fails(self):
        result = self.run_case(changed(patients="beaucoup"), "--format", "ndjson")
        self.expect(result, 4, "-:1:")
        results = result.json()["results"]
        self.assertEqual(results["ouverte"]["error"]["class"], "illisible")
        self.assertEqual(results["montant_maximal"]["1"]["value"], 18000)

    def test_a_value_that_nothing_reads_is_still_said(self):
        result = self.run_case(changed(bonus="x"))
        self.expect(result, 4, "AVN6059")
        self.assertIn("ouverte : oui", result.out)

    def test_a_missing_fact(self):
        case = changed()
        del case["patients"]
        result = self.run_case(case)
        self.expect(result, 4)
        self.assertIn("entrée non donnée : patients", result.out)
        self.assertIn("18 000 €", result.out)

    def test_numbers_beyond_64_bits(self):
        text = json.dumps(CASE, ensure_ascii=False)
        self.expect(self.run_case(text.replace("900", "99999999999999999999")), 4, "AVN6055", "99999999999999999999")
        self.expect(self.run_case(text.replace("900", "1e400")), 4, "AVN6055")
        self.expect(self.rulec("run", "rules", "--input", "patients=99999999999999999999"), 4, "AVN6055")

    def test_names(self):
        result = self.run_case(changed(patient=3))
        self.expect(result, 0, "AVN6056", "patients")
        many = "\n".join([json.dumps(changed(patient=3))] * 3)
        self.assertEqual(self.run_case(many).err.count("AVN6056"), 1)
        self.expect(self.rulec("run", "rules", "--input", "patient=3"), 4, "AVN6057", "patients")
        self.expect(self.run_case(changed(**{"contrat.option": "tiers"})), 4, "AVN6058")

    def test_figures(self):
        self.expect(self.run_case(CASE, "--figure", "prime=250"), 4, "AVN6036", "de 100 à 200 €")
        result = self.run_case(CASE, "--figure", "prime=150 €")
        self.expect(result, 0)
        self.assertIn("150 €", result.out)


class WholeData(CommandTest):
    def test_files(self):
        self.expect(self.rulec("run", "rules", "--cases", "none.json"), 4, "AVN6001", "none.json")
        self.expect(self.rulec("run", "rules", "--cases", "rules"), 4, "AVN6002")
        self.expect(self.rulec("run", "rules", "--cases", "/dev/null"), 4, "AVN6050")
        with open(self.folder / "zeros.json", "wb") as file:
            file.truncate(257 * 1024 * 1024)
        self.expect(self.rulec("run", "rules", "--cases", "zeros.json"), 4, "AVN6051")

    def test_no_case(self):
        self.expect(self.run_case(""), 4, "AVN6050")
        self.expect(self.run_case("12"), 4, "AVN6053")
        self.expect(self.run_case("[1, 2]"), 4, "AVN6053")

    def test_malformed_json_is_located_and_the_other_lines_are_decided(self):
        line = json.dumps(CASE, ensure_ascii=False)
        result = self.run_case("\n".join([line, '{"patients": oui}', line]))
        self.expect(result, 4, "AVN6051", "-:2:14")
        self.assertEqual(result.out.count("ouverte : oui"), 2)
        self.expect(self.run_case('{"patients": '), 4, "AVN6051")

    def test_text_that_is_not_utf8(self):
        self.expect(self.run_case('{"regroupé": true}'.encode("latin-1")), 4, "AVN6125")
        line = json.dumps(CASE).encode()
        result = self.run_case(line + b'\n{"patients": "\xff"}\n' + line)
        self.expect(result, 4, "AVN6054", "-:2:15")
        self.assertEqual(result.out.count("ouverte : oui"), 2)

    def test_nesting_without_end(self):
        self.expect(self.run_case('{"a":' * 100_000), 4, "AVN6052")
        self.expect(self.run_case("[" * 100_000), 4)

    def test_fifty_megabytes(self):
        text = '{"patients": "' + "x" * (50 * 1024 * 1024) + '"}'
        result = self.run_case(text)
        self.expect(result, 4, "AVN6123")
        result = self.run_case('{"patients": "' + "x" * (10 * 1024 * 1024) + '"}')
        self.expect(result, 4, "AVN6059")
        keys = "{" + ",".join(f'"k{i}":1' for i in range(100_001)) + "}"
        self.expect(self.run_case(keys), 4, "AVN6065")


if __name__ == "__main__":
    support.main()
