#!/usr/bin/env python3
"""Decides a large CSV with one bad cell in a hundred, and checks everything that is said of it.

Usage: tests/cli/many_rows.py RULEC [--rows N] [--keep FOLDER]

Makes N rows (2,000,000 by default) for the corpus' main dispositif, the same each time: one cell in a hundred is bad, a bad
date stands on the row at 1,234,567 / 2,000,000 of them, one row in 50,000 cannot be split or decoded, one column is missing
and one is too many. Then checks that
- the exit code is 4, and standard error names both columns once, with the number of faults of each kind;
- every row that can be split is decided, in order, with its identifier;
- the file of rejects has every fault and no other: line, rank, column, value, code;
- rows taken here and there, decided one at a time from JSON, give the same results;
- a tenth of the rows takes as much memory as all of them.
Prints times and memory. `ctest` runs it on 20,000 rows.
"""

import argparse
import csv
import io
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
RULES = ROOT / "rules" / "assistants-medicaux"
TEXT, DATE, NUMBER, BOOLEAN = "text", "date", "number", "boolean"
# Column, kind, values taken in turn.
COLUMNS = [
    ("médecin.secteur", TEXT, ["secteur_1", "secteur_2_tm", "secteur_1", "secteur_2"]),
    ("MEDECIN.SPECIALITE", TEXT, ["médecine_générale", "cardiologie", "pédiatrie"]),
    ("médecin.département", TEXT, ["72", "49", "06", "20A", "33"]),
    ("médecin.zone", TEXT, ["hors_zonage", "zip", "zac"]),
    ("médecin.remplaçant", BOOLEAN, ["non", "false", "faux"]),
    ("médecin.rqth", BOOLEAN, ["non"]),
    ("médecin.ald", BOOLEAN, ["non"]),
    ("médecin.nouvellement_installé", BOOLEAN, ["non", "non", "oui"]),
    ("cabinet.médecins", NUMBER, ["3", "1", "6", "2"]),
    ("cabinet.partenaire_à", NUMBER, ["", "12 minutes", ""]),
    ("cabinet.exercice_coordonné_depuis", DATE, ["2018-01-15", "", "01/09/2016"]),
    ("cabinet.engagement_coordonné", BOOLEAN, ["oui", "non"]),
    ("cabinet.volet_1_validé", BOOLEAN, ["true", "vrai"]),
    ("bilan.mt_adultes", NUMBER, None),
    ("bilan.mt_enfants", NUMBER, None),
    ("bilan.file_active", NUMBER, None),
    ("bilan.tranche(mt)", TEXT, ["P30", "P50", "P70", "P95", "sous_P30"]),
    ("bilan.tranche.fa", TEXT, ["P50", "P70", "", "P90"]),
    ("contrat.signé_le", DATE, ["2019-10-01", "20/01/2020", "3 février 2020", "2021-06-15", "2020-09-10"]),
    ("contrat.adapté_le", DATE, ["", "", "2022-04-01"]),
    ("contrat.option", TEXT, ["demi", "tiers", "plein"]),
    ("assistant.embauché_le", DATE, ["2019-11-04", "2020-02-03", "2022-10-03"]),
    ("assistant.temps", NUMBER, ["1050", "1 080", "2100", "720"]),
]
MISSING = "cabinet.multisite"
EXTRA = "télécopie"
HEADER = ";".join(["id", *(name for name, _, _ in COLUMNS), EXTRA])
SIGNED = [name for name, _, _ in COLUMNS].index("contrat.signé_le")
BAD = {
    DATE: [("2023-02-30", "AVN6061"), ("bientôt", "AVN6059")],
    NUMBER: [("beaucoup", "AVN6059"), ("999999", "AVN6063"), ("99999999999999999999", "AVN6055")],
    BOOLEAN: [("peut-être", "AVN6059")],
    TEXT: [("néant", "AVN6060")],
}


