#include "compiler/report/case_report.hpp"

#include <algorithm>

#include "compiler/report/condition_reasons.hpp"
#include "compiler/report/error_text.hpp"

namespace avenant::report {
namespace {

void add_readings(std::vector<program::ReadingId>& all, const std::vector<program::ReadingId>& some) {
  for (const program::ReadingId reading : some) {
    if (std::find(all.begin(), all.end(), reading) == all.end()) all.push_back(reading);
  }
}

}  // namespace

CaseDecider::CaseDecider(const program::Package& package, const std::vector<ResultView>& views,
                         std::string_view dispositif, const eval::RunOptions& options)
    : package_(package), views_(views), dispositif_(dispositif), evaluator_(package, options) {
  for (const ResultView& view : views) {
    requests_.insert(requests_.end(), view.members.begin(), view.members.end());
    ResultReport& result = values_.results.emplace_back();
    result.view = &view;
    result.outcomes.resize(view.members.size());
    result.out_of_force.resize(view.members.size());
    result.conditions.resize(view.members.size());
    result.texts.resize(view.members.size());
  }
  for (std::uint32_t i = 0; i < package.notices.size(); ++i) {
    if (package.text_of(package.notices[i].dispositif) == dispositif_) notices_.push_back(i);
  }
}

void CaseDecider::find_notices(CaseReport& report) {
  report.notices.clear();
  for (const std::uint32_t index : notices_) {
    const eval::Outcome outcome = evaluator_.evaluate(package_.notices[index].condition);
    if (outcome.ok() && outcome.value.as_boolean()) report.notices.push_back(index);
  }
}

const CaseReport& CaseDecider::decide_values(const cases::BoundCase& bound) {
  evaluator_.begin_case();
  for (const eval::InputValue& input : bound.inputs) evaluator_.set(input.input, input.value);
  values_.bound = &bound;
  for (ResultReport& result : values_.results) {
    for (std::size_t i = 0; i < result.outcomes.size(); ++i) {
      const program::VariableId member = result.view->members[i];
      const eval::Outcome raw = evaluator_.evaluate(member);
      result.outcomes[i] = evaluator_.at_edge(member, raw);
      result.out_of_force[i] = evaluator_.is_out_of_force(member, raw);
    }
  }
  find_notices(values_);
  return values_;
}

CaseReport CaseDecider::decide(const cases::BoundCase& bound) {
  evaluator_.begin_case();
  for (const eval::InputValue& input : bound.inputs) evaluator_.set(input.input, input.value);
  const eval::Trace trace = evaluator_.explain(requests_);
  const ConditionReasons reasons(package_, trace, evaluator_);
  CaseReport report;
  report.bound = &bound;
  for (const ResultView& view : views_) {
    ResultReport& result = report.results.emplace_back();
    result.view = &view;
    for (const program::VariableId member : view.members) {
      const eval::VariableTrace* steps = trace.find(member);
      const eval::Outcome raw = evaluator_.evaluate(member);
      result.outcomes.push_back(evaluator_.request(member));
      result.out_of_force.push_back(evaluator_.is_out_of_force(member, raw));
      std::vector<ConditionReport>& conditions = result.conditions.emplace_back();
      program::TextId& text = result.texts.emplace_back();
      if (steps == nullptr) continue;
      if (steps->version) text = package_.versions[steps->version.value].text;
      for (const eval::ConditionTrace& step : steps->conditions) {
        ConditionReport& condition = conditions.emplace_back();
        condition.condition = step.condition;
        condition.depth = step.depth;
        condition.outcome = step.outcome;
        const program::Condition& shown = package_.conditions[step.condition.value];
        if (!step.outcome.ok() || shown.group != program::ConditionGroup::kLeaf) continue;
        if (step.outcome.value.as_boolean()) {
          condition.derogations = reasons.derogations(shown.node);
        } else {
          condition.shortfall = reasons.shortfall(shown.node, *steps);
          condition.failing_rules = reasons.failing_rules(shown.node);
        }
      }
      add_readings(report.readings, trace.readings_of(member));
    }
  }
  std::sort(report.readings.begin(), report.readings.end());
  find_notices(report);
  return report;
}

void count_error(const program::Package& package, const eval::Outcome& outcome, ErrorCounts& counts) {
  if (outcome.ok()) return;
  const program::Site& site = package.site(outcome.site());
  const value::RuntimeErrorClass error = site.error;
  // A range that a rule's own value leaves is the rule's fault, not the data's.
  const bool of_a_rule =
      error == value::RuntimeErrorClass::out_of_range && site.subject == program::SubjectKind::kVariable;
  if (is_bad_data(error) && !of_a_rule) {
    ++counts.n_bad_data;
  } else if (!is_answer(error)) {
    ++counts.n_failures;
  }
}

ErrorCounts count_errors(const program::Package& package, const CaseReport& report) {
  ErrorCounts counts;
  for (const ResultReport& result : report.results) {
    for (std::size_t member = 0; member < result.outcomes.size(); ++member) {
      if (!result.is_not_concerned(member)) count_error(package, result.outcomes[member], counts);
    }
  }
  return counts;
}

}  // namespace avenant::report
