"""Writes out the files that the author's guide and the reference show, and runs their checks and scenarios.

Usage: check_examples.py RULEC PAGE…. A block opened by four backticks and `markdown NAME.avn.md` is a part of that file; parts of
one name, in order, make the whole file. The files of one folder are one project; a name without a folder is a project alone.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"^````markdown (\S+\.avn\.md)\n(.*?)^````$", re.MULTILINE | re.DOTALL)


def files_of(pages: str) -> dict[str, str]:
    files: dict[str, str] = {}
    for name, body in BLOCK.findall(pages):
        files[name] = files.get(name, "") + body + "\n"
    return files


def run(rulec: str, command: str, project: pathlib.Path) -> bool:
    done = subprocess.run([rulec, command, str(project), "--lang", "fr"], capture_output=True, text=True, timeout=60)
    ok = done.returncode == 0 and not (command == "check" and "AVN" in done.stdout + done.stderr)
    print(f"{'ok' if ok else 'FAILED'}  rulec {command} {project.name}")
    if not ok:
        print(done.stdout + done.stderr)
    return ok


def main() -> int:
    rulec, pages = sys.argv[1], [pathlib.Path(page) for page in sys.argv[2:]]
    files = files_of("\n".join(page.read_text(encoding="utf-8") for page in pages))
    if not files:
        print("these pages show no file")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        projects = set()
        for name, text in files.items():
            path = pathlib.Path(folder) / (name if "/" in name else f"{name.removesuffix('.avn.md')}/{name}")
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            projects.add(path.parent)
        results = [run(rulec, command, project) for project in sorted(projects) for command in ("check", "test")]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
