// What holds of the arrays of every program, whatever their records mean: the first part of runtime/program/verify.hpp.
#pragma once

#include <string>

#include "runtime/program/package.hpp"

namespace avenant::program::binary {

// The first record that names one that does not exist, or whose part of another array does not follow the one before
// it; else the first text that is not UTF-8; empty when all is well. Parts that follow each other are no two records':
// what walks them all is linear. Linear.
std::string check_shape(const Package& package);

}  // namespace avenant::program::binary
