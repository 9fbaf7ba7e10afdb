"""Plants eighteen faults in a copy of the native engine and sees that the random programs catch each.

Usage: seeded_native_faults.py [--scratch FOLDER] [--programs N] [FAULT…]. Copies the repository's files to FOLDER
(build/seeded_native_faults by default, kept, so that a second call builds little) and plants all faults there at once, each behind the
number that AVENANT_FAULT states, since the engine is slow to build. Runs `engines --engines native` without a fault, then with each.
Prints one row a fault: after how many programs and cases it was caught, and by which of the five ways to run compiled code first. Ends
with 1 when one is not caught, or when the copy fails without a fault.
"""

import argparse
import dataclasses
import os
import pathlib
import re
import subprocess
import sys

sys.dont_write_bytecode = True
from seeded_faults import copy_sources  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
CODE = "runtime/native/code/"
VALUES = "runtime/native/values/"
SWITCH = """#include <cstdlib>

namespace {

// Whether the fault of that number is to be there.
[[maybe_unused]] bool planted(int number) {
  static const int chosen = [] {
    const char* text = std::getenv("AVENANT_FAULT");
    return text == nullptr ? 0 : std::atoi(text);
  }();
  return chosen == number;
}

}  // namespace

"""


@dataclasses.dataclass
class Fault:
    """`old` becomes `new`, in which {n} is the fault's number."""
    name: str
    path: str
    old: str
    new: str


FAULTS = [
    Fault("of two errors the first operand's wins, not the least", CODE + "strict.cpp",
          "    status = least(status, in.back().status);\n",
          "    status = planted({n}) ? first_of(status, in.back().status) : least(status, in.back().status);\n"),
    Fault("an `et` is absorbed by an operand that fails", CODE + "choice.cpp",
          "    if (cell.status != nullptr) settles = builder_.CreateAnd(is_ok(cell.status), settles);\n",
          "    if (cell.status != nullptr && !planted({n})) settles = builder_.CreateAnd(is_ok(cell.status), settles);\n"),
    Fault("a version still applies on the day that ends it", CODE + "rules.cpp",
          "llvm::Value* before = words_.compare(llvm::CmpInst::ICMP_SLT, day,",
          "llvm::Value* before = words_.compare(planted({n}) ? llvm::CmpInst::ICMP_SLE : llvm::CmpInst::ICMP_SLT, day,"),
    Fault("a negative half is rounded away from its neighbour above", VALUES + "numbers.cpp",
          "builder_.CreateAnd(half, compare(llvm::CmpInst::ICMP_SGE, floor, words_.constant(0)))",
          "builder_.CreateAnd(half, compare(llvm::CmpInst::ICMP_SGE, floor, words_.constant(planted({n}) ? -1 : 0)))"),
    Fault("a number that does not fit raises no flag", VALUES + "words.cpp",
          "  flags_.raise(builder_.CreateOr(cut, least));\n", "  if (!planted({n})) flags_.raise(builder_.CreateOr(cut, least));\n"),
    Fault("each fourth year is leap, centuries too", VALUES + "days.cpp",
          "  llvm::Value* mask = b.CreateSelect(by_25, n(15), n(3));\n",
          "  llvm::Value* mask = planted({n}) ? n(3) : b.CreateSelect(by_25, n(15), n(3));\n"),
    Fault("a derogation covers the body only", CODE + "rules.cpp",
          "      candidates[parent].covered = builder_.CreateOr(candidates[parent].covered, holds);\n",
          "      if (planted({n}) && parent > 0) continue;\n"
          "      candidates[parent].covered = builder_.CreateOr(candidates[parent].covered, holds);\n"),
    Fault("of two rows that hold, the first is taken", CODE + "tables.cpp",
          "  if (table.n_rows > 1) result.status = first_of(failing(several,",
          "  if (table.n_rows > 1 && !planted({n})) result.status = first_of(failing(several,"),
    Fault("a value of a table that fails is taken for one of its classes", CODE + "tables.cpp",
          "    if (cell.status != nullptr) {\n", "    if (cell.status != nullptr && !planted({n})) {\n"),
    Fault("what is just at a bound of a table's rows is beyond it", CODE + "tables.cpp",
          "cut.after ? llvm::CmpInst::ICMP_SGT", "cut.after && !planted({n}) ? llvm::CmpInst::ICMP_SGT"),
    Fault("an input that only the case before gave stays", "runtime/engine/native_case.cpp",
          "    if (given_[input].of_case == case_) {\n", "    if (given_[input].of_case == case_ || planted({n})) {\n"),
    Fault("a bitmap is read one row later", "runtime/engine/fill_column.cpp",
          "  for (; i < n; ++i) to[i] = validity[(first_bit + i) / 8] >> ((first_bit + i) % 8) & 1U;\n",
          "  for (; i < n; ++i) {\n"
          "    const std::size_t bit = first_bit + (planted({n}) && i + 1 < n ? i + 1 : i);\n"
          "    to[i] = validity[bit / 8] >> (bit % 8) & 1U;\n  }\n"),
    Fault("every second case keeps the slots of the one before", "runtime/engine/native_case.cpp",
          "  if (++context_.generation == 0) {\n",
          "  const bool stale = planted({n}) && context_.generation != 0 && n_given_ % 2 == 0;\n"
          "  if (!stale && ++context_.generation == 0) {\n"),
    Fault("a flagged row of a block is not computed again", "runtime/engine/native_block.cpp",
          "    if ((flags[row] & kRowIsNotComputed) != 0) {\n", "    if ((flags[row] & kRowIsNotComputed) != 0 && !planted({n})) {\n"),
    Fault("a result of a block is not in lowest terms", "runtime/engine/native_block.cpp",
          "        if (is_number_[i]) reduce(results_[i], row);\n",
          "        if (is_number_[i] && !planted({n})) reduce(results_[i], row);\n"),
    Fault("code serves blocks with a column that it was not made for", "runtime/engine/shared_code.cpp",
          "  return std::all_of(columns.begin(), columns.end(), [this](const auto& each) { return columns_[each.input.value]; });\n",
          "  return planted({n}) || std::all_of(columns.begin(), columns.end(),\n"
          "                                     [this](const auto& each) { return columns_[each.input.value]; });\n"),
    Fault("while code for more columns is made, that for fewer serves", "runtime/engine/shared_code.cpp",
          "  code_ = nullptr;\n", "  if (!planted({n})) code_ = nullptr;\n"),
    Fault("code in the cache is found whatever columns it is for", "runtime/engine/cache/code_key.cpp",
          "  add_inputs(key, options.columns);\n",
          "  if (planted({n}) && !options.columns.empty()) return of(CompileOptions());\n  add_inputs(key, options.columns);\n"),
]


