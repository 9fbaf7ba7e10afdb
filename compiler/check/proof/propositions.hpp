// Proofs by logic alone: comparisons are letters whose meaning does not count, but for `a < b` against `a ≥ b`. They
// settle conditions written twice and tables over facts that are compared with each other.
#pragma once

#include <vector>

#include "compiler/check/target.hpp"

namespace avenant::check {

/// Marks as impossible the open targets that no truth of their letters can reach. Formulas with too many letters are
/// left alone. Linear in the unit's expressions, times a bounded number of assignments.
void prove_by_logic(const program::Package& package, std::vector<Target>& targets);

}  // namespace avenant::check
