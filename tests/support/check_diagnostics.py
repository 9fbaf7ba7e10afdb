"""Checks that every code of diagnostics.def is whole: both languages, a page in both, a file test, honest parameters.

Usage: check_diagnostics.py REPOSITORY. Prints each problem on a line and ends with 1 when there is one.
"""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent.parent / "compiler" / "diagnostics"))
sys.path.insert(0, str(pathlib.Path(__file__).parent))
from embed_pages import SECTIONS, read_sections  # noqa: E402
from read_definitions import read_calls  # noqa: E402

MIN_PAGE_CHARACTERS = 120
LEVELS = {"Error", "Warning", "Note"}


def parameters(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def check_texts(code: str, entry: list[str]) -> list[str]:
    _, _, level, title_fr, title_en, help_fr, help_en = entry
    problems = []
    if level not in LEVELS:
        problems.append(f"level {level} is none of {sorted(LEVELS)}")
    if not title_fr or not title_en:
        problems.append("a title is empty")
    if bool(help_fr) != bool(help_en):
        problems.append("the help exists in one language only")
    if parameters(title_fr) != parameters(title_en):
        problems.append(f"titles use {sorted(parameters(title_fr))} in French, {sorted(parameters(title_en))} in English")
    if parameters(help_fr) != parameters(help_en):
        problems.append(f"helps use {sorted(parameters(help_fr))} in French, {sorted(parameters(help_en))} in English")
    for title in (title_fr, title_en):
        if title.endswith(".") or "\n" in title:
            problems.append(f"the title is not one line without a period: {title}")
    if re.search(r"\w'\w", title_fr + help_fr):
        problems.append("an apostrophe is not ’ in French")
    return [f"{code}: {problem}" for problem in problems]


def check_page(code: str, folder: pathlib.Path) -> list[str]:
    path = folder / f"{code}.md"
    if not path.exists():
        return [f"{code}: no page docs/diagnostics/{code}.md"]
    sections = read_sections(path)
    problems = []
    if not path.read_text(encoding="utf-8").startswith(f"# {code}\n"):
        problems.append(f"{code}: the page does not begin with « # {code} »")
    for name in SECTIONS:
        if len(sections.get(name, "")) < MIN_PAGE_CHARACTERS:
            problems.append(f"{code}: the section « {name} » of the page is missing or too short")
    return problems


def check_test(code: str, folder: pathlib.Path) -> list[str]:
    """A file test named after the code, or a command of tests/cli for what comes from no rule file."""
    tests = [*folder.glob(f"{code}_*.avn.md"), *folder.glob(f"{code}_*.sh")]
    if any(f"[{code}]" in path.read_text(encoding="utf-8") for path in tests):
        return []
    if tests:
        return [f"{code}: its file test does not expect it"]
    commands = sorted((folder.parent / "cli").glob("*.py"))
    if any(code in path.read_text(encoding="utf-8") for path in commands):
        return []
    return [f"{code}: no file test tests/diagnostics/{code}_*.avn.md or .sh, and no command of tests/cli shows it"]


def check_use(code: str, name: str, sources: str) -> list[str]:
    """A code that nothing reports is a promise that nothing keeps."""
    return [] if re.search(rf"\bCode::{name}\b", sources) else [f"{code}: nothing reports Code::{name}"]


def check_labels(path: pathlib.Path) -> list[str]:
    problems = []
    for name, french, english in read_calls(path, "AVENANT_LABEL"):
        if not french or not english:
            problems.append(f"label {name}: a text is empty")
        if parameters(french) != parameters(english):
            problems.append(f"label {name}: the languages use different parameters")
        if re.search(r"\w'\w", french):
            problems.append(f"label {name}: an apostrophe is not ’ in French")
    return problems


def check_strays(root: pathlib.Path, codes: set[str]) -> list[str]:
    """Pages and tests of codes that do not exist."""
    problems = []
    for path in [*root.glob("docs/diagnostics/AVN*.md"), *root.glob("tests/diagnostics/AVN*")]:
        if path.name[:7] not in codes:
            problems.append(f"{path.relative_to(root)}: {path.name[:7]} is not in diagnostics.def")
    return problems


def main(repository: str) -> int:
    root = pathlib.Path(repository)
    entries = read_calls(root / "compiler/diagnostics/diagnostics.def", "AVENANT_DIAGNOSTIC")
    sources = "".join(path.read_text(encoding="utf-8") for path in sorted(root.glob("compiler/**/*.?pp")))
    problems: list[str] = []
    seen: dict[str, str] = {}
    for entry in entries:
        code = f"AVN{entry[1]}"
        if not re.fullmatch(r"AVN[1-9]\d{3}", code):
            problems.append(f"{code}: the number has not four digits")
        if code in seen:
            problems.append(f"{code}: given to {seen[code]} and to {entry[0]}")
        seen[code] = entry[0]
        problems += check_texts(code, entry)
        problems += check_page(code, root / "docs/diagnostics")
        problems += check_use(code, entry[0], sources)
        problems += check_test(code, root / "tests/diagnostics")
    problems += check_labels(root / "compiler/diagnostics/labels.def")
    problems += check_strays(root, set(seen))
    for problem in problems:
        print(problem)
    print(f"{len(entries)} codes, {len(problems)} problems")
    return 1 if problems or not entries else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
