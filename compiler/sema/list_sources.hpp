// Which input list the elements of every list come from: the last step of the analysis, once every rule is read.
#pragma once

#include "compiler/sema/context.hpp"

namespace avenant::sema {

/// Sets `Type::source` of every expression, variable and aggregate variable that is a list or an element of one.
/// Reports an expression that mixes two input lists, and a variable whose elements come from none. Almost linear in the
/// expressions.
void find_list_sources(Context& context);

}  // namespace avenant::sema
