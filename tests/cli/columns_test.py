#!/usr/bin/env python3
"""Cases decided as columns, on several threads, say byte for byte what cases decided one by one say.

Usage: tests/cli/columns_test.py RULEC CASE_BY_CASE POPULATION [--files N] [--rows N] [--seed N] [--rate ROWS]

Makes N files (20 by default) of synthetic dossiers of which a share has faults, spoils some of their bytes in all the ways
that data are spoilt, and compares standard output, standard error, the file of rejects and the exit code of both programs,
for every form of output that columns serve and for 1, 2 and 3 threads. A difference keeps the file and prints the command.
`--rate ROWS` compares nothing but the time of both programs on that many rows, and prints the ratio.
"""

import argparse
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
RULES = ROOT / "rules" / "assistants-medicaux"
FORMS = [["csv"], ["csv-fr"], ["csv", "--error-columns"], ["csv", "--lang", "en"], ["ndjson", "--brief"], ["json", "--brief"]]
RESULTS = [[], ["--result", "aide_ouverte", "--result", "aide_due", "--result", "tranche_du_montant"]]
CHOICES = [[], ["--input", "cabinet.volet_1_validé=vrai"], ["--reading", "seuil_activité=plus_de"],
           ["--at", "2026-01-01"], ["--max-errors", "3"], ["--id", "contrat.option"], ["--known-at", "2024-01-01"],
           ["--input", "contrat.option=demi", "--input", "médecin.zone=zac"]]
# Other spellings of what a cell may hold, right and wrong.
CELLS = ["", " ", "oui", "VRAI", "non", "1er mai 2023", "22/06/2024", "2024-02-30", "31/04/2021", "0001-01-01", "9999-12-31", "10000-01-01",
         "12 000", "12,5", "0.8", "0,8000", "0.80001", "-3", "+3", "1e3", "007", "99999999999999999999", "secteur 1", "SECTEUR_1", "Secteur 1",
         "P90", "p90", "20A", "médecine générale", "absent", "null", "tous", "demi", "2", "« demi »", "\"demi\"", "\"12,5\"", "\"a \"\"b\"\" c\"",
         "é", "\u00a0640\u00a0", "640 patients", "20 minutes", ".5", "5.", "--", "𝄞"]


