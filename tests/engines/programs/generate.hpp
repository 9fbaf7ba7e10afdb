// Random well-typed programs and cases: every operation, versions, nested and conflicting derogations, tables, dates,
// what may be absent. About half of the evaluations end in errors. Read model.hpp first.
#pragma once

#include "tests/engines/model.hpp"

namespace avenant::engines {

// A program of 1 to 6 variables.
Model generate_model(Random& random);

// A case: most inputs are given, some out of range.
// A value of an input's kind; of the list's count, one within its range.
value::Value generate_input(Random& random, std::size_t index);
ModelCase generate_case(Random& random);

// A value of that kind, within the range of the inputs that have one.
value::Value generate_value(Random& random, Kind kind);

// Adds versions whose application dates evaluate in every case, to absent or outside their periods, and derogations
// whose guard is "in period" and whatever: by law T7 they change nothing.
void extend_conservatively(Random& random, Model& model);

}  // namespace avenant::engines
