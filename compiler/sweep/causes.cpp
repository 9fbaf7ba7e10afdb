#include "compiler/sweep/causes.hpp"

#include <algorithm>
#include <map>

#include "compiler/cases/value_text.hpp"

namespace avenant::sweep {

namespace {

bool is_used(const eval::DerogationTrace& look) {
  return look.state == eval::DerogationState::kUsed;
}

/// The sign of a comparison as it came out, so that what is written is true.
std::string_view sign_of(program::Op op, bool holds) {
  if (op == program::Op::kEqual || op == program::Op::kNotEqual)
    return holds == (op == program::Op::kEqual) ? "=" : "≠";
  if (op == program::Op::kLess) return holds ? "<" : "≥";
  if (op == program::Op::kLessEqual) return holds ? "≤" : ">";
  if (op == program::Op::kGreater) return holds ? ">" : "≤";
  return holds ? "≥" : "<";
}

bool is_true(const eval::Outcome& outcome) {
  return outcome.ok() && outcome.value.as_boolean();
}

}  // namespace

CauseFinder::CauseFinder(const program::Package& package, const eval::Trace& before, const eval::Trace& after,
                         diagnostics::Language language)
    : package_(package), language_(language) {
  for (const eval::VariableTrace& one : before.variables) before_.emplace(one.variable.value, &one);
  for (const eval::VariableTrace& one : after.variables) after_.emplace(one.variable.value, &one);
}

const eval::VariableTrace* CauseFinder::step(const Steps& steps, program::VariableId id) {
  const auto found = steps.find(id.value);
  return found == steps.end() ? nullptr : found->second;
}

std::vector<Cause> CauseFinder::find(program::VariableId result,
                                     const std::function<bool(program::VariableId)>& begins) {
  seen_.clear();
  causes_.clear();
  differing_.clear();
  walk(result);
  if (!causes_.empty() || differing_.empty()) return std::move(causes_);
  const auto first = std::find_if(differing_.begin(), differing_.end(), begins);
  causes_.push_back(of_rule(first == differing_.end() ? differing_.back() : *first));
  return std::move(causes_);
}

void CauseFinder::walk(program::VariableId id) {
  if (!seen_.insert(id.value).second) return;
  const eval::VariableTrace* before = step(before_, id);
  const eval::VariableTrace* after = step(after_, id);
  // What only one side reads follows from what decides that it is read.
  if (before == nullptr || after == nullptr) return;
  for (const eval::VariableTrace* side : {before, after}) {
    for (const eval::Read& read : side->reads) {
      if (read.kind != eval::ReadKind::kVariable) continue;
      const program::VariableId other(read.id);
      const eval::VariableTrace* left = step(before_, other);
      const eval::VariableTrace* right = step(after_, other);
      if (left != nullptr && right != nullptr && left->outcome != right->outcome) walk(other);
    }
  }
  decisions(*before, *after);
  differing_.push_back(id);
}

bool CauseFinder::decisions(const eval::VariableTrace& before, const eval::VariableTrace& after) {
  const std::size_t n_before = causes_.size();
  version(before, after);
  if (causes_.size() == n_before) derogations(before, after);
  if (causes_.size() == n_before) rows(before, after);
  if (causes_.size() == n_before) conditions(before, after);
  if (causes_.size() == n_before) comparisons(before, after);
  return causes_.size() > n_before;
}

Cause CauseFinder::at(CauseKind kind, program::VariableId rule, program::PlaceId place, program::TextId text) const {
  Cause cause;
  cause.kind = kind;
  cause.rule = rule;
  cause.name = package_.text_of(package_.variable(rule).name);
  cause.place = report::place_parts(package_, place);
  if (text) cause.place.text = package_.text_of(package_.texts[text.value].name);
  cause.source =
      text ? report::place_text(package_, place, text, language_) : report::place_text(package_, place, language_);
  return cause;
}

/// The rule in the wording that applies after, else before.
Cause CauseFinder::of_rule(program::VariableId rule) const {
  for (const Steps* steps : {&after_, &before_}) {
    const eval::VariableTrace* one = step(*steps, rule);
    if (one == nullptr || !one->version) continue;
    const program::Version& version = package_.versions[one->version.value];
    return at(CauseKind::Value, rule, version.place, version.text);
  }
  return at(CauseKind::Value, rule, package_.variable(rule).place, {});
}

void CauseFinder::version(const eval::VariableTrace& before, const eval::VariableTrace& after) {
  if (before.version == after.version) return;
  const auto text_of = [&](program::VersionId id) {
    if (!id) return say("hors vigueur", "not in force");
    const program::Version& version = package_.versions[id.value];
    const std::string source = report::place_text(package_, version.place, version.text, language_);
    return version.rule ? source : source + say(" (abrogation)", " (repeal)");
  };
  const program::VersionId shown = after.version ? after.version : before.version;
  const program::Version& version = package_.versions[shown.value];
  Cause cause = at(CauseKind::Version, after.variable, version.place, version.text);
  cause.before = text_of(before.version);
  cause.after = text_of(after.version);
  causes_.push_back(std::move(cause));
}

void CauseFinder::derogations(const eval::VariableTrace& before, const eval::VariableTrace& after) {
  const auto used_in = [](const eval::VariableTrace& step, program::DerogationId id) {
    return std::any_of(step.derogations.begin(), step.derogations.end(),
                       [id](const eval::DerogationTrace& look) { return look.derogation == id && is_used(look); });
  };
  std::set<std::uint32_t> all;
  for (const eval::VariableTrace* side : {&before, &after}) {
    for (const eval::DerogationTrace& look : side->derogations) all.insert(look.derogation.value);
  }
  for (const std::uint32_t value : all) {
    const program::DerogationId id(value);
    const bool was_used = used_in(before, id);
    const bool is_used_now = used_in(after, id);
    if (was_used == is_used_now) continue;
    const program::Derogation& derogation = package_.derogations[value];
    Cause cause = at(CauseKind::Derogation, after.variable, derogation.place, derogation.text);
    (was_used ? cause.before : cause.after) = package_.text_of(derogation.name);
    causes_.push_back(std::move(cause));
  }
}

std::string CauseFinder::row_text(const eval::TableTrace& table) const {
  if (table.otherwise) return say("sinon", "otherwise");
  if (table.hits.empty()) return {};
  std::string text;
  for (const char c : package_.text_of(package_.rows[table.hits.front().value].written)) {
    if (c != ' ' || !text.ends_with(' ')) text += c;
  }
  return text;
}

void CauseFinder::rows(const eval::VariableTrace& before, const eval::VariableTrace& after) {
  for (const eval::TableTrace& table : after.tables) {
    const auto same = std::find_if(before.tables.begin(), before.tables.end(),
                                   [&](const eval::TableTrace& one) { return one.node == table.node; });
    if (same == before.tables.end() || (same->hits == table.hits && same->otherwise == table.otherwise)) continue;
    program::PlaceId place = package_.node(table.node).place;
    if (!same->hits.empty()) place = package_.rows[same->hits.front().value].place;
    if (!table.hits.empty()) place = package_.rows[table.hits.front().value].place;
    Cause cause = at(CauseKind::Row, after.variable, place, {});
    cause.before = row_text(*same);
    cause.after = row_text(table);
    causes_.push_back(std::move(cause));
  }
}

void CauseFinder::conditions(const eval::VariableTrace& before, const eval::VariableTrace& after) {
  for (const eval::ConditionTrace& look : after.conditions) {
    const program::Condition& condition = package_.conditions[look.condition.value];
    if (condition.group != program::ConditionGroup::kLeaf) continue;
    const auto same = std::find_if(before.conditions.begin(), before.conditions.end(),
                                   [&](const eval::ConditionTrace& one) { return one.condition == look.condition; });
    if (same == before.conditions.end() || same->outcome == look.outcome) continue;
    const std::string label = report::quoted(package_.text_of(condition.label), language_);
    const auto state = [&](const eval::Outcome& outcome) {
      if (!outcome.ok()) return label + say(" indécise", " undecided");
      return label + (is_true(outcome) ? say(" remplie", " met") : say(" non remplie", " not met"));
    };
    Cause cause = at(CauseKind::Condition, after.variable, condition.place, {});
    cause.before = state(same->outcome);
    cause.after = state(look.outcome);
    causes_.push_back(std::move(cause));
  }
}

std::string CauseFinder::comparison_text(const eval::ComparisonTrace& comparison) const {
  const program::Node& node = package_.node(comparison.node);
  const auto side = [&](std::uint32_t index, const eval::Outcome& outcome) {
    const program::Node& operand = package_.node(package_.operands[node.first_operand + index]);
    return cases::value_text(package_, package_.type(operand.type), outcome.value, language_);
  };
  if (!comparison.left.ok() || !comparison.right.ok()) return {};
  return side(0, comparison.left) + " " + std::string(sign_of(node.op, is_true(comparison.outcome))) + " " +
         side(1, comparison.right);
}

void CauseFinder::comparisons(const eval::VariableTrace& before, const eval::VariableTrace& after) {
  std::set<std::uint32_t> seen;
  for (const eval::ComparisonTrace& look : after.comparisons) {
    const auto same = std::find_if(before.comparisons.begin(), before.comparisons.end(),
                                   [&](const eval::ComparisonTrace& one) { return one.node == look.node; });
    if (same == before.comparisons.end() || same->outcome == look.outcome || !seen.insert(look.node.value).second) {
      continue;
    }
    Cause cause = of_rule(after.variable);
    cause.kind = CauseKind::Comparison;
    cause.before = comparison_text(*same);
    cause.after = comparison_text(look);
    causes_.push_back(std::move(cause));
  }
}

}  // namespace avenant::sweep