def spoil(data: bytes, chance: random.Random) -> bytes:
    """The data with some of their rows changed."""
    lines = data.split(b"\n")
    for i in range(1, len(lines) - 1):
        draw = chance.random()
        if draw > 0.25:
            continue
        cells = lines[i].split(b",")
        at = chance.randrange(len(cells))
        if draw < 0.16:
            cells[at] = chance.choice(CELLS).encode()
            lines[i] = b",".join(cells)
        elif draw < 0.17:
            cells[at] = b'"' + cells[at] + chance.choice([b'"', b'" ', b'"x', b"", b"\n" + cells[at] + b'"', b'""'])
            lines[i] = b",".join(cells)
        elif draw < 0.18:
            lines[i] = chance.choice([b"", b"  \t", b"\r", b",", b"\0", b"a,b", lines[i] + b",", lines[i][: len(lines[i]) // 2]])
        elif draw < 0.19:
            place = chance.randrange(len(lines[i]) + 1)
            lines[i] = lines[i][:place] + bytes([chance.randrange(256)]) + lines[i][place:]
        elif draw < 0.20:
            lines[i] += b"\r"
        else:
            cells[at] = b" " + cells[at] + b"\t"
            lines[i] = b",".join(cells)
    data = b"\n".join(lines)
    if chance.random() < 0.2:
        data = data.replace(b"\n", b"\r\n")
    if chance.random() < 0.2:
        data = data.rstrip(b"\n")
    if chance.random() < 0.1:
        data = b"\xef\xbb\xbf" + data
    return data


def as_json(data: bytes, chance: random.Random) -> bytes:
    """The same dossiers in JSON, one a line, some of them spoilt or laid out otherwise."""
    header, *rows = data.decode().splitlines()
    names = header.split(",")
    lines = []
    for row in rows:
        case: dict = {}
        for name, cell in zip(names, row.split(",")):
            if cell == "" and chance.random() < 0.98:
                continue
            value: object = {"true": True, "false": False, "": None}.get(cell, cell)
            case[name] = int(cell) if cell.isdigit() and len(cell) < 9 and name != "médecin.département" else value
        draw = chance.random()
        if draw < 0.02:
            case[chance.choice(["télécopie", "médecin", "bilan.tranche", f"inconnu_{chance.randrange(200)}", "médecin.zone.x", "commentaire"])] = chance.choice(
                [1, "a", None, [1], {"x": 2}])
        elif draw < 0.04:
            case[chance.choice(names)] = chance.choice([*CELLS, 12.5, True, None, [1, 2], {"a": 1}, "a\nb"])
        elif draw < 0.05:
            case = {"bilan": {"mt_adultes": 900, "tranche": {"mt": "P50"}}, **case}
        line = json.dumps(case, ensure_ascii=chance.random() < 0.2)
        spoilt = chance.random()
        if spoilt < 0.01:
            place = chance.randrange(len(line))
            line = line[:place] + chance.choice(['"', "}", "{", "[", "]", ",", "\\", "é", "\t", ""]) + line[place + chance.randrange(3):]
        elif spoilt < 0.013:
            line = chance.choice(["", "  ", "12", "[]", "null", '"a"', line + line, line + ",", json.dumps(case, indent=1), "  " + line, "[" + line, line + "]"])
        lines.append(line)
    text = "\n".join(lines).encode()
    if chance.random() < 0.3:
        place = chance.randrange(len(text))
        text = text[:place] + bytes([chance.randrange(128, 256)]) + text[place:]
    if chance.random() < 0.1:
        text = b"[" + text.replace(b"\n", b",\n") + b"]"
    return text


def outcome(program: str, arguments: list[str], rejects: pathlib.Path) -> tuple:
    rejects.unlink(missing_ok=True)
    done = subprocess.run([program, "run", str(RULES), *arguments, "--rejects", str(rejects)], capture_output=True, check=False, timeout=300)
    return done.returncode, done.stdout, done.stderr, rejects.read_bytes() if rejects.exists() else b""


def population(program: str, rows: int, seed: int, share: str) -> bytes:
    return subprocess.run([program, "--rows", str(rows), "--seed", str(seed), "--errors", share], capture_output=True, check=True).stdout


def compare(options: argparse.Namespace, folder: pathlib.Path) -> int:
    n_compared = 0
    for number in range(options.files):
        seed = options.seed + number
        chance = random.Random(seed)
        share = chance.choice(["0%", "1%", "50%"])
        rows = chance.choice([1, 5, 200, 1023, 1024, 1025, options.rows])
        data = population(options.population, rows, seed, share)
        is_json = chance.random() < 0.4
        if is_json:
            data = as_json(data, chance)
        elif chance.random() < 0.8:
            data = spoil(data, chance)
        cases = folder / ("cases.ndjson" if is_json else "cases.csv")
        cases.write_bytes(data)
        base = ["--dispositif", "aide_individuelle", "--cases", str(cases), *chance.choice(RESULTS), *chance.choice(CHOICES)]
        for form in chance.sample(FORMS, 2):
            arguments = [*base, "--format", *form]
            expected = outcome(options.case_by_case, arguments, folder / "rejects")
            for threads in ("1", "2", "3"):
                given = outcome(options.rulec, [*arguments, "--threads", threads], folder / "rejects")
                n_compared += 1
                if given == expected:
                    continue
                kept = pathlib.Path(tempfile.mkdtemp(prefix="columns_")) / cases.name
                kept.write_bytes(data)
                print(f"seed {seed}: {' '.join(arguments)} --threads {threads} differs; the cases are in {kept}")
                for name, one, other in zip(("code", "output", "messages", "rejects"), expected, given):
                    if one != other:
                        print(f"  {name}: {str(one)[:300]} … / {str(other)[:300]} …")
                return 1
    print(f"{n_compared} runs on {options.files} files: the same bytes, seeds {options.seed} to {options.seed + options.files - 1}")
    return 0


def rates(options: argparse.Namespace, folder: pathlib.Path) -> int:
    cases = folder / "cases.csv"
    cases.write_bytes(population(options.population, options.rate, options.seed, "1%"))
    for results in RESULTS:
        base = ["--dispositif", "aide_individuelle", "--cases", str(cases), "--format", "csv", "--max-errors", "0", *results]
        seconds = {}
        for name, program, threads in (("one by one", options.case_by_case, []), ("columns, 1 thread", options.rulec, ["--threads", "1"]),
                                       ("columns, 2 threads", options.rulec, ["--threads", "2"])):
            times = []
            for _ in range(3):
                start = time.perf_counter()
                outcome(program, [*base, *threads], folder / "rejects")
                times.append(time.perf_counter() - start)
            seconds[name] = min(times)
        print(" ".join(results) or "every result")
        for name, least in seconds.items():
            print(f"  {name:<20} {options.rate / least:10.0f} rows/s   {seconds['one by one'] / least:5.2f} ×")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("rulec")
    parser.add_argument("case_by_case")
    parser.add_argument("population")
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--rows", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=int)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        return (rates if options.rate else compare)(options, pathlib.Path(name))


if __name__ == "__main__":
    sys.exit(main())
