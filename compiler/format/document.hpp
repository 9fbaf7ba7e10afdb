// The rules of one source as the formatter sees them: lines of pieces (tokens with the text and the spaces they get),
// cut into chunks, one a rule. Read next: columns.hpp and indentation.hpp, which set spaces and indents.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/syntax/tree.hpp"

namespace avenant::format {

/// What a line of a block is.
enum class LineKind : std::uint8_t {
  Blank,
  Comment,       ///< Nothing but a comment.
  Rule,          ///< Begins a rule.
  Item,          ///< Begins an item of a rule.
  Row,           ///< A row of a table.
  Continuation,  ///< Continues the line above.
};

/// A token that is not trivia, as it will be written.
struct Piece {
  std::uint32_t leaf = 0;  ///< Node of the tree.
  std::string text;
  std::uint32_t width = 0;   ///< Columns of `text`.
  std::uint32_t before = 0;  ///< Spaces before it on its line; 0 for the first of a line.
};

struct Line {
  LineKind kind = LineKind::Blank;
  std::uint32_t level = 0;   ///< Nesting of items, 0 for those of the rule itself.
  bool among_cases = false;  ///< Whether the items of this level are the cases of a `selon`.
  std::uint32_t begin = 0;   ///< Bytes of the source, with the line break.
  std::uint32_t end = 0;
  std::vector<Piece> pieces;
  std::string comment;               ///< With its dashes, without the spaces around; empty if none.
  std::uint32_t indent = 0;          ///< Columns before the first piece.
  std::string row;                   ///< Of a Row: what is written instead of the pieces.
  std::uint32_t before_comment = 2;  ///< Spaces between the pieces and the comment.
  bool comment_at_margin = false;    ///< Of a Comment: whether the author put it at the margin.
};

/// The lines of one rule, up to the next rule or the end of the block. The first chunk of a block may hold no rule.
struct Chunk {
  std::uint32_t first = 0;  ///< Lines [first, last) of Document::lines.
  std::uint32_t last = 0;
  bool has_rule = false;
  bool has_error = false;
};

/// Chunks of one block.
struct BlockLines {
  std::uint32_t begin = 0;  ///< Bytes of the source between the fences.
  std::uint32_t end = 0;
  std::uint32_t first_chunk = 0;
  std::uint32_t last_chunk = 0;
  bool usable = true;  ///< False for a block that is left as it is, whole.
};

struct PieceId {
  std::uint32_t line = 0;
  std::uint32_t piece = 0;
};

/// A source read for formatting. It refers to the tree.
struct Document {
  const syntax::Tree* tree = nullptr;
  std::vector<Line> lines;
  std::vector<Chunk> chunks;
  std::vector<BlockLines> blocks;
  std::vector<std::uint32_t> parents;       ///< Of each node; the root is its own.
  std::vector<std::uint32_t> depths;        ///< Of each node; 0 for the root.
  std::vector<std::uint32_t> first_leaves;  ///< Of each node: its first leaf that is not trivia, or kNone.
  std::vector<PieceId> places;              ///< Of each node that is a piece; `line` is kNone for others.

  static constexpr std::uint32_t kNone = 0xFFFFFFFFU;

  [[nodiscard]] const syntax::Node& node(std::uint32_t id) const { return tree->nodes()[id]; }
  [[nodiscard]] syntax::NodeKind kind(std::uint32_t id) const { return node(id).kind; }
  [[nodiscard]] syntax::NodeKind parent_kind(std::uint32_t id) const { return kind(parents[id]); }
  [[nodiscard]] bool is_keyword(std::uint32_t id, syntax::Keyword keyword) const {
    return kind(id) == syntax::NodeKind::Keyword && node(id).detail == static_cast<std::uint16_t>(keyword);
  }
  /// The column where a piece begins, once the indent of its line and all spaces before it are set.
  [[nodiscard]] std::uint32_t column(PieceId place) const;
  /// The child of a node after another child, trivia skipped, or kNone.
  [[nodiscard]] std::uint32_t next_child(std::uint32_t parent, std::uint32_t child) const;
  /// The first child of a node of a kind, or kNone.
  [[nodiscard]] std::uint32_t child(std::uint32_t parent, syntax::NodeKind kind) const;
};

/// Columns that the pieces of a line take from piece `from` to before piece `to`, the spaces before `from` left out.
[[nodiscard]] std::uint32_t width_between(const Line& line, std::size_t from, std::size_t to);

/// Reads the blocks of a source. `tree` and `sources` must outlive the document. `errors` are the mistakes found by the
/// parser: the chunks that hold one are marked.
[[nodiscard]] Document read_document(const base::SourceMap& sources, const syntax::Tree& tree,
                                     const diagnostics::Sink& errors);

}  // namespace avenant::format
