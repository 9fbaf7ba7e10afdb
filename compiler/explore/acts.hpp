// What each written rule does, and to what: found in the tree, for the analysed program only keeps what is left.
// Read next: places.hpp, which picks the acts about one thing.
#pragma once

#include "compiler/explore/places.hpp"

namespace avenant::explore {

/// One rule acting on one thing.
struct Act {
  consolidate::RulePlace place;
  Action action = Action::Defines;
  ThingId thing;
  ThingId by;       ///< Derogates: the derogation.
  base::Span span;  ///< The rule; of an entrée inside a dispositif, that entrée.
};

/// The acts of all files, in the order of the files. Linear in the rules.
[[nodiscard]] std::vector<Act> acts_of(const Law& law);

}  // namespace avenant::explore
