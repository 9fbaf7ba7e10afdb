"""CSV and NDJSON in and out: the same cases give the same results, and bad data cost only themselves."""

import csv
import io
import json
import os
import signal
import subprocess
import threading
import time

import support
from support import CASE, CommandTest

HEADER = "id;contrat.signé_le;contrat.option;patients;regroupé;bonus"
ROW = "A1;2021-06-01;demi;900;oui;"


def rows(text, separator=","):
    """A table as dictionaries."""
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=separator))


class DataTest(CommandTest):
    def run_csv(self, text, *arguments, name="d.csv"):
        self.write(name, text if isinstance(text, bytes) else text.encode("utf-8"))
        return self.rulec("run", "rules", "--cases", name, "--format", "csv", *arguments)

    def one(self, row, *arguments, header=HEADER):
        """The decision of one row."""
        result = self.run_csv(f"{header}\n{row}\n", *arguments)
        self.assertEqual(len(rows(result.out)), 1, result.out + result.err)
        return rows(result.out)[0], result


class Reading(DataTest):
    def test_one_row(self):
        decided, result = self.one(ROW)
        self.expect(result, 0)
        self.assertEqual(result.err, "")
        self.assertEqual(decided["dossier"], "1")
        self.assertEqual(decided["id"], "A1")
        self.assertEqual(decided["ouverte"], "true")
        self.assertEqual(decided["montant_maximal(1)"], "18000")
        self.assertEqual(decided["prime"], "")
        self.assertEqual(decided["erreurs"], "inconnu(montant de la prime): prime")

    def test_spellings(self):
        for row in ["A1;01/06/2021;Demi;900 patients;VRAI;", "A1;1er juin 2021;2;900;true;0,5",
                    'A1;"1 juin 2021";"un mi-temps";"900";Oui;12,50 €', " A1 ; 2021-06-01 ; DEMI ;\t900\u00a0; oui ;"]:
            with self.subTest(row=row):
                decided, result = self.one(row)
                self.expect(result, 0)
                self.assertEqual((decided["id"], decided["ouverte"], decided["montant_maximal(1)"]), ("A1", "true", "18000"))

    def test_column_names(self):
        for header in ["ID;CONTRAT.SIGNE_LE;Contrat.Option;PATIENTS;regroupe;Bonus",
                       "id;contrat(signé_le);contrat (option);patients;regroupé;bonus"]:
            with self.subTest(header=header):
                decided, result = self.one(ROW, header=header)
                self.expect(result, 0)
                self.assertEqual(decided["ouverte"], "true")

    def test_separators(self):
        for separator, option in [(",", []), (";", []), ("\t", []), (",", ["--separator", ","]), ("\t", ["--separator", "tab"])]:
            with self.subTest(separator=separator):
                _, result = self.one(ROW.replace(";", separator), *option, header=HEADER.replace(";", separator))
                self.expect(result, 0)
        _, result = self.one('A1,2021-06-01,demi,900,oui,"12,5"', header=HEADER.replace(";", ","))
        self.expect(result, 0)

    def test_line_ends_marks_and_quotes(self):
        text = "\ufeff" + HEADER + "\r\n" + ROW + "\r\n\r\n" + ROW.replace("A1", '"B\n""2"""') + "\r\n\n\n"
        result = self.run_csv(text)
        self.expect(result, 0)
        self.assertEqual([row["id"] for row in rows(result.out)], ["A1", 'B\n"2"'])
        self.expect(self.run_csv("sep=;\n" + HEADER + "\n" + ROW), 0)

    def test_an_empty_cell_is_not_given(self):
        decided, result = self.one("A1;2021-06-01;demi;;oui;")
        self.expect(result, 4)
        self.assertEqual(decided["ouverte"], "")
        self.assertEqual(decided["montant_maximal(1)"], "18000")
        self.assertIn("entrée_manquante(patients): ouverte", decided["erreurs"])

    def test_identifiers(self):
        decided, result = self.one("x;9;2021-06-01;demi;900;oui;", "--id", "FINESS", header="id;finess;" + HEADER[3:])
        self.expect(result, 0, "AVN6130")
        self.assertEqual(decided["id"], "9")
        # An input may identify cases too.
        self.assertEqual(self.one(ROW, "--id", "PATIENTS")[0]["id"], "900")
        self.expect(self.run_csv(HEADER + "\n" + ROW, "--id", "finess"), 4, "AVN6131", "d.csv:1:1")

    def test_latin1(self):
        text = (HEADER + "\n" + ROW.replace("A1", "Évreux – 3 €") + "\n").encode("cp1252")
        self.expect(self.run_csv(text), 4, "AVN6125", "--encoding latin1")
        result = self.run_csv(text, "--encoding", "latin1")
        self.expect(result, 0)
        self.assertEqual(rows(result.out)[0]["id"], "Évreux – 3 €")
        self.expect(self.run_csv((HEADER + "\n" + ROW).encode("utf-16")), 4, "AVN6126")
        self.expect(self.run_csv((HEADER + "\n" + ROW).encode("utf-16-le")), 4, "AVN6126")

    def test_pipes_and_standard_input(self):
        text = (HEADER + "\n" + ROW + "\n").encode("utf-8")
        result = self.rulec("run", "rules", "--cases", "-", "--format", "csv", stdin=text)
        self.expect(result, 0)
        self.assertEqual(rows(result.out)[0]["ouverte"], "true")
        os.mkfifo(self.folder / "pipe")
        writer = threading.Thread(target=lambda: (self.folder / "pipe").write_bytes(text))
        writer.start()
        result = self.rulec("run", "rules", "--cases", "pipe", "--format", "csv", "--input-format", "csv")
        writer.join()
        self.expect(result, 0)
        self.expect(self.rulec("run", "rules", "--cases", "/dev/stdin", stdin=json.dumps(CASE).encode()), 0)

    def test_explain_reads_csv_too(self):
        self.write("d.csv", HEADER + "\n" + ROW.replace("900", "neuf") + "\n" + ROW)
        result = self.rulec("explain", "rules", "--cases", "d.csv", "--variable", "ouverte")
        self.expect(result, 4, "AVN6059", "d.csv:2:20")
        self.assertIn("valeur illisible : patients (d.csv:2:20)", result.out)

    def test_csv_and_ndjson_are_the_same_cases(self):
        cases = []
        for i in range(60):
            option = ["tiers", "demi", "1", "2", "perdu"][i % 5]
            cases.append({"id": f"n{i}", "contrat.signé_le": f"2021-0{i % 9 + 1}-1{i % 10}", "contrat.option": option,
                          "patients": str(600 + i * 3), "regroupé": ["oui", "non", "peut-être"][i % 3],
                          "bonus": ["", "12.5", "1e400"][i % 3]})
        lines = "\n".join(json.dumps({k: v for k, v in case.items() if v != ""}, ensure_ascii=False) for case in cases)
        table = io.StringIO()
        writer = csv.DictWriter(table, HEADER.split(";"), delimiter=";")
        writer.writeheader()
        writer.writerows(cases)
        array = "[\n  " + ",\n  ".join(lines.split("\n")) + "\n]"
        outputs = {}
        for name, text in [("d.csv", table.getvalue()), ("d.ndjson", lines), ("d.json", array)]:
            self.write(name, text)
            for form in ("csv", "ndjson"):
                result = self.rulec("run", "rules", "--cases", name, "--format", form, "--brief", "--max-errors", "0")
                self.expect(result, 4)
                # Only the places of messages differ.
                outputs.setdefault(form, []).append(support.without_places(result.out))
        for form, texts in outputs.items():
            self.assertEqual(texts[0], texts[1], form)
            self.assertEqual(texts[1], texts[2], form)
            self.assertEqual(len(texts[0].splitlines()), 60 + (form == "csv"))


