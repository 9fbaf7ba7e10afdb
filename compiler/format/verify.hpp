// What formatting must keep: the tree of each rule with its tokens, and the comments. Read next: format.cpp.
#pragma once

#include <string>

#include "compiler/format/document.hpp"

namespace avenant::format {

/// All that a chunk says, as one text: equal for two chunks that mean the same. Kinds of the nodes with their depth,
/// tokens with the liberties of spelling taken out, comments in their order.
[[nodiscard]] std::string meaning_of(const Document& document, const Chunk& chunk);

}  // namespace avenant::format
