// Proofs by logic alone: each comparison says on which side of a threshold a sum of facts lies, and sums are
// independent of each other. Settles conditions written twice, tables over facts compared with each other, divisors
// that a condition keeps from zero. Read next: linear.hpp.
#pragma once

#include <vector>

#include "compiler/check/proof/prove.hpp"
#include "compiler/check/target.hpp"

namespace avenant::check {

/// Marks as impossible the open targets that no choice of sides can reach. `prover` gives the bounds of sums. Formulas
/// with too many sums are left alone. Linear in the unit's expressions, times a bounded number of choices.
void prove_by_logic(const program::Package& package, Prover& prover, const Unit& unit, std::vector<Target>& targets);

}  // namespace avenant::check
