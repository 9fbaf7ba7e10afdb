// Whether what a fold binds is read only within that fold: the part of verify.hpp that looks at scopes.
#pragma once

#include <string>

#include "runtime/program/package.hpp"

namespace avenant::program {

// The first binder that belongs to several folds, or that is read outside its fold; empty if all is well. The
// records of the package are in range. Linear in the nodes times the depth of folds within folds.
std::string check_binders(const Package& package);

}  // namespace avenant::program