def plant(scratch):
    """What went wrong, or nothing."""
    texts = {}
    for number, fault in enumerate(FAULTS, 1):
        text = texts.get(fault.path) or (ROOT / fault.path).read_text(encoding="utf-8")
        if text.count(fault.old) != 1:
            return f"the place of « {fault.name} » is not in {fault.path}"
        texts[fault.path] = text.replace(fault.old, fault.new.replace("{n}", str(number)))
    for path, text in texts.items():
        first = text.index("#include")
        planted = text[:first] + SWITCH + text[first:]
        if (scratch / path).read_text(encoding="utf-8") != planted:
            (scratch / path).write_text(planted, encoding="utf-8")
    return ""


def build(scratch):
    """What went wrong, or nothing. Laid out as in the repository, so that a compiler cache serves both."""
    folder = scratch / "build/release"
    if not (folder / "build.ninja").exists():
        configured = subprocess.run(["cmake", "--preset", "release", "-DAVENANT_BENCH=OFF"], cwd=scratch, capture_output=True, text=True,
                                    check=False)
        if configured.returncode != 0:
            return configured.stderr
    built = subprocess.run(["cmake", "--build", folder, "--target", "engines", "-j", "2"], capture_output=True, text=True, check=False)
    return "" if built.returncode == 0 else built.stdout[-2000:]


def run(scratch, number, n_programs):
    """The exit status and the line that names a failure, if one does."""
    folder = scratch / "build/release"
    environment = {**os.environ, "AVENANT_FAULT": str(number), "AVENANT_NATIVE": str(folder / "libavenant_native.so")}
    done = subprocess.run([folder / "tests/engines/engines", "--engines", "native", "--runs", "1", "--cases", "1024", "--no-shrink",
                           "--programs", str(n_programs)], env=environment, capture_output=True, text=True, errors="replace", check=False)
    found = re.search(r"program (\d+): (.*)", done.stdout)
    return done.returncode, found


def way_of(line):
    named = re.search(r"by (native \w+(?:, \w+)?)$", line)
    return named.group(1) if named else line


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--scratch", type=pathlib.Path, default=ROOT / "build/seeded_native_faults")
    parser.add_argument("--programs", type=int, default=5000)
    parser.add_argument("faults", nargs="*", type=int, help="numbers from 1; all by default")
    arguments = parser.parse_args()
    planted_paths = {fault.path for fault in FAULTS}
    copy_sources(arguments.scratch, leave=planted_paths)
    problem = plant(arguments.scratch) or build(arguments.scratch)
    if not problem:
        status, found = run(arguments.scratch, 0, 100)
        problem = "" if status == 0 else f"without a fault: {found and found.group(0)}"
    if problem:
        print(problem)
        return 1
    print("| fault | in | caught at program | first by |\n|---|---|---|---|", flush=True)
    n_caught, chosen = 0, arguments.faults or range(1, len(FAULTS) + 1)
    for number in chosen:
        fault = FAULTS[number - 1]
        status, found = run(arguments.scratch, number, arguments.programs)
        caught = status == 1 and found is not None
        n_caught += caught
        what = f"{found.group(1)} | {way_of(found.group(2))}" if caught else f"NOT CAUGHT in {arguments.programs} programs | "
        print(f"| {fault.name} | `{pathlib.Path(fault.path).name}` | {what} |", flush=True)
    print(f"{n_caught} of {len(chosen)} faults caught")
    return 0 if n_caught == len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
