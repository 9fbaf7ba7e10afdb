// Readers of what is not in force.
#pragma once

#include "compiler/sema/amendments/amendments.hpp"

namespace avenant::sema {

/// Reports a rule that reads a variable on days on which no text says it, where both go by the same application date.
/// Under different dates only a run can tell.
void check_out_of_force(Context& context);

}  // namespace avenant::sema