def good_cells(row: int) -> list[str]:
    cells = [values[(row + row // 7 * j) % len(values)] if values else "" for j, (_, _, values) in enumerate(COLUMNS)]
    cells[13] = str(400 + row * 37 % 1500)
    cells[14] = str(row * 13 % 400)
    cells[15] = f"{1 + row % 2} {row * 17 % 1000:03d}"
    return cells


def fate(number: int, total: int) -> tuple[list, str]:
    """What will be said of row `number`, from 1, of `total`: its bad cells (column, value, code), or the code that refuses it."""
    if number == max(1, total * 1_234_567 // 2_000_000):
        return [(SIGNED, "31/02/2024", "AVN6061")], ""
    if number % 50_000 == 40_000 or (total < 50_000 and number % 5_000 == 4_000):
        return [], ["AVN6120", "AVN6121", "AVN6054"][number // 4_000 % 3]
    first = -((number - 1) * len(COLUMNS) - 37) % 100
    if first >= len(COLUMNS):
        return [], ""
    choices = BAD[COLUMNS[first][1]]
    return [(first, *choices[number % len(choices)])], ""


class Row:
    """A row as it is written."""

    def __init__(self, number: int, total: int):
        self.number = number
        self.cells = good_cells(number)
        faults, self.refused = fate(number, total)
        for column, value, _ in faults:
            self.cells[column] = value

    def line(self) -> bytes:
        cells = [f"n{self.number}", *self.cells, "02 43 00 00 00"]
        if self.refused == "AVN6120":
            cells.pop()
        if self.refused == "AVN6121":
            cells[3] = '"' + cells[3]
        line = ";".join(cells).encode("utf-8")
        return line.replace(b"n", b"\xff", 1) + b"\n" if self.refused == "AVN6054" else line + b"\n"

    def as_json(self) -> str:
        case = {name: cell for (name, _, _), cell in zip(COLUMNS, self.cells) if cell}
        return json.dumps({"id": f"n{self.number}", **case}, ensure_ascii=False)


def generate(path: pathlib.Path, total: int) -> None:
    with open(path, "wb", buffering=1 << 20) as file:
        file.write((HEADER + "\n").encode("utf-8"))
        for number in range(1, total + 1):
            file.write(Row(number, total).line())


def run(command: list[str], stderr: pathlib.Path) -> tuple[int, float, float, int]:
    """The exit code, the seconds that passed, those of a processor, and the largest resident memory in KiB."""
    start = time.perf_counter()
    with open(stderr, "wb") as messages:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=messages)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def check(holds: bool, what: str) -> None:
    if not holds:
        sys.exit(f"many_rows: {what}")


def check_messages(path: pathlib.Path, counts: dict[str, int]) -> None:
    text = path.read_text(encoding="utf-8")
    check(text.count("AVN6129") == 1 and MISSING in text, f"the missing column is not named once:\n{text[:2000]}")
    check(text.count("AVN6130") == 1 and EXTRA in text, "the column too many is not named once")
    for code, count in counts.items():
        if count > 20:
            check(f"{code} : {count} messages en tout, dont 20 montrés" in text.replace("\u00a0", " "), f"{code}: {count} is not said")
        check(text.count(f"[{code}]") == min(count, 20), f"{code}: {text.count(f'[{code}]')} shown of {count}")
    check(f"{sum(counts.values())} erreurs" in text, f"{sum(counts.values())} errors are not said:\n{text[-500:]}")


def check_results(path: pathlib.Path, total: int) -> dict[int, list[str]]:
    """Every row that can be split, in order; gives some of them."""
    wanted = {1, total, max(1, total * 1_234_567 // 2_000_000), *range(7, total, max(1, total // 30))}
    found = {}
    with open(path, encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        check(header[:2] == ["dossier", "id"] and header[-1] == "erreurs", f"the header is {header}")
        for number in range(1, total + 1):
            if fate(number, total)[1]:
                continue
            cells = next(rows)
            check(cells[:2] == [str(number), f"n{number}"], f"row {number} is {cells[:2]}")
            if number in wanted:
                found[number] = cells
        check(next(rows, None) is None, "there are too many rows")
    return found


def check_rejects(path: pathlib.Path, total: int) -> dict[str, int]:
    """Every fault and no other; gives their number by code."""
    counts: dict[str, int] = {}
    with open(path, encoding="utf-8", newline="") as file:
        rejects = csv.DictReader(file)
        for number in range(1, total + 1):
            faults, refusal = fate(number, total)
            expected = [(COLUMNS[column][0], value, code, "non") for column, value, code in faults]
            if refusal:
                expected = [("", None, refusal, "oui")]
            for name, value, code, refused in expected:
                got = next(rejects, None)
                check(got is not None, f"the fault of row {number} is not reported")
                same = (got["ligne"], got["dossier"], got["colonne"], got["code"], got["dossier_refusé"]) == (
                    str(number + 1), str(number), name, code, refused)
                check(same and (value is None or got["valeur"] == value) and got["raison"], f"row {number}: {expected}, got {got}")
                counts[code] = counts.get(code, 0) + 1
        check(next(rejects, None) is None, "there are too many rejects")
    return counts


def check_alone(rulec: str, total: int, found: dict[int, list[str]], folder: pathlib.Path) -> int:
    """Rows decided one at a time, from JSON."""
    for number, cells in found.items():
        (folder / "one.json").write_text(Row(number, total).as_json(), encoding="utf-8")
        done = subprocess.run([rulec, "run", str(RULES), "--dispositif", "aide_individuelle", "--cases", str(folder / "one.json"), "--format", "csv"],
                              capture_output=True, check=False)
        alone = list(csv.reader(io.StringIO(done.stdout.decode("utf-8"))))[1]
        check(alone[1:] == cells[1:], f"row {number} alone is\n{alone}\nnot\n{cells}")
    return len(found)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("rulec")
    arguments.add_argument("--rows", type=int, default=2_000_000)
    arguments.add_argument("--keep", type=pathlib.Path)
    options = arguments.parse_args()
    rulec = str(pathlib.Path(options.rulec).resolve())
    os.environ["LANG"] = "fr_FR.UTF-8"
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or pathlib.Path(temporary)
        folder.mkdir(exist_ok=True)
        memory = {}
        for total in (options.rows // 10, options.rows):
            data, results, rejects, messages = (folder / name for name in ("d.csv", "r.csv", "refus.csv", "messages"))
            generate(data, total)
            code, seconds, busy, memory[total] = run(
                [rulec, "run", str(RULES), "--dispositif", "aide_individuelle", "--cases", str(data), "--format", "csv", "--output", str(results), "--rejects",
                 str(rejects)], messages)
            check(code == 4, f"exit code {code}\n{messages.read_text(encoding='utf-8')[-1000:]}")
            counts = check_rejects(rejects, total)
            found = check_results(results, total)
            check_messages(messages, counts)
            n_alone = check_alone(rulec, total, found, folder)
            print(f"{total} rows, {data.stat().st_size >> 20} MiB: {seconds:.1f} s, {busy:.1f} s of processor, {total / busy:.0f} rows a second of it, "
                  f"{memory[total] / 1024:.1f} MiB; faults {dict(sorted(counts.items()))}; {n_alone} rows alone give the same",
                  flush=True)
        check(memory[options.rows] < memory[options.rows // 10] + 8 * 1024, f"memory grows: {memory}")


if __name__ == "__main__":
    main()
