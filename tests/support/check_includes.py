"""Compares every #include of our own headers with the DEPS declared in CMakeLists.txt, and file sizes with the limit.

Usage: check_includes.py REPOSITORY. Prints each problem on a line and ends with 1 when there is one.
"""

import pathlib
import re
import sys

SUFFIXES = {".cpp", ".hpp", ".def", ".h", ".inc"}
ROOTS = ("compiler", "runtime", "tests", "examples")
MAX_LINES = 800
# The only folders that may include these headers.
RESERVED = {"tao/pegtl": "compiler/syntax", "llvm/": "runtime/native", "nettle/": "runtime/program"}


def read_modules(cmake: pathlib.Path) -> dict[str, set[str]]:
    """Each module with what it declares to depend on. Dependencies are not transitive."""
    text = re.sub(r"#[^\n]*", "", cmake.read_text(encoding="utf-8"))
    modules = {}
    for call in re.findall(r"avenant_module\(([^)]*)\)", text):
        words = call.split()
        keyword, dependencies = "", set()
        for word in words[1:]:
            if word in ("LEVEL", "EXECUTABLE", "DEPS", "EXTERNAL"):
                keyword = word
            elif keyword == "DEPS":
                dependencies.add(word)
        modules[words[0]] = dependencies
    return modules


def module_of(path: str, modules: dict[str, set[str]]) -> str | None:
    """The module whose folder holds a path given from the repository root."""
    folder = path
    while "/" in folder:
        folder = folder.rsplit("/", 1)[0]
        if folder in modules:
            return folder
    return None


def check_include(included: str, module: str | None, name: str, modules: dict[str, set[str]]) -> str | None:
    for prefix, owner in RESERVED.items():
        if included.startswith(prefix) and module != owner:
            return f"only {owner} may include {prefix}"
    if not included.startswith(("compiler/", "runtime/")):
        return None
    target = module_of(included, modules)
    if included.startswith("runtime/include/"):
        target = None
    elif target is None:
        return f"{included} belongs to no declared module"
    if name.startswith("runtime/") and included.startswith("compiler/"):
        return "the runtime never includes the compiler"
    if module is None or target is None or target == module or target in modules[module]:
        return None
    return f"{module} does not declare {target} in its DEPS"


def check_file(path: pathlib.Path, root: pathlib.Path, modules: dict[str, set[str]]) -> list[str]:
    name = path.relative_to(root).as_posix()
    lines = path.read_text(encoding="utf-8").splitlines()
    problems = []
    if len(lines) > MAX_LINES:
        problems.append(f"{name}: {len(lines)} lines, the limit is {MAX_LINES}")
    module = module_of(name, modules) if name.startswith(("compiler/", "runtime/")) else None
    for number, line in enumerate(lines, start=1):
        match = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
        problem = check_include(match[1], module, name, modules) if match else None
        if problem:
            problems.append(f"{name}:{number}: {problem}")
    return problems


def main(repository: str) -> int:
    root = pathlib.Path(repository)
    modules = read_modules(root / "CMakeLists.txt")
    paths = [path for top in ROOTS for path in sorted((root / top).rglob("*")) if path.suffix in SUFFIXES]
    problems = [problem for path in paths for problem in check_file(path, root, modules)]
    for problem in problems:
        print(problem)
    print(f"{len(paths)} files, {len(modules)} modules, {len(problems)} problems")
    return 1 if problems or not paths or not modules else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
