// The rules as they stand on one day, as a program that applies them to every case: what `rulec consolidate` writes as
// files, for evaluation. Read next: consolidate/standing.hpp.
#pragma once

#include "compiler/consolidate/standing.hpp"
#include "compiler/hir/program.hpp"

namespace avenant::compare {

/// A copy of the program in which each variable has the one version that applies that day, without a date, and what is
/// not in force does not apply. Places stay. Linear in the program.
[[nodiscard]] hir::Program program_of_day(const consolidate::Standing& standing);

}  // namespace avenant::compare
