"""Plants a fault in a copy of the engines, one at a time, and sees that the random programs catch it.

Usage: seeded_faults.py [--scratch FOLDER] [--programs N] [FAULT…]. Copies the repository's files to FOLDER (build/seeded_faults by
default, kept, so that a second call builds little), builds the target `engines` there with each fault in turn, and runs it. Prints one
row a fault: where it is, after how many programs it was caught and by which law. Ends with 1 when one is not caught, or when the copy
without a fault fails. Takes about half a minute a fault.
"""

import argparse
import dataclasses
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
INTERPRETER = "runtime/eval/machine.hpp"
OPERATIONS = "runtime/eval/machine_operations.hpp"


@dataclasses.dataclass
class Fault:
    name: str
    engine: str
    path: str
    old: str
    new: str


FAULTS = [
    Fault("of two errors the first wins, not the least", "interpreter", OPERATIONS,
          "std::uint32_t status = std::min(left_status, right_status);",
          "std::uint32_t status = left_status != kOk ? left_status : right_status;"),
    Fault("a derogation covers the body only, not the derogations it is attached to", "interpreter", INTERPRETER,
          "      covered |= derogation.parents;", "      covered |= derogation.parents & 1U;"),
    Fault("an application date that fails is passed over", "interpreter", INTERPRETER,
          "    if (status != kOk) return status;\n    if (!applies) continue;", "    if (status != kOk || !applies) continue;"),
    Fault("a version still applies on the day that ends it", "interpreter", INTERPRETER,
          "date.a < version.until.days()", "date.a <= version.until.days()"),
    Fault("of two rows that hold, the first is taken", "interpreter", INTERPRETER,
          "    if (hit != nullptr) return node.second_site.value;", "    if (hit != nullptr) continue;"),
    Fault("a guard that fails is always the result", "data flow", "tests/engines/flow/flow.cpp",
          "  if (least == program::kStatusOk && equal) return Cell::of(*first);",
          "  if (guard_status == program::kStatusOk && least == program::kStatusOk && equal) return Cell::of(*first);"),
    Fault("a sum has its first error, not its least", "data flow", "tests/engines/flow/lists.cpp",
          "      sum.status = std::min(sum.status, body.status);", "      if (sum.ok()) sum.status = body.status;"),
    Fault("a case is open on the day that closes it", "data flow", "tests/engines/flow/operations.cpp",
          "in[1].value.as_date() >= closing.from", "in[1].value.as_date() > closing.from"),
    Fault("an `and` that may be false has no error", "abstract", "runtime/eval/abstract/choice.cpp",
          "  out.errors = settled(errors);\n  if (!out.errors.is_empty() && operands.size() > 1",
          "  out.errors = absorbs ? SiteSet{} : settled(errors);\n  if (!out.errors.is_empty() && operands.size() > 1"),
    Fault("a version that repeals leaves no error", "abstract", "runtime/eval/abstract/rules.cpp",
          "  if (!version.rule) return hit(version.repealed, out.errors);", "  if (!version.rule) return;"),
    Fault("a sum of intervals forgets its upper end", "abstract", "runtime/eval/domain/numbers.cpp",
          "  extent.include(sum(a.high.value, b.high.value), a.high.open || b.high.open);\n  const std::int64_t grain = program::common_grain",
          "  extent.include(sum(a.low.value, b.high.value), a.high.open || b.high.open);\n  const std::int64_t grain = program::common_grain"),
    Fault("what was computed of a variable stays when an input changes", "interpreter", "runtime/eval/case_state.cpp",
          "  if (++generation != 0) return;", "  if (generation % 2 == 0 || ++generation != 0) return;"),
    Fault("an operand of `and` that is never false, but may fail, goes", "passes", "runtime/optimise/simplify.cpp",
          "knowledge_.is_surely_false(operand) : knowledge_.is_surely_true(operand);",
          "knowledge_.is_surely_false(operand) : !knowledge_.of(operand).value.may_be_false();"),
    Fault("a row that never holds, but may fail, goes", "passes", "runtime/optimise/simplify_choice.cpp",
          "(n_sure > 0 && !known[i].may_hold)) continue;", "!known[i].may_hold) continue;"),
    Fault("a version whose date may fail applies", "passes", "runtime/optimise/simplify_rules.cpp",
          "is_last_looked_at && knowledge_.of(version.date).never_fails()) always(version);", "is_last_looked_at) always(version);"),
    Fault("a derogation that always holds replaces a body that others derogate from", "passes", "runtime/optimise/simplify_rules.cpp",
          "std::count_if(kept.begin(), kept.end(), is_of_body) == 1) {", "std::count_if(kept.begin(), kept.end(), is_of_body) >= 1) {"),
    Fault("equal expressions that fail at different places are shared", "passes", "runtime/optimise/share.cpp",
          "node.site.value,", "0U,"),
    Fault("an input that is not given to all is never missing", "passes", "runtime/optimise/knowledge.cpp",
          "evaluator_.set_anything(", "evaluator_.set_hole("),
]


