// Readers of what may be out of force: which rules read which variables, in which cases, and whether a version with a
// body is surely there. What days alone do not settle becomes a question for cases and proofs. Read next: check.cpp.
#pragma once

#include <vector>

#include "compiler/check/target.hpp"
#include "compiler/check/unit.hpp"
#include "compiler/check/versions/selection.hpp"

namespace avenant::check {

/// A reader with its questions: can the error of what it reads, out of force or repealed, be its own outcome?
struct OpenReads {
  Unit unit;
  std::vector<Target> targets;
};

/// The reads that application dates, day by day, do not prove to find a version with a body. A reader is a rule that
/// has an application date itself, or a notice; what is always there, a word or a part, is read where its readers are.
/// Linear in the program where every read is settled; else each reader goes once through what it reads.
[[nodiscard]] std::vector<OpenReads> open_reads(const program::Package& package, const std::vector<Unit>& units,
                                                Selection& selection);

}  // namespace avenant::check
