#include "compiler/format/columns.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "compiler/base/display.hpp"

namespace avenant::format {
namespace {

using syntax::Keyword;
using syntax::NodeKind;

/// What is aligned with what: items of one family, under one parent, one below the other.
enum class Family : std::uint8_t { Labels, Clauses, Facts, Axes, Fields, Assignments, Expectations, Cases, Entries };

/// Items wider than this before the aligned place take no part, so that one long label does not push all values away.
constexpr std::uint32_t kMaxAlignedWidth = 64;
/// Branches wider than this keep their `alors` right after the condition.
constexpr std::uint32_t kMaxBranchWidth = 88;

/// One item of a group.
struct Member {
  std::uint32_t line = 0;
  std::uint32_t node = 0;
  std::uint32_t piece = 0;  ///< The piece that is aligned; not the first of the line.
};

bool is_text_fact(NodeKind kind) {
  return kind == NodeKind::TitleItem || kind == NodeKind::ReferenceItem || kind == NodeKind::SignedItem ||
         kind == NodeKind::PublishedItem || kind == NodeKind::InForceItem;
}

std::optional<Family> family_of(NodeKind kind, NodeKind parent) {
  if (is_text_fact(kind)) {
    const bool text = parent == NodeKind::TextRule || parent == NodeKind::DraftRule;
    return text ? std::optional(Family::Facts) : std::nullopt;
  }
  if (kind == NodeKind::LabelledCondition || kind == NodeKind::Instalment) return Family::Labels;
  if (kind == NodeKind::Clause) return Family::Clauses;
  if (kind == NodeKind::RowAxis || kind == NodeKind::ColumnAxis) return Family::Axes;
  if (kind == NodeKind::Field) return Family::Fields;
  if (kind == NodeKind::InputRule && parent == NodeKind::SchemeRule) return Family::Fields;
  if (kind == NodeKind::Assignment || kind == NodeKind::ReadingItem) return Family::Assignments;
  if (kind == NodeKind::ExpectedItem) return Family::Expectations;
  if (kind == NodeKind::SelectCase) return Family::Cases;
  if (kind == NodeKind::SeriesEntry) return Family::Entries;
  return std::nullopt;
}

/// Finds the groups of a chunk and aligns them.
class ItemAligner {
 public:
  ItemAligner(Document& document, const Chunk& chunk) : document_(document), chunk_(chunk) {}

  void run() {
    for (std::uint32_t i = chunk_.first; i < chunk_.last; ++i) {
      const Line& line = document_.lines[i];
      if (line.kind == LineKind::Blank) close_groups(0);
      if (line.kind == LineKind::Item) add(i);
    }
    close_groups(0);
  }

 private:
  struct Group {
    std::uint32_t level = 0;
    std::uint32_t parent = 0;
    Family family = Family::Labels;
    std::vector<Member> members;
  };

  void add(std::uint32_t line_index);
  void close_groups(std::size_t keep);
  void align(const Group& group);
  void align_due_dates(const Group& group);
  void align_at(const std::vector<Member>& members, std::uint32_t gap);
  [[nodiscard]] std::uint32_t gap_of(const Group& group) const;
  /// The first piece of a node on a line, when it is not the line's first piece.
  [[nodiscard]] std::optional<std::uint32_t> piece_on(std::uint32_t line, std::uint32_t node) const;
  [[nodiscard]] std::uint32_t aligned_node(std::uint32_t item, Family family) const;

