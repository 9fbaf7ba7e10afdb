"""Figures as tables of Markdown, and the part of a page that holds them."""

import pathlib

from figures import MOST_EXPONENT, Figures, Series
from picture import count_words, draw, in_words

BEGIN = "<!-- Written by tests/bench/growth/measure_growth -->"
END = "<!-- End of what measure_growth writes -->"


def cost(series: Series, n: int) -> str:
    if n not in series.seconds:
        return ""
    ratio = series.ratio(n)
    return in_words(series.seconds[n] / n) + (f" ({ratio:.2f})" if ratio is not None else "")


def aligned(rows: list[list[str]]) -> str:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def table(series: list[Series], head: str) -> str:
    """Cost of one by size, with the ratio to the size before in brackets, and the exponent of the large end."""
    sizes = sorted({n for each in series for n in each.seconds})
    rows = [[head, *map(count_words, sizes), "exponent"]]
    for each in series:
        rows.append([each.name, *[cost(each, n) for n in sizes], f"{each.exponent():.2f}"])
        if each.peak_kib:
            peaks = [f"{each.peak_kib[n] // 1024} MiB" if n in each.peak_kib else "" for n in sizes]
            rows.append(["… its peak memory", *peaks, ""])
    return aligned(rows)


def whole_table(series: list[Series], head: str) -> str:
    """Cost as it is, not of one."""
    sizes = sorted({n for each in series for n in each.seconds})
    rows = [[head, *map(count_words, sizes), "exponent"]]
    for each in series:
        rows.append([each.name, *[in_words(each.seconds[n]) for n in sizes], f"{each.exponent():.2f}"])
    return aligned(rows)


def superlinear(figures: Figures) -> list[str]:
    """What grows faster than its cause."""
    groups = {"rows": figures.rows, "check": figures.check, "compile": figures.compile, "decide": figures.decide}
    return [
        f"{group}, {each.name}: exponent {each.exponent():.2f}"
        for group, series in groups.items()
        for each in series
        if each.exponent() > MOST_EXPONENT
    ]


def tables(figures: Figures) -> list[tuple[str, str, str]]:
    """Name of the picture, or nothing, title, and table."""
    return [
        ("growth_rows", "A row, as there are more of them", table(figures.rows, "a row of")),
        ("growth_check", "Checking and building a rule, as there are more of them", table(figures.check, "a rule of")),
        ("growth_compile", "Compiling a rule for the processor", table(figures.compile, "a rule of")),
        ("growth_decide", "Deciding one case on all rules at once", table(figures.decide, "a rule of")),
        ("", "One dispositif of a hundred rules, among more rules", whole_table(figures.dispositif, "among")),
    ]


def pictures(figures: Figures) -> dict[str, str]:
    return {
        "growth_rows": draw("growth_rows", "Rows", "rows", figures.rows),
        "growth_check": draw("growth_check", "Checking and building", "rules", figures.check),
        "growth_compile": draw("growth_compile", "Compiling for the processor", "rules", figures.compile),
        "growth_decide": draw("growth_decide", "Deciding one case on all rules", "rules", figures.decide),
    }


def write(docs: pathlib.Path, figures: Figures) -> None:
    """Puts the tables between the marks of benchmarks.md, and the pictures beside it."""
    (docs / "pictures").mkdir(exist_ok=True)
    for name, drawing in pictures(figures).items():
        (docs / "pictures" / f"{name}.svg").write_text(drawing, encoding="utf-8")
    parts = []
    for name, title, text in tables(figures):
        parts.append(f"### {title}\n")
        if name:
            parts.append(f"![The curves of the table below](pictures/{name}.svg)\n")
        parts.append(text + "\n")
    page = docs / "benchmarks.md"
    before, rest = page.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    page.write_text(before + BEGIN + "\n\n" + "\n".join(parts) + "\n" + END + after, encoding="utf-8")
