#include "compiler/format/indentation.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace avenant::format {
namespace {

using syntax::Keyword;
using syntax::NodeKind;

constexpr std::uint32_t kStep = 2;

std::uint32_t item_column(std::uint32_t level) {
  return kStep * (level + 1);
}

/// Kinds whose second line stands under their first operand.
bool is_operation(NodeKind kind) {
  return kind == NodeKind::BinaryExpression || kind == NodeKind::MemberExpression ||
         kind == NodeKind::GivenExpression || kind == NodeKind::RoundExpression || kind == NodeKind::ExactExpression ||
         kind == NodeKind::MissingDayExpression;
}

/// Expressions of words: what continues them stands two columns further in than they.
bool is_phrase(NodeKind kind) {
  return kind == NodeKind::ForAllExpression || kind == NodeKind::ExistsExpression ||
         kind == NodeKind::AggregateExpression || kind == NodeKind::FilterExpression ||
         kind == NodeKind::UniqueExpression || kind == NodeKind::FirstExpression || kind == NodeKind::SelectExpression;
}

/// Items whose value continues under its beginning.
bool has_value_column(NodeKind kind) {
  return kind == NodeKind::LabelledCondition || kind == NodeKind::Clause || kind == NodeKind::RowAxis ||
         kind == NodeKind::ColumnAxis || kind == NodeKind::TitleItem || kind == NodeKind::ReferenceItem;
}

/// Finds the columns of the continuation lines of one chunk, in order.
class Continuations {
 public:
  Continuations(Document& document, const Chunk& chunk) : document_(document), chunk_(chunk) {}

  void run() {
    for (std::uint32_t i = chunk_.first; i < chunk_.last; ++i) {
      Line& line = document_.lines[i];
      if (line.kind == LineKind::Rule) {
        rule_ = i;
        items_.clear();
        head_column_ = 0;
      } else if (line.kind == LineKind::Item) {
        items_.resize(line.level + 1, i);
        items_[line.level] = i;
      } else if (line.kind == LineKind::Continuation) {
        // A line may close nested items and continue the one that holds them: `sinon` in an échéancier.
        start_ = line.level < items_.size() ? items_[line.level] : rule_;
        line.indent = document_.lines[start_].kind == LineKind::Rule ? column_in_head(line) : column_in_item(line);
      }
    }
  }

 private:
  std::uint32_t column_in_head(const Line& line);
  [[nodiscard]] std::uint32_t column_in_item(const Line& line) const;
  /// The piece under which a line stands, with columns to add.
  struct Anchor {
    PieceId piece;
    std::uint32_t further = 0;
  };
  [[nodiscard]] std::optional<Anchor> anchor_of(const Line& line) const;
  [[nodiscard]] std::optional<Anchor> anchor_in(std::uint32_t parent, std::uint32_t child, std::uint32_t leaf) const;
  [[nodiscard]] std::optional<Anchor> bracket_anchor(std::uint32_t parent, std::uint32_t child) const;
  [[nodiscard]] std::optional<Anchor> under(std::uint32_t node, std::uint32_t further = 0) const {
    const std::uint32_t leaf = document_.first_leaves[node];
    if (leaf == Document::kNone) return std::nullopt;
    return Anchor{document_.places[leaf], further};
  }
  /// Whether a choice has a `sinon si`.
  [[nodiscard]] bool has_branches(std::uint32_t choice) const {
    std::uint32_t n_conditions = 0;
    for (std::uint32_t id = choice + 1; id < document_.node(choice).next; id = document_.node(id).next) {
      n_conditions += document_.is_keyword(id, Keyword::If) ? 1 : 0;
    }
    return n_conditions > 1;
  }
  [[nodiscard]] bool is_branch_word(std::uint32_t leaf) const {
    return document_.is_keyword(leaf, Keyword::Then) || document_.is_keyword(leaf, Keyword::Else);
  }

