"""Every displayed part adds up to the displayed total, in every form of output.

Usage: displayed_sums.py RULEC REPOSITORY [CASES]. What is compared are the figures as people read them: instalments with the aid of their
year, years with the total over five years, lines of the calendar with the instalments, on random cases of the corpus; and instalments of thirds,
sevenths and percentages of random amounts on a small project made for it.
"""

import csv
import datetime
import io
import json
import pathlib
import random
import re
import sys
import tempfile
from fractions import Fraction

import conservative_extension as corpus

AMOUNT = re.compile(r"(-|−)?(\d{1,3}(?: \d{3})*|\d+)(?:,(\d+))? ?€?")
NO_VALUE = {"", "absent"}
PARTS = [("aide_due", "versements"), ("aide_maximale_totale", "aide_maximale")]

THIRDS = """\
# Des fractions

```avenant
texte fractions
  publié le     1er janvier 2020
  en vigueur le 2 janvier 2020

dispositif aide
  application selon jour
  jour inexistant au plus tôt

  entrée jour  : date
  entrée somme : montant de 0 € à 1 000 000 €
  entrée deux  : booléen

résultat définition due pour n de 1 à 3 : montant = somme × n

résultat définition totale : montant = somme de due(n) pour n de 1 à 3

résultat échéancier versements pour n de 1 à 3 de due(n) « versements »
  si deux
    « premier »   1/3      le jour
    « deuxième »  2/7      dans 1 mois à compter de jour
    « dernier »   le reste dans 2 mois à compter de jour
  sinon
    « moitié »   12,5 %   le jour
    « reste »    le reste le inconnu « date du reste »
```
"""


def amount(text):
    """A displayed figure; None where there is none."""
    text = text.replace("\u00a0", " ").replace("\u202f", " ").strip()
    if text in NO_VALUE:
        return Fraction(0)
    match = AMOUNT.fullmatch(text)
    if not match:
        return None
    sign = -1 if match.group(1) else 1
    decimals = match.group(3) or ""
    return sign * Fraction(int(match.group(2).replace(" ", "") + decimals), 10 ** len(decimals))


def members(node, path=()):
    """The members of a result in JSON: by indices, the text displayed, or None for an error."""
    if "value" in node or "error" in node:
        yield path, None if "error" in node else node["text"]
        return
    for name, child in node.items():
        yield from members(child, path + (name,))


class Tally:
    def __init__(self):
        self.problems = []
        self.counts = {}

    def check(self, form, what, total, parts):
        """Whether parts add up to a total; figures that are not displayed say nothing."""
        if total is None or None in parts:
            return
        self.counts[form] = self.counts.get(form, 0) + 1
        if sum(parts, Fraction(0)) != total:
            self.problems.append(f"{form}: {what}: {[str(part) for part in parts]} is not {total}")


def is_part(result, name):
    """Whether a result is a rule, or one line of an échéancier, and not its date."""
    return result == name or re.fullmatch(re.escape(name) + r"\.(?!date$)[^.]+", result) is not None


def by_year(results, name):
    """The displayed members of a result or of the parts of a rule, by their last index."""
    years = {}
    for result, node in results.items():
        if is_part(result, name):
            for path, text in members(node):
                years.setdefault(path[-1] if path else "", []).append(None if text is None else amount(text))
    return years


def check_results(form, results, total, part, tally):
    totals, parts = by_year(results, total), by_year(results, part)
    if list(totals) == [""]:
        tally.check(form, total, totals[""][0], [figure for figures in parts.values() for figure in figures])
        return
    for year, figures in totals.items():
        if year in parts:
            tally.check(form, f"{total}({year})", figures[0], parts[year])


def check_json(rulec, cases, dispositif, pairs, tally):
    lines = rulec.run(cases, dispositif)
    for line in lines:
        for total, part in pairs:
            check_results("json", line["results"], total, part, tally)
    return lines


def check_csv(rulec, cases, dispositif, pairs, tally, form):
    data = "\n".join(json.dumps(case, ensure_ascii=False) for case in cases).encode("utf-8")
    out = rulec("run", "rules", "--dispositif", dispositif, "--cases", "-", "--input-format", "ndjson", "--format", form, "--at", "2030-01-01",
                "--error-columns", stdin=data, codes=(0, 4, 5)).lstrip("\ufeff")
    for row in csv.DictReader(io.StringIO(out), delimiter=";" if form == "csv-fr" else ","):
        for total, part in pairs:
            figures = {}
            for column, text in row.items():
                match = re.fullmatch(r"(.*?)(?:\((\d)\))?", column)
                if column.endswith(".erreur") or not any(is_part(match.group(1), one) for one in (total, part)):
                    continue
                name = match.group(1).split(".")[0]
                failed = row.get(column + ".erreur", "")
                figures.setdefault(name, {}).setdefault(match.group(2) or "", []).append(
                    None if failed else amount(text.replace(".", ",") if form == "csv" else text))
            totals, parts = figures.get(total, {}), figures.get(part, {})
            if list(totals) == [""]:
                tally.check(form, total, totals[""][0], [one for year in parts.values() for one in year])
                continue
            for year, found in totals.items():
                if year in parts:
                    tally.check(form, f"{total}({year})", found[0], parts[year])


