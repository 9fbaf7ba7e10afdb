// Which operation may yield which kind of value from which: what generate.cpp picks from, but for the operations that
// have a shape of their own (choices, tables, fields, leaves).
#pragma once

#include <vector>

#include "tests/engines/programs/model.hpp"

namespace avenant::engines {

// An operation with operands of fixed kinds.
struct Production {
  Kind result;
  program::Op op;
  std::vector<Kind> operands;
};

// A fold: what it yields, and the kind of its second operand. Those that take a filter may have one. The list is of
// the kind that what it yields says; of either list where that says none.
struct Fold {
  Kind result;
  program::Op op;
  Kind body;
};

// Those that yield `kind`, maybe none.
const std::vector<Production>& productions_of(Kind kind);
const std::vector<Fold>& folds_of(Kind kind);

}  // namespace avenant::engines
