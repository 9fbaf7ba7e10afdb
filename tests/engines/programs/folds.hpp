// Random folds over an input list, written in the text form, and the laws of abstract evaluation on them: models have
// no lists.
#pragma once

#include <string>

#include "tests/engines/laws.hpp"

namespace avenant::engines {

// T3, T4 and certainty on a program of a few random folds; empty, or what went wrong, with the program.
std::string check_folds(std::uint64_t seed, Counts* counts = nullptr);

}  // namespace avenant::engines
