// Random programs about lists alone: folds in folds, filters, elements, fields. Written as program text.
#pragma once

#include "runtime/program/package.hpp"
#include "tests/engines/random.hpp"

namespace avenant::engines {

program::Package generate_folds(Random& random);

}  // namespace avenant::engines
