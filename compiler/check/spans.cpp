#include "compiler/check/spans.hpp"

#include <algorithm>

namespace avenant::check {

namespace {

using hir::ExpressionKind;
using program::Op;

std::uint64_t key_of(base::SourceId source, std::uint32_t offset) {
  return std::uint64_t{source.index()} << 32U | offset;
}

/// What an author wrote that became this operation; nothing where it stands for a whole expression.
std::optional<ExpressionKind> kind_of(Op op) {
  static constexpr std::pair<Op, ExpressionKind> kKinds[] = {
      {Op::kDivide, ExpressionKind::Divide},
      {Op::kRound, ExpressionKind::Round},
      {Op::kDateAdd, ExpressionKind::DateAdd},
      {Op::kDateSubtract, ExpressionKind::DateSubtract},
      {Op::kMakeDate, ExpressionKind::MakeDate},
      {Op::kAnniversary, ExpressionKind::Anniversary},
      {Op::kLastAnniversary, ExpressionKind::LastAnniversary},
      {Op::kCompletedYears, ExpressionKind::CompletedYears},
      {Op::kNot, ExpressionKind::Not},
      {Op::kAnd, ExpressionKind::And},
      {Op::kOr, ExpressionKind::Or},
      {Op::kEqual, ExpressionKind::Equal},
      {Op::kNotEqual, ExpressionKind::NotEqual},
      {Op::kLess, ExpressionKind::Less},
      {Op::kLessEqual, ExpressionKind::LessEqual},
      {Op::kGreater, ExpressionKind::Greater},
      {Op::kGreaterEqual, ExpressionKind::GreaterEqual},
      {Op::kSetContains, ExpressionKind::Contains},
      {Op::kIsPresent, ExpressionKind::IsPresent},
      {Op::kExact, ExpressionKind::Exact},
      {Op::kVariable, ExpressionKind::Variable},
  };
  const auto* found =
      std::find_if(std::begin(kKinds), std::end(kKinds), [op](const auto& each) { return each.first == op; });
  if (found == std::end(kKinds)) return std::nullopt;
  return found->second;
}

}  // namespace

void Spans::add(base::Span span, std::optional<ExpressionKind> kind) {
  if (span.valid()) entries_[key_of(span.source, span.begin)].push_back({span.end, kind});
}

void Spans::build() {
  built_ = true;
  for (std::size_t position = 0; position < sources_.size(); ++position) {
    const base::SourceId id = sources_.id_at(position);
    const base::Source& source = sources_[id];
    source_by_path_.emplace(project_paths_ ? source.name_in_project : source.path, id);
  }
  for (const hir::Expression& expression : hir_.expressions) add(expression.span, expression.kind);
  for (const hir::Table& table : hir_.tables) {
    for (const hir::TableRow& row : table.rows) add(row.span, std::nullopt);
  }
  for (const hir::Variable& variable : hir_.variables) {
    add(variable.provenance.span, std::nullopt);
    for (const hir::Version& version : variable.versions) add(version.provenance.span, std::nullopt);
  }
  for (const hir::Derogation& derogation : hir_.derogations) add(derogation.provenance.span, std::nullopt);
  for (const hir::Notice& notice : hir_.notices) add(notice.provenance.span, std::nullopt);
}

base::SourceId Spans::source_of(program::PlaceId place) {
  if (!built_) build();
  if (!place) return {};
  const auto found = source_by_path_.find(std::string(package_.text_of(package_.place(place).path)));
  return found == source_by_path_.end() ? base::SourceId() : found->second;
}

const std::vector<Spans::Entry>* Spans::entries_at(program::PlaceId place, base::SourceId& source) {
  source = source_of(place);
  if (!source.valid()) return nullptr;
  const auto found = entries_.find(key_of(source, package_.place(place).offset));
  return found == entries_.end() ? nullptr : &found->second;
}

base::Span Spans::of(program::PlaceId place) {
  base::SourceId source;
  const std::vector<Entry>* entries = entries_at(place, source);
  if (entries == nullptr) return {};
  const auto longest = std::max_element(entries->begin(), entries->end(), [](const Entry& left, const Entry& right) {
    if (left.kind.has_value() != right.kind.has_value()) return left.kind.has_value();
    return left.end < right.end;
  });
  return {source, package_.place(place).offset, longest->end};
}

base::Span Spans::of_node(program::NodeId id) {
  const program::Node& node = package_.node(id);
  const std::optional<ExpressionKind> kind = kind_of(node.op);
  base::SourceId source;
  const std::vector<Entry>* entries = entries_at(node.place, source);
  if (entries == nullptr) return {};
  std::uint32_t end = 0;
  for (const Entry& entry : *entries) {
    if (entry.kind && kind == entry.kind && (end == 0 || entry.end < end)) end = entry.end;
  }
  if (end == 0) {
    for (const Entry& entry : *entries) {
      if (entry.kind) end = std::max(end, entry.end);
    }
  }
  if (end == 0) return of(node.place);
  return {source, package_.place(node.place).offset, end};
}

}  // namespace avenant::check
