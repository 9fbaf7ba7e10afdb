#include "compiler/consolidate/rule_index.hpp"

#include <algorithm>

namespace avenant::consolidate {

using syntax::RuleKind;
using syntax::RuleView;

RuleIndex::RuleIndex(const hir::Program& program, const std::vector<syntax::Tree>& trees, std::size_t first_own)
    : program_(program) {
  for (std::size_t i = first_own; i < trees.size(); ++i) {
    File file;
    file.tree = &trees[i];
    file.rules = syntax::rules_of(trees[i]);
    for (const RuleView rule : file.rules) {
      const bool names_text = rule.kind() == RuleKind::TextRule || rule.kind() == RuleKind::DraftRule ||
                              rule.kind() == RuleKind::VocabularyRule || rule.kind() == RuleKind::ContinuationRule;
      if (names_text && rule.name()) file.text = text_named(rule.name()->text());
    }
    files_.push_back(std::move(file));
  }
}

std::optional<RulePlace> RuleIndex::find(base::Span span) const {
  if (!span.valid()) return std::nullopt;
  for (std::size_t i = 0; i < files_.size(); ++i) {
    if (files_[i].tree->source() != span.source) continue;
    const auto& rules = files_[i].rules;
    const auto after = std::upper_bound(rules.begin(), rules.end(), span.begin,
                                        [](std::uint32_t begin, RuleView rule) { return begin < rule.span().begin; });
    if (after == rules.begin()) return std::nullopt;
    const RuleView rule = *(after - 1);
    if (rule.span().end < span.end) return std::nullopt;
    return RulePlace{i, static_cast<std::size_t>(after - 1 - rules.begin())};
  }
  return std::nullopt;
}

hir::TextId RuleIndex::text_named(std::string_view name) const {
  const base::Name wanted = program_.names.find(name);
  for (std::size_t i = 0; i < program_.texts.size(); ++i) {
    if (program_.texts[program_.texts.id_at(i)].name == wanted) return program_.texts.id_at(i);
  }
  return {};
}

RuleView whole_rule(RuleView rule) {
  const auto replace = rule.as<syntax::ReplaceView>();
  return replace ? replace->replaced().value_or(rule) : rule;
}

bool is_word(RuleKind kind) {
  return kind == RuleKind::UnitRule || kind == RuleKind::EnumerationRule || kind == RuleKind::RecordRule ||
         kind == RuleKind::ReadingRule || kind == RuleKind::CsvTableRule;
}

bool is_partial(RuleView rule) {
  if (const auto replace = rule.as<syntax::ReplaceView>()) return !replace->replaced();
  return rule.kind() == RuleKind::ExtendRule || rule.kind() == RuleKind::RepealRule;
}

}  // namespace avenant::consolidate
