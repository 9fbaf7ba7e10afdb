// The laws of partial cases as users see them, which laws.cpp runs with the others.
#pragma once

#include <string>

#include "tests/engines/partial.hpp"

namespace avenant::engines {

// With holes for some inputs: what is said not to matter any more changes no result asked for, however the others are
// completed; and answering the questions in order leaves nothing to ask and one outcome, the interpreter's.
std::string check_questions(const Subject& subject, std::uint64_t seed, Counts* counts = nullptr);

}  // namespace avenant::engines
