#include "compiler/compare/cases/case_comparison.hpp"

#include <algorithm>

#include "compiler/cases/value_text.hpp"

namespace avenant::compare {

CaseComparison::Engine::Engine(const CaseSide& the_side, diagnostics::Language language)
    : side(the_side), evaluator(the_side.package, the_side.options), errors(the_side.package, language) {
  for (std::uint32_t i = 0; i < side.package.notices.size(); ++i) {
    if (side.package.text_of(side.package.notices[i].dispositif) == side.dispositif) notice_ids.push_back(i);
  }
}

void CaseComparison::Engine::begin(const cases::BoundCase& bound) {
  evaluator.begin_case();
  for (const eval::InputValue& input : bound.inputs) evaluator.set(input.input, input.value);
}

std::vector<std::string> CaseComparison::Engine::notices() {
  std::vector<std::string> messages;
  for (const std::uint32_t id : notice_ids) {
    const program::Notice& notice = side.package.notices[id];
    const eval::Outcome outcome = evaluator.evaluate(notice.condition);
    if (outcome.ok() && outcome.value.as_boolean()) messages.emplace_back(side.package.text_of(notice.message));
  }
  std::sort(messages.begin(), messages.end());
  return messages;
}

CaseComparison::CaseComparison(const CaseSide& before, const CaseSide& after, diagnostics::Language language)
    : language_(language),
      before_(before, language),
      after_(after, language),
      results_(pair_results(before.package, before.views, after.package, after.views)) {}

bool CaseComparison::same_errors(program::SiteId before, const cases::BoundCase& case_before, program::SiteId after,
                                 const cases::BoundCase& case_after) {
  const bool is_plain = !case_before.has_bad_data && !case_after.has_bad_data;
  const std::uint64_t key = (std::uint64_t{before.value} << 32U) | after.value;
  if (is_plain) {
    if (const auto found = same_sites_.find(key); found != same_sites_.end()) return found->second;
  }
  const report::ErrorText left = before_.errors.describe(before, case_before);
  const report::ErrorText right = after_.errors.describe(after, case_after);
  const bool is_same = left.keyword == right.keyword && left.subject == right.subject && left.reason == right.reason;
  if (is_plain) same_sites_.emplace(key, is_same);
  return is_same;
}

bool CaseComparison::same(const ResultPair& pair, const eval::Outcome& before, const cases::BoundCase& case_before,
                          const eval::Outcome& after, const cases::BoundCase& case_after) {
  if (before.ok() != after.ok()) return false;
  if (!before.ok()) return same_errors(before.site(), case_before, after.site(), case_after);
  if (pair.same_encoding) return before.value == after.value;
  const program::Package& left = before_.side.package;
  const program::Package& right = after_.side.package;
  return cases::value_text(left, left.type(left.variable(pair.before).type), before.value, language_) ==
         cases::value_text(right, right.type(right.variable(pair.after).type), after.value, language_);
}

SideOutcome CaseComparison::describe(const Engine& engine, program::VariableId variable, const eval::Outcome& outcome,
                                     const cases::BoundCase& bound) const {
  SideOutcome said;
  said.outcome = outcome;
  const program::Package& package = engine.side.package;
  if (outcome.ok()) {
    said.text = cases::value_text(package, package.type(package.variable(variable).type), outcome.value, language_);
  } else {
    const report::ErrorText error = engine.errors.describe(outcome.site(), bound);
    said.text = error.message;
    said.is_error = true;
    said.error = error.keyword;
  }
  return said;
}

CaseChange CaseComparison::compare(const cases::BoundCase& before, const cases::BoundCase& after) {
  before_.begin(before);
  after_.begin(after);
  CaseChange change;
  for (std::size_t i = 0; i < results_.pairs.size(); ++i) {
    const ResultPair& pair = results_.pairs[i];
    const eval::Outcome old_outcome = before_.evaluator.request(pair.before);
    const eval::Outcome new_outcome = after_.evaluator.request(pair.after);
    if (same(pair, old_outcome, before, new_outcome, after)) continue;
    ResultChange result;
    result.pair = i;
    result.before = describe(before_, pair.before, old_outcome, before);
    result.after = describe(after_, pair.after, new_outcome, after);
    if (pair.is_number && old_outcome.ok() && new_outcome.ok() && !old_outcome.value.is_absent() &&
        !new_outcome.value.is_absent()) {
      const auto difference = value::subtract(new_outcome.value.as_number(), old_outcome.value.as_number());
      if (difference.ok()) result.difference = difference.value;
    }
    change.results.push_back(std::move(result));
  }
  if (!before_.notice_ids.empty() || !after_.notice_ids.empty()) {
    const std::vector<std::string> old_notices = before_.notices();
    const std::vector<std::string> new_notices = after_.notices();
    std::set_difference(old_notices.begin(), old_notices.end(), new_notices.begin(), new_notices.end(),
                        std::back_inserter(change.notices_before));
    std::set_difference(new_notices.begin(), new_notices.end(), old_notices.begin(), old_notices.end(),
                        std::back_inserter(change.notices_after));
  }
  if (change.empty()) return change;
  change.number = after.number;
  change.id = after.id;
  explain(change);
  return change;
}

void CaseComparison::explain(CaseChange& change) {
  if (change.results.empty()) return;
  std::vector<program::VariableId> old_requests;
  std::vector<program::VariableId> new_requests;
  for (const ResultChange& result : change.results) {
    old_requests.push_back(results_.pairs[result.pair].before);
    new_requests.push_back(results_.pairs[result.pair].after);
  }
  const eval::Trace old_trace = before_.evaluator.explain(old_requests);
  const eval::Trace new_trace = after_.evaluator.explain(new_requests);
  CauseFinder finder({before_.side.package, old_trace, before_.side.words},
                     {after_.side.package, new_trace, after_.side.words}, language_);
  for (ResultChange& result : change.results) {
    const ResultPair& pair = results_.pairs[result.pair];
    result.causes = finder.find(pair.before, pair.after);
  }
}

}  // namespace avenant::compare
