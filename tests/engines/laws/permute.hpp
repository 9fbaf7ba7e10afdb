// A program laid out otherwise, which by law T1 means the same.
#pragma once

#include "runtime/program/package.hpp"
#include "tests/engines/random.hpp"

namespace avenant::engines {

// The operands of commutative operations, the rows of tables and the cells of rows, and the derogations of rules in
// another order. Sites stay as they are, and so do their numbers.
program::Package permuted(const program::Package& package, Random& random);

}  // namespace avenant::engines
