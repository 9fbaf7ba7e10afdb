// Which inputs some variables may read, in any version and whatever the case says.
#pragma once

#include <span>
#include <vector>

#include "runtime/program/package.hpp"

namespace avenant::cases {

/// By input: whether evaluating some of `requests` may read it. Linear in the program.
[[nodiscard]] std::vector<bool> needed_inputs(const program::Package& package,
                                              std::span<const program::VariableId> requests);

}  // namespace avenant::cases
