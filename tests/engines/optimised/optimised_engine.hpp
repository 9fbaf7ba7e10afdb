// The interpreter on programs that passes have changed (runtime/optimise): for the run's choices, for inputs that cases
// share, for some of the results. Read optimised_engine.cpp next.
#pragma once

#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "runtime/optimise/optimise.hpp"
#include "tests/engines/engine.hpp"
#include "tests/engines/random.hpp"

namespace avenant::engines {

using FixedInputs = std::vector<std::pair<program::InputId, std::optional<value::Value>>>;

// Some of the inputs, each with what the case gives it.
FixedInputs some_inputs(const Inputs& inputs, Random& random);
// Whether the case gives each of these inputs that value.
bool agrees(const Inputs& inputs, const FixedInputs& fixed);

std::unique_ptr<Engine> make_optimised_engine();

}  // namespace avenant::engines