  Document& document_;
  const Chunk& chunk_;
  std::vector<Group> groups_;  // open, one a level
};

void ItemAligner::add(std::uint32_t line_index) {
  const Line& line = document_.lines[line_index];
  const std::uint32_t leaf = line.pieces.front().leaf;
  std::size_t keep = 0;
  while (keep < groups_.size() && groups_[keep].level < line.level) ++keep;
  for (std::uint32_t node = document_.parents[leaf]; document_.first_leaves[node] == leaf;
       node = document_.parents[node]) {
    const std::uint32_t parent = document_.parents[node];
    const auto family = family_of(document_.kind(node), document_.kind(parent));
    if (!family) {
      if (node == 0) break;
      continue;
    }
    const bool same = keep < groups_.size() && groups_[keep].level == line.level && groups_[keep].parent == parent &&
                      groups_[keep].family == *family;
    close_groups(same ? keep + 1 : keep);
    if (!same) groups_.push_back({line.level, parent, *family, {}});
    const std::uint32_t aligned = aligned_node(node, *family);
    if (aligned == Document::kNone) return;
    if (const auto piece = piece_on(line_index, aligned)) groups_.back().members.push_back({line_index, node, *piece});
    return;
  }
  close_groups(keep);
}

std::uint32_t ItemAligner::aligned_node(std::uint32_t item, Family family) const {
  switch (family) {
    case Family::Labels:
    case Family::Clauses:
    case Family::Facts:
    case Family::Axes:
      return document_.next_child(item, item + 1);
    case Family::Fields:
    case Family::Cases:
    case Family::Entries:
      return document_.child(item, NodeKind::Colon);
    case Family::Assignments:
    case Family::Expectations:
      return document_.child(item, NodeKind::Equal);
  }
  return Document::kNone;
}

std::optional<std::uint32_t> ItemAligner::piece_on(std::uint32_t line, std::uint32_t node) const {
  const std::uint32_t leaf = document_.first_leaves[node];
  if (leaf == Document::kNone) return std::nullopt;
  const PieceId place = document_.places[leaf];
  if (place.line != line || place.piece == 0) return std::nullopt;
  return place.piece;
}

void ItemAligner::close_groups(std::size_t keep) {
  while (groups_.size() > keep) {
    align(groups_.back());
    groups_.pop_back();
  }
}

// A clause word is set off by two spaces, unless the longest of the group has several words and is its own mark.
std::uint32_t ItemAligner::gap_of(const Group& group) const {
  switch (group.family) {
    case Family::Labels:
      return 2;
    case Family::Fields:
    case Family::Cases:
    case Family::Entries:
    case Family::Assignments:
    case Family::Expectations:
    case Family::Axes:
      return 1;
    case Family::Clauses:
    case Family::Facts:
      break;
  }
  std::uint32_t widest = 0;
  std::uint32_t gap = 2;
  for (const Member& member : group.members) {
    const Piece& word = document_.lines[member.line].pieces.front();
    const std::uint32_t word_gap = word.text.find(' ') == std::string::npos ? 2 : 1;
    if (word.width > widest || (word.width == widest && word_gap < gap)) gap = word_gap;
    widest = std::max(widest, word.width);
  }
  return gap;
}

void ItemAligner::align(const Group& group) {
  align_at(group.members, gap_of(group));
  if (group.family == Family::Labels) align_due_dates(group);
}

// The third column of an échéancier: when each amount is due.
void ItemAligner::align_due_dates(const Group& group) {
  std::vector<Member> due;
  for (const Member& member : group.members) {
    if (document_.kind(member.node) != NodeKind::Instalment) continue;
    const std::uint32_t date = document_.child(member.node, NodeKind::DueDate);
    if (date == Document::kNone) continue;
    if (const auto piece = piece_on(member.line, date)) due.push_back({member.line, member.node, *piece});
  }
  align_at(due, 2);
}

void ItemAligner::align_at(const std::vector<Member>& members, std::uint32_t gap) {
  std::uint32_t widest = 0;
  for (const Member& member : members) {
    const std::uint32_t width = width_between(document_.lines[member.line], 0, member.piece);
    if (width <= kMaxAlignedWidth) widest = std::max(widest, width);
  }
  for (const Member& member : members) {
    Line& line = document_.lines[member.line];
    const std::uint32_t width = width_between(line, 0, member.piece);
    line.pieces[member.piece].before = gap + (width < widest ? widest - width : 0);
  }
}

/// One branch of a choice: the piece of its `si`, and that of its `alors`, on one line.
struct Branch {
  PieceId condition;
  PieceId then;
  bool has_else = false;
};

/// The branches of a choice that is written one branch a line, or nothing.
std::vector<Branch> branches_of(const Document& document, std::uint32_t choice) {
  std::vector<Branch> branches;
  std::uint32_t open = Document::kNone;
  std::uint32_t last_else = Document::kNone;
  for (std::uint32_t id = choice + 1; id < document.node(choice).next; id = document.node(id).next) {
    if (document.is_keyword(id, Keyword::Else)) {
      last_else = id;
      if (document.places[id].piece != 0) return {};
    } else if (document.is_keyword(id, Keyword::If)) {
      open = id;
    } else if (document.is_keyword(id, Keyword::Then) && open != Document::kNone) {
      const PieceId condition = document.places[open];
      const PieceId then = document.places[id];
      const Line& line = document.lines[condition.line];
      if (condition.line != then.line || then.piece + 1 >= line.pieces.size()) return {};
      const bool has_else = last_else != Document::kNone;
      // The first `si` may stand after a label or a clause word; the others follow their `sinon`.
      if (has_else && (document.places[last_else].line != condition.line || condition.piece != 1)) return {};
      branches.push_back({condition, then, has_else});
    }
  }
  return branches;
}

void align_choice(Document& document, std::uint32_t choice) {
  const std::vector<Branch> branches = branches_of(document, choice);
  if (branches.size() < 2) return;
  const auto last = branches.back().condition.line;
  if (branches.front().condition.line == last) return;
  std::uint32_t else_width = 0;
  for (const Branch& branch : branches) {
    if (branch.has_else) else_width = std::max(else_width, document.lines[branch.condition.line].pieces[0].width + 1);
  }
  std::uint32_t widest = 0;
  std::vector<std::uint32_t> widths;
  for (const Branch& branch : branches) {
    Line& line = document.lines[branch.condition.line];
    line.pieces[branch.condition.piece + 1].before = 1 + (branch.has_else ? 0 : else_width);
    const std::uint32_t width = width_between(line, branch.condition.piece, branch.then.piece);
    widths.push_back(width + (branch.has_else ? else_width : 0));
    widest = std::max(widest, widths.back());
  }
  const bool too_wide = widest > kMaxBranchWidth;
  for (std::size_t i = 0; i < branches.size(); ++i) {
    Line& line = document.lines[branches[i].condition.line];
    line.pieces[branches[i].then.piece].before = too_wide ? 1 : 1 + widest - widths[i];
    if (too_wide) line.pieces[branches[i].condition.piece + 1].before = 1;
  }
}

}  // namespace

void align_items(Document& document, const Chunk& chunk) {
  ItemAligner(document, chunk).run();
}

void align_branches(Document& document, const Chunk& chunk) {
  for (std::uint32_t i = chunk.first; i < chunk.last; ++i) {
    for (const Piece& piece : document.lines[i].pieces) {
      const std::uint32_t parent = document.parents[piece.leaf];
      const bool begins = document.kind(parent) == NodeKind::IfExpression &&
                          document.first_leaves[parent] == piece.leaf && document.is_keyword(piece.leaf, Keyword::If);
      if (begins) align_choice(document, parent);
    }
  }
}

void align_comments(Document& document, const Chunk& chunk) {
  constexpr std::uint32_t kGap = 2;
  const auto width_of = [&](const Line& line) {
    if (line.kind == LineKind::Row) return line.indent + static_cast<std::uint32_t>(base::display_width(line.row));
    return line.indent + width_between(line, 0, line.pieces.size());
  };
  std::uint32_t first = chunk.first;
  while (first < chunk.last) {
    std::uint32_t last = first;
    std::uint32_t widest = 0;
    while (last < chunk.last && !document.lines[last].pieces.empty() && !document.lines[last].comment.empty()) {
      widest = std::max(widest, width_of(document.lines[last]));
      ++last;
    }
    for (std::uint32_t i = first; i < last; ++i) {
      Line& line = document.lines[i];
      line.before_comment = kGap + widest - width_of(line);
    }
    first = last + 1;
  }
}

}  // namespace avenant::format
