"""A contract signed on each day from 1 September 2019 to 31 December 2026, in each option and band: five years of maximum aid.

Usage: every_signing_day.py RULEC REPOSITORY [--table]. The amounts are held against a model of their own, written from the
published tables; no outcome may be an error but an unknown figure, an excluded case or a rule out of force. `--table` prints
the totals over five years, by the days of signature that share them.
"""

import csv
import datetime
import io
import json
import pathlib
import subprocess
import sys
import tempfile

RULES = "rules/assistants-medicaux"
FIRST, LAST = datetime.date(2019, 9, 1), datetime.date(2026, 12, 31)
NEW_AMOUNTS = datetime.date(2024, 6, 22)
OPTION_CLOSED = datetime.date(2023, 5, 1)
OPTIONS = ("tiers", "demi", "plein")
BANDS = ("sous_P30", "P30", "P50", "P70", "P90", "P95")
YEARS = range(1, 6)
# Year 1, year 2, later years, later years from P90 to P95, every year from P95; None: not in the table.
OLD = {"tiers": (12000, 9000, 7000, 8350, 12000), "demi": (18000, 13500, 10500, 12500, 18000), "plein": (36000, 27000, 21000, 25000, 36000)}
NEW = {"tiers": (None, 9450, 7350, 8767, 12600), "demi": (19000, 14000, 11000, 13000, 19000), "plein": (38000, 28000, 22000, 26000, 38000)}
# A specialist, in a group practice of an open department, at the floor or above where the band says so.
DOCTOR = {
    "médecin": {"secteur": "secteur_1", "spécialité": "cardiologie", "zone": "zip", "remplaçant": False, "rqth": False, "ald": False,
                "nouvellement_installé": False, "exercice_mixte": False},
    "cabinet": {"médecins": 2, "multisite": False, "exercice_coordonné_depuis": "2018-01-15", "engagement_coordonné": False,
                "volet_1_validé": True},
}


def anniversary(day, years):
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return datetime.date(day.year + years, 2, 28)


def amount(signed, option, band, year):
    """What the published tables give, or None."""
    row = (NEW if anniversary(signed, year - 1) >= NEW_AMOUNTS else OLD)[option]
    if band == "P95":
        return row[4]
    return row[min(year, 3) - 1] if year < 3 or band != "P90" else row[3]


def days():
    day = FIRST
    while day <= LAST:
        yield day
        day += datetime.timedelta(days=1)


def cases():
    for signed in days():
        for option in OPTIONS:
            for band in BANDS:
                yield signed, option, band


def decide(rulec, rules, folder):
    path = folder / "contrats.ndjson"
    with open(path, "w", encoding="utf-8") as file:
        for signed, option, band in cases():
            case = dict(DOCTOR, id=f"{signed} {option} {band}", contrat={"signé_le": signed.isoformat(), "option": option},
                        bilan={"file_active": 2000, "tranche": {"fa": band}})
            file.write(json.dumps(case, ensure_ascii=False) + "\n")
    ran = subprocess.run([rulec, "run", rules, "--dispositif", "aide_individuelle", "--cases", str(path), "--format", "csv", "--lang", "fr",
                          "--result", "aide_ouverte", "--result", "aide_maximale", "--result", "aide_maximale_totale"],
                         capture_output=True, check=False)
    return list(csv.DictReader(io.StringIO(ran.stdout.decode("utf-8")))), ran


def said(euros):
    return "exclu" if euros is None else f"{euros}"


def problems_of(rows):
    """What is not as the tables say; a row without an error says each amount, as a whole number of euros."""
    if len(rows) != sum(1 for _ in cases()):
        return [f"{len(rows)} rows"]
    problems = []
    for (signed, option, band), row in zip(cases(), rows):
        expected = [amount(signed, option, band, year) for year in YEARS]
        total = None if None in expected else sum(expected)
        is_open = band != "sous_P30" and (option != "tiers" or signed < OPTION_CLOSED)
        wanted = {"aide_ouverte": "true" if is_open else "false", "aide_maximale_totale": said(total)}
        wanted.update({f"aide_maximale({year})": said(euros) for year, euros in zip(YEARS, expected)})
        for name, value in wanted.items():
            if value == "exclu":
                if row[name] or not row["erreurs"].startswith("exclu(") or name not in row["erreurs"]:
                    problems.append(f"{row['id']}: {name} is {row[name]!r} ({row['erreurs']}), not excluded")
            elif row[name] != value:
                problems.append(f"{row['id']}: {name} is {row[name]!r}, not {value}")
        if None not in expected and row["erreurs"]:
            problems.append(f"{row['id']}: {row['erreurs']}")
    return problems


def print_totals(rows):
    """One line for each run of days that share all their totals."""
    columns = [(option, band) for option in OPTIONS for band in ("P50", "P90", "P95")]
    print("signé du     au         " + "".join(f"{option + ' ' + band:>12}" for option, band in columns))
    width = len(OPTIONS) * len(BANDS)
    runs = []
    for at, day in enumerate(days()):
        of_day = {(option, band): row for (option, band), row in
                  zip([(o, b) for o in OPTIONS for b in BANDS], rows[at * width:(at + 1) * width])}
        totals = tuple(of_day[column]["aide_maximale_totale"] or "exclu" for column in columns)
        if runs and runs[-1][2] == totals:
            runs[-1][1] = day
        else:
            runs.append([day, day, totals])
    for first, last, totals in runs:
        print(f"{first}   {last} " + "".join(f"{total:>12}" for total in totals))


def main():
    rulec, repository = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as scratch:
        rows, ran = decide(rulec, str(repository / RULES), pathlib.Path(scratch))
    if not rows:
        raise SystemExit(f"rulec run ended with {ran.returncode}: {ran.stderr.decode('utf-8')[:2000]}")
    problems = problems_of(rows)
    if "--table" in sys.argv[3:]:
        print_totals(rows)
    print(*problems[:20], sep="\n")
    print(f"{len(rows)} contracts, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
