// Which rules a consolidated text keeps: the results and notices that stand, and what they need. A rule that only left
// out rules read is left out too. Read next: rule_index.hpp, where their words stand.
#pragma once

#include <set>

#include "compiler/consolidate/standing.hpp"

namespace avenant::consolidate {

struct Kept {
  std::set<hir::VariableId> variables;  ///< With a version that has a body. Conditions of kept rules are among them.
  std::set<hir::VariableId> missing;    ///< Read by what is kept, but without a version on that day.
  std::set<hir::DerogationId> derogations;
  std::set<std::size_t> notices;  ///< Positions in Program::notices.
  std::set<hir::DispositifId> dispositifs;
};

/// Finds what is kept. Sources before `first_own_source` are the standard library's: what is written there stays there.
/// Linear in the program.
[[nodiscard]] Kept find_kept(const Standing& standing, base::SourceId first_own_source);

}  // namespace avenant::consolidate
