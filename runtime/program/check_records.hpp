// The part of verify.hpp that looks at each record alone: ids, arities, types, sites. The part that follows the graph
// of variables is in verify.cpp.
#pragma once

#include <string>

#include "runtime/program/package.hpp"

namespace avenant::program {

// What is wrong with the first record that is wrong, in English for a developer; empty if none is. Linear.
std::string check_records(const Package& package);

}  // namespace avenant::program
