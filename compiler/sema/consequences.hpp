// Messages that would only repeat a mistake the parser already reported: a name that is unknown because the rule that
// declares it could not be read.
#pragma once

#include <unordered_set>
#include <vector>

#include "compiler/sema/context.hpp"

namespace avenant::syntax {
class Tree;
}

namespace avenant::sema {

/// Adds the words of everything the parser could not read to the context's damaged names. Linear in the trees.
void collect_damaged_names(Context& context, const std::vector<const syntax::Tree*>& trees);

/// Hands over the messages of the analysis, but for those about a damaged name.
void forward_independent(const Context& context, const diagnostics::Sink& found, diagnostics::Sink& sink);

}  // namespace avenant::sema