def copy_sources(scratch, leave=()):
    """The files of the working tree that git knows or would take, unchanged ones left as they are for the build; those of `leave` are
    only copied where there are none. Files that are no longer there go."""
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True,
                            capture_output=True, text=True).stdout.split("\n")
    for folder in ("compiler", "runtime", "tests"):
        for stale in (scratch / folder).rglob("*"):
            if stale.is_file() and not (ROOT / stale.relative_to(scratch)).is_file():
                stale.unlink()
    for name in filter(None, listed):
        source, target = ROOT / name, scratch / name
        if not source.is_file() or (target.is_file() and (name in leave or target.read_bytes() == source.read_bytes())):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def build(scratch):
    """What went wrong, or nothing."""
    if not (scratch / "build/build.ninja").exists():
        configured = subprocess.run(["cmake", "-S", scratch, "-B", scratch / "build", "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release",
                                     "-DCMAKE_CXX_COMPILER=g++", "-DAVENANT_BENCH=OFF"], capture_output=True, text=True, check=False)
        if configured.returncode != 0:
            return configured.stderr
    built = subprocess.run(["cmake", "--build", scratch / "build", "--target", "engines", "-j", "2"], capture_output=True, text=True,
                           check=False)
    return "" if built.returncode == 0 else built.stdout[-2000:]


def run(scratch, n_programs):
    """The exit status and the first line that names a failure."""
    done = subprocess.run([scratch / "build/tests/engines/engines", "--no-shrink", "--programs", str(n_programs)], capture_output=True,
                          text=True, errors="replace", check=False)
    found = re.search(r"program (\d+): (\w+): (.*)", done.stdout)
    return done.returncode, found


def try_fault(scratch, fault, n_programs):
    """Whether the fault is caught; prints its row."""
    path = scratch / fault.path
    sound = path.read_text(encoding="utf-8")
    if sound.count(fault.old) != 1:
        print(f"| {fault.name} | {fault.engine} | the place of the fault is not in {fault.path} |")
        return False
    path.write_text(sound.replace(fault.old, fault.new), encoding="utf-8")
    try:
        problem = build(scratch)
        if problem:
            print(f"| {fault.name} | {fault.engine} | does not build: {problem} |")
            return False
        status, found = run(scratch, n_programs)
    finally:
        path.write_text(sound, encoding="utf-8")
    if status != 1 or found is None:
        print(f"| {fault.name} | {fault.engine} | NOT CAUGHT in {n_programs} programs |", flush=True)
        return False
    print(f"| {fault.name} | {fault.engine} | {found.group(1)} | {found.group(2)} |", flush=True)
    return True


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--scratch", type=pathlib.Path, default=ROOT / "build/seeded_faults")
    parser.add_argument("--programs", type=int, default=5000)
    parser.add_argument("faults", nargs="*", type=int, help="numbers from 1; all by default")
    arguments = parser.parse_args()
    copy_sources(arguments.scratch)
    problem = build(arguments.scratch)
    status, found = (2, None) if problem else run(arguments.scratch, 300)
    if status != 0:
        print(f"without a fault: {problem or found and found.group(0)}")
        return 1
    chosen = [FAULTS[number - 1] for number in arguments.faults] or FAULTS
    print("| fault | engine | caught at program | by law |\n|---|---|---|---|", flush=True)
    n_caught = sum(try_fault(arguments.scratch, fault, arguments.programs) for fault in chosen)
    print(f"{n_caught} of {len(chosen)} faults caught")
    return 0 if n_caught == len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