class Faults(DataTest):
    def test_a_bad_cell_costs_what_reads_it(self):
        decided, result = self.one("A1;2021-06-01;demi;beaucoup;oui;")
        self.expect(result, 4, "AVN6059", "d.csv:2:20")
        self.assertEqual(decided["ouverte"], "")
        self.assertEqual(decided["montant_maximal(1)"], "18000")
        self.assertIn("illisible(patients): ouverte", decided["erreurs"])

    def test_rows_that_cannot_be_split(self):
        good = ROW + "\n"
        for bad, code in [(b"A2;2021-06-01;demi;900\n", "AVN6120"), (b"A2;2021-06-01;demi;900;oui;;\n", "AVN6120"),
                          (b"A2,2021-06-01,demi,900,oui,\n", "AVN6120"), (b'A2;"2021-06-01;demi;900;oui;\n', "AVN6121"),
                          (b'A2;"2021" ;demi;"9"00;oui;\n', "AVN6122"), (b"A2;2021-06-01;demi;9\xff0;oui;\n", "AVN6054"),
                          (b"A2;2021-06-01;demi;9\x000;oui;\n", "AVN6124")]:
            with self.subTest(bad=bad):
                result = self.run_csv((HEADER + "\n" + good).encode() + bad + good.encode(), "--rejects", "refus.csv")
                self.expect(result, 4, code, "d.csv:3:")
                self.assertEqual([row["dossier"] for row in rows(result.out)], ["1", "3"])
                reject = rows((self.folder / "refus.csv").read_text(encoding="utf-8"))
                self.assertEqual([(r["ligne"], r["dossier"], r["code"], r["dossier_refusé"]) for r in reject],
                                 [("3", "2", code, "oui")])

    def test_rejects_name_line_column_value_and_reason(self):
        self.run_csv(f"{HEADER}\n{ROW}\nA2;2023-02-29;demi;9 00;oui;\n", "--rejects", "refus.csv")
        reject = rows((self.folder / "refus.csv").read_text(encoding="utf-8"))
        self.assertEqual([(r["ligne"], r["id"], r["colonne"], r["valeur"], r["code"]) for r in reject],
                         [("3", "A2", "contrat.signé_le", "2023-02-29", "AVN6061"), ("3", "A2", "patients", "9 00", "AVN6059")])
        self.assertIn("n’existe pas", reject[0]["raison"])
        self.run_csv(f"{HEADER}\n{ROW}\n", "--rejects", "refus.csv")
        self.assertEqual(rows((self.folder / "refus.csv").read_text(encoding="utf-8")), [])

    def test_messages_are_bounded_and_counted(self):
        text = HEADER + "\n" + ROW.replace("900", "x") * 1
        text = HEADER + "\n" + (ROW.replace("900", "x") + "\n") * 500
        result = self.run_csv(text)
        self.expect(result, 4, "AVN6133", "500 messages en tout, dont 20 montrés", "500 erreurs")
        self.assertEqual(result.err.count("AVN6059] "), 20)
        self.assertEqual(self.run_csv(text, "--max-errors", "3").err.count("AVN6059] "), 3)
        self.expect(self.run_csv(text, "--max-errors", "trois"), 2, "AVN6137")

    def test_columns_that_miss_are_too_many_or_twice(self):
        self.write("rules/suite.avn.md", "```avenant\nsuite de essai\n\ndans aide\n\n"
                   "résultat définition complément : montant = bonus à défaut 0 €\n```\n")
        result = self.run_csv("id;patients;effectif;note\nA;900;3;x\nB;901;3;y\n")
        self.expect(result, 4, "AVN6129", "« contrat.signé_le », « contrat.option », « regroupé »", "AVN6132", "« bonus »")
        self.expect(result, 4, "AVN6130", "« effectif », « note »")
        self.assertEqual(result.err.count("AVN6130"), 1)
        self.expect(self.run_csv("patients;Patients\n1;2\n"), 4, "AVN6128", "d.csv:1:10")
        self.expect(self.run_csv("a;b\n1;2\n"), 4, "AVN6127")
        given = self.run_csv("patients;regroupé\n900;oui\n", "--input", "contrat.option=demi", "--input",
                             "contrat.signé_le=2021-01-01", "--result", "ouverte")
        self.expect(given, 0)
        self.assertNotIn("AVN6129", given.err)

    def test_what_no_result_asked_for_needs_is_not_missing(self):
        result = self.run_csv("patients;regroupé;contrat.signé_le\n900;oui;2021-01-01\n", "--result", "ouverte")
        self.expect(result, 0)
        self.assertEqual(result.err, "")

    def test_empty_data(self):
        for text in ["", "\n\n", "  \n \t\n", HEADER, HEADER + "\r\n\r\n"]:
            with self.subTest(text=text):
                self.expect(self.run_csv(text), 4, "AVN6050")

    def test_numbers_beyond_64_bits(self):
        _, result = self.one("A1;2021-06-01;demi;99999999999999999999;oui;")
        self.expect(result, 4, "AVN6055")

    def test_a_quote_without_end_costs_one_row(self):
        text = HEADER + "\n" + 'A1;"2021-06-01;demi;900;oui;\n' + (ROW + "\n") * 1000
        result = self.run_csv(text)
        self.expect(result, 4, "AVN6121", "d.csv:2:4")
        self.assertEqual(len(rows(result.out)), 1000)

    def test_one_line_longer_than_a_case_may_be(self):
        self.write("d.csv", (HEADER + "\n" + "x" * (17 << 20) + "\n" + ROW).encode())
        result = self.rulec("run", "rules", "--cases", "d.csv", "--format", "csv")
        self.expect(result, 4, "AVN6123", "d.csv:2:1")
        self.assertEqual([row["dossier"] for row in rows(result.out)], ["2"])

    def test_a_hundred_thousand_columns(self):
        header = HEADER + "".join(f";c{i}" for i in range(99_000))
        result = self.run_csv(header + "\n" + ROW + ";" * 99_000 + "\n")
        self.expect(result, 0, "AVN6130", "et 98980 autres")
        header += "".join(f";d{i}" for i in range(2_000))
        self.expect(self.run_csv(header + "\n"), 4, "AVN6065")


