// Small random changes of rule files that leave most of them valid: other numbers and days, other comparisons, lines
// left out or exchanged. What they mean then is of no matter: engines must agree on it.
#pragma once

#include "tests/engines/projects/project.hpp"
#include "tests/engines/random.hpp"

namespace avenant::engines {

// Changes one to four places of the project's rule files.
void mutate(Project& project, Random& random);

}  // namespace avenant::engines
