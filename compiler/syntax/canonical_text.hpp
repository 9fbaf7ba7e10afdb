// How tokens are written in the canonical layout, and the spaces between two of them on a line: what the formatter
// writes, and what addresses and names made of source text are made of, so that formatting never changes them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "compiler/syntax/tree.hpp"

namespace avenant::syntax {

/// A leaf that is not trivia, as it is written: signs for their ASCII spellings, one plain space where a token holds
/// spaces, ’ in keywords, `1er`, digits grouped by three where a unit follows. Names, labels and reasons keep their
/// letters.
struct CanonicalToken {
  NodeRef leaf;
  NodeRef parent;
  std::string text;
};

[[nodiscard]] CanonicalToken canonical_token(NodeRef leaf, NodeRef parent);

/// Spaces between two tokens that follow each other on a line: 0 or 1.
[[nodiscard]] std::uint32_t spaces_between(const CanonicalToken& left, const CanonicalToken& right);

/// The tokens of a node on one line, comments left out. The node is below the depth limit of the parser.
[[nodiscard]] std::string canonical_text(NodeRef node);

/// A comment without the spaces at its end.
[[nodiscard]] std::string comment_text(std::string_view comment);

}  // namespace avenant::syntax
