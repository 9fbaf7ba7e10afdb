// The native engine, held to the interpreter: single cases and blocks of columns, at both tiers. Read
// compiled_program.hpp and random_columns.hpp next.
#pragma once

#include <memory>
#include <vector>

#include "tests/engines/engine.hpp"

namespace avenant::engines {

// Whether this build has the native engine.
bool has_native_engine();

// Appends its four ways: cases and blocks at the fast tier, and, of the programs that are varied so, at the optimised
// one. None where the build has no native engine.
void add_native_engines(std::vector<std::unique_ptr<Engine>>& engines);

}  // namespace avenant::engines
