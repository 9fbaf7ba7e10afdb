#include "compiler/report/partial/partial_report.hpp"

namespace avenant::report {
namespace {

std::vector<program::VariableId> members_of(const std::vector<ResultView>& views) {
  std::vector<program::VariableId> members;
  for (const ResultView& view : views) members.insert(members.end(), view.members.begin(), view.members.end());
  return members;
}

}  // namespace

PartialDecider::PartialDecider(const program::Package& package, const std::vector<ResultView>& views,
                               const eval::RunOptions& options)
    : package_(package), views_(views), partial_(package, options, members_of(views)) {}

void PartialDecider::begin(const cases::BoundCase& bound) {
  partial_.begin_case();
  // A set that could not be read holds no value to give, and must not be asked for.
  for (const cases::UnreadableInput& unreadable : bound.unreadable) partial_.set_missing(unreadable.input);
  for (const program::InputId input : bound.nulls) partial_.set_missing(input);
  for (const eval::InputValue& given : bound.inputs) {
    const program::Type& type = package_.type(package_.input(given.input).type);
    // What must exist and is said to be null is not given: it can still be asked for.
    const bool is_missing = given.value.is_absent() && !type.optional && type.kind != program::TypeKind::kSet;
    if (!is_missing) partial_.set(given.input, given.value);
  }
}

PartialReport PartialDecider::decide(const cases::BoundCase& bound, bool asks) {
  PartialReport report;
  report.bound = &bound;
  report.evaluator = &partial_.evaluator();
  report.remaining = partial_.remaining();
  if (asks) report.questions = partial_.questions(report.remaining);
  const std::vector<eval::AbstractOutcome> outcomes = partial_.results();
  std::size_t next = 0;
  for (const ResultView& view : views_) {
    PartialResult result;
    result.view = &view;
    for (std::size_t i = 0; i < view.members.size(); ++i) result.outcomes.push_back(outcomes[next++]);
    for (const eval::AbstractOutcome& outcome : result.outcomes) report.n_settled += report.is_settled(outcome) ? 1 : 0;
    report.results.push_back(std::move(result));
  }
  report.n_results = next;
  return report;
}

ErrorCounts count_errors(const program::Package& package, const PartialReport& report) {
  ErrorCounts counts;
  for (const PartialResult& result : report.results) {
    for (const eval::AbstractOutcome& outcome : result.outcomes) {
      if (!report.is_settled(outcome) || outcome.errors.is_empty()) continue;
      count_error(package, eval::Outcome::error(report.errors(outcome)[0]), counts);
    }
  }
  return counts;
}

}  // namespace avenant::report