def check_text(rulec, cases, dispositif, titles, tally):
    """The table of the terminal, as it is printed."""
    data = "\n".join(json.dumps(case, ensure_ascii=False) for case in cases).encode("utf-8")
    out = rulec("run", "rules", "--dispositif", dispositif, "--cases", "-", "--input-format", "ndjson", "--at", "2030-01-01", stdin=data,
                codes=(0, 4, 5))
    rows = {}
    for line in out.splitlines() + ["dossier"]:
        if line and not line.startswith(" "):
            for total, part in titles:
                figures, parts = rows.get(total, [[]])[0], rows.get(part, [])
                # A family too wide for a table has a line a member.
                if not parts or any(len(one) != len(figures) for one in parts):
                    continue
                for column, figure in enumerate(figures):
                    tally.check("text", f"{total}, {column + 1}", figure, [one[column] for one in parts])
            rows = {}
            continue
        cells = re.split(r" {2,}", line.strip())
        for title in {title for pair in titles for title in pair}:
            if re.fullmatch(re.escape(title) + r"(\s«[^»]*»)?", cells[0]):
                rows.setdefault(title, []).append([amount(cell) for cell in cells[1:]])


def check_calendar(rulec, cases, dispositif, lines, tally):
    """Of each case, all lines of the calendar that are instalments make up the instalments displayed."""
    data = "\n".join(json.dumps(case, ensure_ascii=False) for case in cases).encode("utf-8")
    out = rulec("calendar", "rules", "--dispositif", dispositif, "--cases", "-", "--input-format", "ndjson", "--format", "json", "--at", "2030-01-01",
                stdin=data, codes=(0, 4, 5))
    for line, case in zip(lines, json.loads(out), strict=True):
        shown = [entry["amount"] for entry in case["entries"] if entry["kind"] == "instalment"]
        parts = [figure for year in by_year(line["results"], "versements").values() for figure in year]
        if None in parts or None in shown:
            continue
        tally.check("calendar", "versements", sum(parts, Fraction(0)), [Fraction(str(one)) for one in shown])


def check_corpus(rulec, repository, dispositif, day, n_cases, tally):
    schema = json.loads(rulec("schema", "rules", "--dispositif", dispositif))
    maker = corpus.CaseMaker(repository, schema, day, random.Random(f"sums {dispositif}"))
    cases = [maker.case() for _ in range(n_cases)]
    titles = [("aide due", "versements de l’année")]
    lines = check_json(rulec, cases, dispositif, PARTS, tally)
    for form in ("csv", "csv-fr"):
        check_csv(rulec, cases, dispositif, PARTS, tally, form)
    check_text(rulec, cases, dispositif, titles, tally)
    check_calendar(rulec, cases, dispositif, lines, tally)


def check_fractions(rulec, n_cases, tally):
    rng = random.Random("thirds")
    cases = [{"jour": (datetime.date(2021, 1, 1) + datetime.timedelta(days=rng.randint(0, 900))).isoformat(),
              "somme": rng.choice([0, 1, rng.randint(0, 30000)]) + round(rng.randint(0, 99) / 100, 2), "deux": rng.random() < 0.5}
             for _ in range(n_cases)]
    pairs = [("due", "versements"), ("totale", "due")]
    lines = check_json(rulec, cases, "aide", pairs, tally)
    for form in ("csv", "csv-fr"):
        check_csv(rulec, cases, "aide", pairs, tally, form)
    check_text(rulec, cases, "aide", [("due", "versements")], tally)
    check_calendar(rulec, cases, "aide", lines, tally)


def main():
    repository = pathlib.Path(sys.argv[2]).resolve()
    n_cases = int(sys.argv[3]) if len(sys.argv) > 3 else 300
    tally = Tally()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        corpus.make_rules(folder / "corpus", repository, corpus.FIRST + corpus.LATER)
        rulec = corpus.Rulec(sys.argv[1], folder / "corpus")
        check_corpus(rulec, repository, "aide_individuelle", datetime.date(2026, 1, 1), n_cases, tally)
        check_corpus(rulec, repository, "aide_collective", datetime.date(2028, 1, 1), n_cases, tally)
        (folder / "fractions" / "rules").mkdir(parents=True)
        (folder / "fractions" / "rules" / "fractions.avn.md").write_text(THIRDS, encoding="utf-8")
        check_fractions(corpus.Rulec(sys.argv[1], folder / "fractions"), n_cases, tally)
    print(", ".join(f"{form}: {count} sums" for form, count in tally.counts.items()) + f", {len(tally.problems)} problems")
    print("\n".join(tally.problems[:10]))
    lacking = [form for form in ("json", "csv", "csv-fr", "text", "calendar") if tally.counts.get(form, 0) < n_cases // 2]
    if lacking:
        print(f"too few sums were displayed to show anything: {lacking}")
    sys.exit(1 if tally.problems or lacking else 0)


if __name__ == "__main__":
    main()
