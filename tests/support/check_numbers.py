"""Runs the tables of docs/numbers-and-dates.md: every conversion, every rounding, the day that does not exist.

Usage: check_numbers.py ROOT RULEC. Each cell that states a result becomes a definition and a scenario of one rule file.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HEAD = """```avenant
texte essai_des_nombres
  titre         « Nombres »
  publié le     1er janvier 2020
  en vigueur le 1er janvier 2020

unité point, points

dispositif essai_des_nombres
  application selon jour

  entrée jour : date

définition j : date = 31 janvier 2023

cas base
  jour = 1er janvier 2023
"""
SENSES = {
    "nearest, half away from zero": "",
    "nearest, half to even": "au pair",
    "down, to −∞": "inférieur",
    "up, to +∞": "supérieur",
    "toward zero": "vers zéro",
}
FIXES = {"`au plus tôt` (earliest)": " jour inexistant au plus tôt", "`au plus tard` (latest)": " jour inexistant au plus tard", "nothing": ""}
MISSING_DAYS = ("date(2023 ; 1 ; 31) + 1 mois", "anniversaire(date(2020 ; 2 ; 29) ; 1)")


def table(page: str, mark: str) -> list[list[str]]:
    """The rows of the table under a mark, the header first, without the rule under it."""
    lines = page.partition(f"<!-- checked: {mark} -->\n")[2].partition("\n\n")[0].splitlines()
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    return [row for row in rows if not row[0].startswith("---")]


def conversions(page: str) -> list[tuple[str, str, str]]:
    return [(written.strip("`"), kind, result) for _, written, kind, result in table(page, "conversions")[1:]]


def roundings(page: str) -> list[tuple[str, str, str]]:
    header, *rows = table(page, "rounding")
    checks = []
    for row in rows:
        for number, result in zip(header[1:], row[1:], strict=True):
            checks.append((f"({number}) arrondi à l’unité {SENSES[row[0]]}", "entier", result))
    return checks


def missing_days(page: str) -> list[tuple[str, str, str]]:
    checks = []
    for row in table(page, "missing day")[1:]:
        for expression, result in zip(MISSING_DAYS, row[1:], strict=True):
            found = re.match(r"(\d\d)/(\d\d)/(\d{4})", result)
            checks.append((expression + FIXES[row[0]], "date", numeric(found) if found else "en erreur date"))
    return checks


def numeric(found: re.Match[str]) -> str:
    months = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
    day, month, year = (int(part) for part in found.groups())
    return f"{'1er' if day == 1 else day} {months[month - 1]} {year}"


def check_data(page: str, rulec: str, folder: pathlib.Path) -> list[str]:
    """What a run makes of each text, against the table."""
    rows = table(page, "data")[1:]
    text = HEAD.partition("\ndéfinition")[0] + "\n"
    case = {"jour": "2023-01-01"}
    for rank, (written, kind, _) in enumerate(rows):
        text += f"\nentrée donnée_{rank} : {kind}\nrésultat définition valeur_{rank} : {kind} = donnée_{rank}\n"
        case[f"donnée_{rank}"] = written.strip("`")
    (folder / "donnees.avn.md").write_text(text + "```\n", encoding="utf-8")
    (folder / "dossier.json").write_text(json.dumps(case), encoding="utf-8")
    command = [rulec, "run", str(folder / "donnees.avn.md"), "--cases", str(folder / "dossier.json"), "--format", "json", "--lang", "fr"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    results = json.loads(done.stdout)[0]["results"]
    faults = []
    for rank, (written, kind, expected) in enumerate(rows):
        result = results[f"valeur_{rank}"]
        found = plain(result["text"]) if "text" in result else "unreadable"
        if found != expected:
            faults.append(f"{written} as {kind}: {found}, and not {expected}")
    return faults if len(rows) > 25 else ["the table of data was not found"]


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def main() -> int:
    root, rulec = pathlib.Path(sys.argv[1]), sys.argv[2]
    page = (root / "docs/numbers-and-dates.md").read_text(encoding="utf-8")
    checks = conversions(page) + roundings(page) + missing_days(page)
    if len(checks) < 60:
        print(f"only {len(checks)} cells found")
        return 1
    text = HEAD
    for rank, (expression, kind, _) in enumerate(checks):
        text += f"\ndéfinition valeur_{rank} : {kind} = {expression}\n"
    for rank, (expression, _, result) in enumerate(checks):
        text += f"\nscénario « {expression} » à partir de base\n  attendu valeur_{rank} = {result}\n"
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "nombres.avn.md"
        path.write_text(text + "```\n", encoding="utf-8")
        done = subprocess.run([rulec, "test", str(path), "--lang", "fr"], capture_output=True, text=True, timeout=60)
        faults = check_data(page, rulec, pathlib.Path(folder))
    print(done.stdout + "\n".join(faults))
    return 0 if done.returncode == 0 and f"({len(checks)} attentes)" in done.stdout and not faults else 1


if __name__ == "__main__":
    sys.exit(main())