  Document& document_;
  const Chunk& chunk_;
  std::uint32_t rule_ = 0;            // the line that begins the rule
  std::vector<std::uint32_t> items_;  // the line that begins the last item of each level
  std::uint32_t start_ = 0;           // the line that begins the item, or the rule
  std::uint32_t head_column_ = 0;     // of the first line that continues the head, 0 before
};

// What continues a parenthesis stands under what follows it; its closing, under the parenthesis.
std::optional<Continuations::Anchor> Continuations::bracket_anchor(std::uint32_t parent, std::uint32_t child) const {
  const std::uint32_t open = document_.child(parent, NodeKind::LeftParenthesis);
  if (open == Document::kNone || open >= child) return std::nullopt;
  const PieceId place = document_.places[open];
  const Line& line = document_.lines[place.line];
  if (document_.kind(child) == NodeKind::RightParenthesis) return Anchor{place, 0};
  if (place.piece + 1 < line.pieces.size()) return Anchor{{place.line, place.piece + 1}, 0};
  return Anchor{{place.line, 0}, kStep};
}

std::optional<Continuations::Anchor> Continuations::anchor_in(std::uint32_t parent, std::uint32_t child,
                                                              std::uint32_t leaf) const {
  if (const auto bracket = bracket_anchor(parent, child)) return bracket;
  const NodeKind kind = document_.kind(parent);
  const bool is_first = document_.first_leaves[parent] == document_.first_leaves[child];
  if (is_operation(kind) && !is_first) return under(parent);
  if (kind == NodeKind::IfExpression && !is_first) {
    const bool branch_word = child == leaf && document_.kind(leaf) == NodeKind::Keyword;
    // Of several branches each begins at the column of `si`, so that an `alors` of its own line stands further in.
    const bool further = !branch_word || (document_.is_keyword(leaf, Keyword::Then) && has_branches(parent));
    return under(parent, further ? kStep : 0);
  }
  if (is_phrase(kind) && !is_first) return under(parent, kStep);
  if (kind == NodeKind::DerogationRule && is_branch_word(leaf) && child == leaf) {
    const std::uint32_t condition = document_.child(parent, NodeKind::Condition);
    std::uint32_t word = Document::kNone;
    for (std::uint32_t id = parent + 1; id < document_.node(parent).next; id = document_.node(id).next) {
      if (document_.is_keyword(id, Keyword::If) && (condition == Document::kNone || id < condition)) word = id;
    }
    if (word != Document::kNone) return under(word);
  }
  if (has_value_column(kind) && !is_first) {
    const std::uint32_t value = document_.next_child(parent, parent + 1);
    if (value != Document::kNone && document_.first_leaves[value] != leaf) return under(value);
  }
  return std::nullopt;
}

std::optional<Continuations::Anchor> Continuations::anchor_of(const Line& line) const {
  const std::uint32_t leaf = line.pieces.front().leaf;
  const std::uint32_t this_line = document_.places[leaf].line;
  std::uint32_t child = leaf;
  while (child != 0) {
    const std::uint32_t parent = document_.parents[child];
    const auto anchor = anchor_in(parent, child, leaf);
    // What lies above the item that is continued says nothing.
    if (anchor && anchor->piece.line >= start_ && anchor->piece.line < this_line) return anchor;
    if (anchor) return std::nullopt;
    child = parent;
  }
  return std::nullopt;
}

std::uint32_t Continuations::column_in_item(const Line& line) const {
  const std::uint32_t leaf = line.pieces.front().leaf;
  const std::uint32_t base = document_.lines[start_].indent;
  const auto anchor = anchor_of(line);
  // At the items' column only a word that begins no item may stand.
  const std::uint32_t least = is_branch_word(leaf) && !line.among_cases ? base : base + kStep;
  return anchor ? std::max(document_.column(anchor->piece) + anchor->further, least) : least;
}

// The first line that continues a head begins with a word that begins no item; others may not stand left of it.
std::uint32_t Continuations::column_in_head(const Line& line) {
  const std::uint32_t leaf = line.pieces.front().leaf;
  if (head_column_ == 0) {
    head_column_ = document_.kind(leaf) == NodeKind::Equal ? kStep : 2 * kStep;
    return head_column_;
  }
  const auto anchor = anchor_of(line);
  const std::uint32_t least = is_branch_word(leaf) ? kStep : head_column_ + kStep;
  if (!anchor || anchor->piece.line == start_) return std::max(2 * kStep, least);
  return std::max(document_.column(anchor->piece) + anchor->further, least);
}

}  // namespace

void indent_items(Document& document, const Chunk& chunk) {
  for (std::uint32_t i = chunk.first; i < chunk.last; ++i) {
    Line& line = document.lines[i];
    if (line.kind == LineKind::Item) line.indent = item_column(line.level);
    if (line.kind == LineKind::Row) line.indent = item_column(0);
  }
}

void indent_continuations(Document& document, const Chunk& chunk) {
  Continuations(document, chunk).run();
  // A comment stands with the line below it in its rule.
  std::optional<std::uint32_t> below;
  for (std::uint32_t i = chunk.last; i-- > chunk.first;) {
    Line& line = document.lines[i];
    if (!line.pieces.empty()) below = line.indent;
    if (line.kind != LineKind::Comment) continue;
    line.indent = below ? *below : (line.comment_at_margin || !chunk.has_rule ? 0U : item_column(0));
  }
}

}  // namespace avenant::format