class Json(CommandTest):
    def decided(self, result):
        return [json.loads(line) for line in result.out.splitlines()]

    def test_a_broken_case_of_an_array_costs_itself(self):
        good = json.dumps(CASE, ensure_ascii=False)
        for bad in ['{"patients": 1e400}', '{"patients": oui}', '{"patients": "x}', "12", '{"a": 1 "b": 2}', "[1]", "nul"]:
            for text in [f"[{good},{bad},{good}]", f"[\n {good},\n {bad},\n {good}\n]"]:
                if '"x}' in bad and "\n" not in text:
                    continue
                with self.subTest(text=bad):
                    result = self.run_case(text, "--format", "ndjson", "--brief")
                    self.expect(result, 4)
                    whole = [case for case in self.decided(result) if "value" in case["results"]["ouverte"]]
                    self.assertEqual(len(whole), 2, result.out + result.err)
                    self.assertEqual(whole[-1]["case"], 3)

    def test_separators_of_an_array(self):
        good = json.dumps(CASE, ensure_ascii=False)
        for text in [f"[{good} {good}]", f"[{good},,{good}]", f"[{good},{good},]", f"[{good},{good}"]:
            with self.subTest(text=text[-20:]):
                result = self.run_case(text, "--format", "ndjson", "--brief")
                self.expect(result, 4, "AVN6051")
                self.assertEqual(len(self.decided(result)), 2)

    def test_values_keep_their_digits(self):
        result = self.run_case(json.dumps(CASE).replace("900", "9.00e2"), "--format", "ndjson", "--brief")
        self.expect(result, 0)
        self.assertIs(self.decided(result)[0]["results"]["ouverte"]["value"], True)

    def test_options_of_csv_have_no_effect(self):
        self.expect(self.run_case(CASE, "--separator", ";"), 0, "AVN6136", "--separator")

    def test_a_fact_given_twice_on_the_command_line_decides_nothing(self):
        result = self.run_case(CASE, "--input", "patients=1", "--input", "patients=2")
        self.expect(result, 4, "AVN6058")
        self.assertEqual(result.out, "")

    def test_a_result_asked_for_twice_is_shown_once(self):
        result = self.run_case(CASE, "--format", "ndjson", "--result", "ouverte", "--result", "ouverte")
        self.expect(result, 0)
        self.assertEqual(result.out.count('"ouverte":'), 1)

    def test_text_of_a_value_that_cannot_be_read(self):
        result = self.run_case({**CASE, "patients": "beaucoup"})
        self.assertIn("valeur illisible : patients (-:1:", result.out)


