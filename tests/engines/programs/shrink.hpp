// Makes a failing program smaller while it still fails.
#pragma once

#include <functional>

#include "tests/engines/engine.hpp"
#include "tests/engines/programs/model.hpp"

namespace avenant::engines {

using StillFails = std::function<bool(const Model&, const Case&)>;

// Drops variables, versions, derogations, rows and inputs, and replaces expressions by their operands or constants, as
// long as `still_fails`; stops when nothing can be dropped.
void shrink(Model& model, Case& given, const StillFails& still_fails);

}  // namespace avenant::engines
