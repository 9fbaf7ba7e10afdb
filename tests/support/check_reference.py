"""Compares the language reference with the sources that it describes.

Usage: check_reference.py ROOT. Checks that every node of the grammar is treated in a section, that every message that an author
may meet is named, and that the glossary and the list of run-time errors are those of the definition files.
"""
import pathlib
import re
import sys

import read_definitions

KEYWORD = re.compile(r'^AVENANT_KEYWORD\((\w+), \w+, "([^"]*)", "([^"]*)"\)', re.MULTILINE)
SPELLING = re.compile(r'^AVENANT_SPELLING\((\w+), "([^"]*)", "([^"]*)"\)', re.MULTILINE)
NODE = re.compile(r"^AVENANT_(?:NODE|EXPRESSION|RULE)\((\w+)\)", re.MULTILINE)
DIAGNOSTIC = re.compile(r"^AVENANT_DIAGNOSTIC\(\w+, (\d{4}),", re.MULTILINE)
RUNTIME_ERROR = re.compile(r'^AVENANT_RUNTIME_ERROR\(\w+, "([^"]*)", "([^"]*)"', re.MULTILINE)
CODE = re.compile(r"AVN(\d{4})(?: à AVN(\d{4}))?")


def words(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names if name)


def check_glossary(root: pathlib.Path, faults: list[str]) -> None:
    source = (root / "compiler/syntax/keywords.def").read_text(encoding="utf-8")
    glossary = (root / "docs/reference/glossaire.md").read_text(encoding="utf-8")
    spellings: dict[str, tuple[list[str], list[str]]] = {}
    for keyword, french, english in KEYWORD.findall(source):
        spellings[keyword] = ([french], [english])
    for keyword, french, english in SPELLING.findall(source):
        spellings[keyword][0].append(french)
        spellings[keyword][1].append(english)
    for french, english in spellings.values():
        if f"| {words(french)} | {words(english)} |" not in glossary:
            faults.append(f"glossaire.md: no line « | {words(french)} | {words(english)} | »")
    n_lines = len(re.findall(r"^\| `", glossary, re.MULTILINE))
    if n_lines != len(spellings):
        faults.append(f"glossaire.md has {n_lines} words, keywords.def {len(spellings)}")


def check_nodes(root: pathlib.Path, text: str, faults: list[str]) -> None:
    nodes = set(NODE.findall((root / "compiler/syntax/node.def").read_text(encoding="utf-8")))
    treated = {node for names in re.findall(r"<!-- nodes: (.*?) -->", text, re.DOTALL) for node in names.split()}
    faults += [f"node.def: no section treats {node}" for node in sorted(nodes - treated)]
    faults += [f"docs/reference: {node} is no node of the grammar" for node in sorted(treated - nodes)]


def check_codes(root: pathlib.Path, text: str, faults: list[str]) -> None:
    source = read_definitions.read_whole(root / "compiler/diagnostics/diagnostics.def")
    codes = {int(code) for code in DIAGNOSTIC.findall(source)}
    named = set()
    for first, last in CODE.findall(text):
        if int(first) not in codes or (last and int(last) not in codes):
            faults.append(f"docs/reference: AVN{first} … is no message")
        named |= set(range(int(first), int(last or first) + 1))
    # Messages of the rules; those of commands and data are in commands.md.
    faults += [f"docs/reference: AVN{code} is not named" for code in sorted(codes - named) if code < 6000 or code >= 7000]


def check_errors(root: pathlib.Path, faults: list[str]) -> None:
    source = (root / "runtime/value/runtime_errors.def").read_text(encoding="utf-8")
    page = (root / "docs/reference/7-erreurs.md").read_text(encoding="utf-8")
    expected = [(keyword, french) for keyword, french in RUNTIME_ERROR.findall(source)]
    table = page.partition("<!-- erreurs")[2].partition("\n\n")[0]
    found = re.findall(r"^\| `(\w+)` \| ([^|]*?) \|", table, re.MULTILINE)
    if found != expected:
        faults.append(f"7-erreurs.md lists other errors, or in another order: {set(expected) ^ set(found)}")


def main() -> int:
    root = pathlib.Path(sys.argv[1])
    pages = sorted((root / "docs/reference").glob("*.md"))
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    faults: list[str] = []
    check_glossary(root, faults)
    check_nodes(root, text, faults)
    check_codes(root, text, faults)
    check_errors(root, faults)
    print("\n".join(faults) if faults else f"{len(pages)} pages agree with the sources")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
