"""Writes the pages of docs/diagnostics as entries of a C++ array: embed_pages.py FOLDER OUTPUT."""

import pathlib
import re
import sys

SECTIONS = ("Français", "English")
DELIMITER = "AVNPAGE"
# Compilers need accept no string literal longer than 65 536 characters.
MAX_BYTES = 60_000


def read_sections(path: pathlib.Path) -> dict[str, str]:
    """The text under each `## …` heading that is outside a fenced block, by heading."""
    sections: dict[str, list[str]] = {}
    current: list[str] | None = None
    fence = None
    for line in path.read_text(encoding="utf-8").splitlines():
        mark = re.match(r" {0,3}(`{3,}|~{3,})", line)
        if fence is None and line.startswith("## "):
            current = sections.setdefault(line[3:].strip(), [])
            continue
        if mark and fence is None:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
            fence = None
        if current is not None:
            current.append(line)
    return {name: "\n".join(lines).strip() + "\n" for name, lines in sections.items()}


def literal(text: str, path: pathlib.Path) -> str:
    if f"){DELIMITER}\"" in text or len(text.encode()) > MAX_BYTES:
        sys.exit(f"{path}: the page is too long or holds the end of a raw string")
    return f'R"{DELIMITER}({text}){DELIMITER}"'


def main(folder: str, output: str) -> None:
    entries = []
    for path in sorted(pathlib.Path(folder).glob("AVN[0-9][0-9][0-9][0-9].md")):
        sections = read_sections(path)
        texts = ", ".join(literal(sections.get(name, ""), path) for name in SECTIONS)
        entries.append(f"{{{path.stem[3:].lstrip('0')}, {texts}}},\n")
    target = pathlib.Path(output)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("".join(entries), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
