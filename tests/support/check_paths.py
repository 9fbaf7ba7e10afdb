"""Checks that the paths that the documentation names exist.

Usage: check_paths.py ROOT. A path is what stands between backticks or in a link and begins with a folder of the top level, or
is a link relative to its page.
"""
import pathlib
import re
import sys

TOP = ("compiler", "runtime", "rules", "stdlib", "tests", "examples", "docs")
NAMED = re.compile(r"`([A-Za-z_.*-]+(?:/[\w.*-]*)*)`")
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def exists(root: pathlib.Path, page: pathlib.Path, name: str, is_link: bool) -> bool:
    if is_link:
        return (page.parent / name).exists()
    return bool(list(root.glob(name.rstrip("/"))))


def main() -> int:
    root = pathlib.Path(sys.argv[1])
    pages = [root / "README.md", *sorted((root / "docs").rglob("*.md")), *sorted((root / "examples").rglob("*.md"))]
    faults, n_paths = [], 0
    for page in pages:
        if "decisions" in page.parts:
            continue  # A decision tells what was true on its day.
        text = page.read_text(encoding="utf-8")
        names = [(name, False) for name in NAMED.findall(text) if name.split("/")[0] in TOP and "/" in name]
        names += [(name, True) for name in LINK.findall(text) if " " not in name]
        n_paths += len(names)
        faults += [f"{page.relative_to(root)}: {name} does not exist" for name, link in names if not exists(root, page, name, link)]
    print("\n".join(faults) if faults else f"{n_paths} paths exist")
    return 1 if faults or n_paths < 50 else 0


if __name__ == "__main__":
    sys.exit(main())
