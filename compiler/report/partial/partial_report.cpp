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
  std::vector<eval::partial::Possible> outcomes = partial_.possible();
  report.remaining = partial_.remaining(outcomes);
  if (asks) report.questions = partial_.questions(report.remaining);
  std::size_t next = 0;
  for (const ResultView& view : views_) {
    PartialResult result;
    result.view = &view;
    for (std::size_t i = 0; i < view.members.size(); ++i) result.outcomes.push_back(std::move(outcomes[next++]));
    for (const eval::partial::Possible& outcome : result.outcomes) report.n_settled += outcome.is_settled() ? 1 : 0;
    report.results.push_back(std::move(result));
  }
  report.n_results = next;
  return report;
}

ErrorCounts count_errors(const program::Package& package, const PartialReport& report) {
  ErrorCounts counts;
  for (const PartialResult& result : report.results) {
    for (const eval::partial::Possible& outcome : result.outcomes) {
      if (!outcome.is_settled() || outcome.errors.empty()) continue;
      count_error(package, eval::Outcome::error(outcome.errors[0]), counts);
    }
  }
  return counts;
}

}  // namespace avenant::report