class Writing(DataTest):
    def test_a_french_spreadsheet(self):
        self.write("d.csv", HEADER + "\n" + ROW.replace("900", "7") + "\n")
        command = [support.RULEC, "run", "rules", "--cases", "d.csv", "--format", "csv-fr"]
        out = subprocess.run(command, cwd=self.folder, capture_output=True, check=False).stdout.decode("utf-8")
        self.assertTrue(out.startswith("\ufeffdossier;id;"), out)
        self.assertTrue(out.endswith("\r\n"))
        self.assertEqual(rows(out, ";")[0]["ouverte"], "FAUX")

    def test_error_columns(self):
        decided, _ = self.one("A1;2021-06-01;demi;x;oui;", "--error-columns")
        self.assertEqual((decided["ouverte"], decided["ouverte.erreur"]), ("", "illisible"))
        self.assertEqual((decided["montant_maximal(2)"], decided["montant_maximal(2).erreur"]), ("13500", ""))
        self.assertEqual(decided["prime.erreur"], "inconnu")

    def test_a_file_appears_whole(self):
        result = self.run_csv(HEADER + "\n" + ROW, "--output", "r.csv")
        self.expect(result, 0)
        self.assertEqual(result.out, "")
        self.assertEqual(rows((self.folder / "r.csv").read_text())[0]["id"], "A1")
        self.assertEqual([p.name for p in self.folder.iterdir() if "partiel" in p.name], [])
        self.expect(self.run_csv(HEADER + "\n" + ROW, "--output", "r.csv", "--rejects", "r.csv"), 2, "AVN6135")
        self.expect(self.run_csv(HEADER + "\n" + ROW, "--output", "none/r.csv"), 10, "AVN6013")

    def test_a_full_disk(self):
        self.expect(self.run_csv(HEADER + "\n" + ROW, "--output", "/dev/full"), 10, "AVN6013")
        self.expect(self.run_csv(HEADER + "\n" + ROW, "--rejects", "/dev/full"), 10, "AVN6013")
        self.assertTrue(os.path.exists("/dev/full"))
        with open("/dev/full", "wb") as full:
            done = subprocess.run([support.RULEC, "run", "rules", "--cases", "d.csv"], cwd=self.folder, stdout=full,
                                  stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 10)
        self.assertIn(b"AVN6013", done.stderr)

    def test_a_closed_pipe(self):
        self.write("d.csv", HEADER + "\n" + (ROW + "\n") * 50_000)
        process = subprocess.Popen([support.RULEC, "run", "rules", "--cases", "d.csv", "--format", "csv"], cwd=self.folder,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdout.readline()
        process.stdout.close()
        self.assertEqual(process.stderr.read(), b"")
        process.stderr.close()
        self.assertEqual(process.wait(timeout=60), 0)

    def test_progress_is_only_said_when_asked(self):
        self.assertEqual(self.run_csv(HEADER + "\n" + ROW).err, "")
        self.assertIn("1 dossiers", self.run_csv(HEADER + "\n" + ROW, "--progress").err)

    def interrupt(self, *arguments):
        """Interrupts a run that has decided some cases and waits for more."""
        process = subprocess.Popen([support.RULEC, "run", "rules", "--cases", "-", *arguments], cwd=self.folder,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdin.write((json.dumps(CASE) + "\n").encode() * 100)
        process.stdin.flush()
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        self.assertEqual(process.returncode, -signal.SIGINT, err)
        self.assertIn(b"AVN6134", err)
        return out

    def test_an_interrupted_run_leaves_whole_results_or_none(self):
        self.assertEqual(len(json.loads(self.interrupt("--format", "json", "--brief"))), 100)
        self.write("r.csv", "avant")
        self.interrupt("--format", "csv", "--output", "r.csv")
        self.assertEqual((self.folder / "r.csv").read_text(), "avant")
        self.assertEqual([p.name for p in self.folder.iterdir() if "partiel" in p.name], [])


if __name__ == "__main__":
    support.main()
