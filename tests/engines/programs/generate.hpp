// Random well-typed programs: every operation, versions, nested and conflicting derogations, tables, dates, lists,
// what may be absent. About half of the evaluations end in errors. Read model.hpp first, cases.hpp next.
#pragma once

#include "tests/engines/programs/model.hpp"

namespace avenant::engines {

// A program of 1 to 6 variables.
Model generate_model(Random& random);

// Adds versions whose application dates evaluate in every case, to absent or outside their periods, and derogations
// whose guard is "in period" and whatever: by law T7 they change nothing.
void extend_conservatively(Random& random, Model& model);

}  // namespace avenant::engines
