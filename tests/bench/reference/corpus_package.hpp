// The program of a folder of rules, for tests and benchmarks.
#pragma once

#include <string>

#include "runtime/program/package.hpp"

namespace reference {

// Ends the process with a message where the rules do not compile.
avenant::program::Package corpus_package(const std::string& rules);

}  // namespace reference
