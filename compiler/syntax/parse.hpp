// Parsing: one source → its lossless tree and diagnostics. Never fails: what is wrong becomes Error nodes, each
// reported once. Read next: tree.hpp, views.hpp; grammar.hpp for the grammar itself.
#pragma once

#include <cstdint>

#include "compiler/base/source.hpp"
#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/syntax/tree.hpp"

namespace avenant::syntax {

/// Limits of one parse; each has its own diagnostic.
struct ParseOptions {
  std::uint32_t max_depth = 100;         ///< Nesting of parentheses, choices and item groups.
  std::uint32_t max_tree_depth = 2000;   ///< Depth of the tree: also bounds chains like a + b + c + …
  std::uint32_t max_tokens = 1'000'000;  ///< Leaves of one source, trivia included.
  std::uint32_t max_errors = 100;        ///< Syntax errors reported for one source.
};

/// Parses all `avenant` blocks of a source. The tree refers to the text kept by `sources`, which must outlive it.
/// Every byte of the text is in exactly one leaf. Time is linear in the size; memory is about 16 bytes a node.
[[nodiscard]] Tree parse(const base::SourceMap& sources, base::SourceId source, diagnostics::Sink& sink,
                         const ParseOptions& options = {});

}  // namespace avenant::syntax
