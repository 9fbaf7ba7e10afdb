// Makes a failing project smaller while it still fails.
#pragma once

#include <functional>

#include "tests/engines/projects/project.hpp"

namespace avenant::engines {

// Drops files, then paragraphs, then lines, as long as what is left still compiles and `still_fails`; stops when
// nothing can be dropped, or after `most_attempts`.
void shrink(Project& project, const std::function<bool(const Project&)>& still_fails, int most_attempts = 1500);

}  // namespace avenant::engines
