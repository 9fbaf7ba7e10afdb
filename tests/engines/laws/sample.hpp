// Values of a set of values that is not known exactly.
#pragma once

#include "runtime/eval/abstract_value.hpp"
#include "tests/engines/random.hpp"

namespace avenant::engines {

// One of the values, absent included.
value::Value sample(Random& random, const eval::AbstractValue& values);
// One of the numbers or days of an interval or of points.
value::Value sample_interval(Random& random, const eval::AbstractValue& values);

}  // namespace avenant::engines
