#include "compiler/explain/trace/explainer.hpp"

#include <algorithm>

#include "compiler/explain/trace/expressions.hpp"
#include "compiler/explain/trace/operations.hpp"
#include "compiler/explain/trace/tests.hpp"

namespace avenant::explain {
namespace {

/// Sorts ids and keeps each once.
template <class Id>
void sort_ids(std::vector<Id>& ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

void note_reads(const eval::VariableTrace& trace, Explanation& made) {
  for (const eval::Read& read : trace.reads) {
    switch (read.kind) {
      case eval::ReadKind::kInput:
        made.inputs.emplace_back(read.id);
        break;
      case eval::ReadKind::kReading:
        made.readings.emplace_back(read.id);
        break;
      case eval::ReadKind::kUnknown:
        made.figures.emplace_back(read.id);
        break;
      case eval::ReadKind::kSituationDate:
        if (read.outcome.ok()) made.situation_date = read.outcome.value.as_date();
        break;
      case eval::ReadKind::kVariable:
        break;
    }
  }
}

/// The state of each condition, from its own outcome and those of the groups that it is in.
void settle_states(const program::Package& package, std::vector<Condition>& conditions) {
  for (Condition& each : conditions) {
    each.state = ConditionState::Undecided;
    if (each.outcome.ok()) {
      each.state = each.outcome.value.as_boolean() ? ConditionState::Met : ConditionState::NotMet;
    }
    for (auto at = each.parent; at; at = conditions[*at].parent) {
      const Condition& group = conditions[*at];
      if (!group.outcome.ok()) continue;
      const bool holds = group.outcome.value.as_boolean();
      const bool any = package.conditions[group.condition.value].group == program::ConditionGroup::kAny;
      const bool needless =
          any ? holds && each.state != ConditionState::Met : !holds && each.state == ConditionState::Undecided;
      if (needless) each.state = ConditionState::NotNeeded;
    }
  }
}

std::vector<Condition> conditions_of(const program::Package& package, const eval::VariableTrace& trace,
                                     const TestFinder& finder) {
  std::vector<Condition> conditions;
  std::vector<std::size_t> open;  // the last condition of each depth
  for (const eval::ConditionTrace& look : trace.conditions) {
    const program::Condition& written = package.conditions[look.condition.value];
    Condition made;
    made.condition = look.condition;
    made.depth = look.depth;
    made.outcome = look.outcome;
    made.is_group = written.group != program::ConditionGroup::kLeaf;
    open.resize(look.depth + 1);
    if (look.depth > 0) made.parent = open[look.depth - 1];
    open[look.depth] = conditions.size();
    if (!made.is_group) made.tests = finder.find(written.node, trace);
    conditions.push_back(std::move(made));
  }
  settle_states(package, conditions);
  return conditions;
}

}  // namespace

Explainer::Explainer(const program::Package& package, const std::vector<report::ResultView>& views,
                     std::string_view dispositif, const eval::RunOptions& options)
    : package_(package), views_(views), dispositif_(dispositif), evaluator_(package, options) {
  for (const report::ResultView& view : views) {
    requests_.insert(requests_.end(), view.members.begin(), view.members.end());
  }
}

Explanation Explainer::explain(const cases::BoundCase& bound) {
  evaluator_.begin_case();
  for (const eval::InputValue& input : bound.inputs) evaluator_.set(input.input, input.value);
  Explanation made;
  made.bound = &bound;
  made.dispositif = dispositif_;
  made.views = &views_;
  made.trace = evaluator_.explain(requests_);
  made.rule_of.assign(package_.variables.size(), Explanation::kNoRule);

  const Expressions expressions(package_, made.trace, evaluator_);
  const TestFinder finder(expressions);
  for (const eval::VariableTrace& trace : made.trace.variables) {
    Rule rule;
    rule.trace = &trace;
    rule.outcome = evaluator_.at_edge(trace.variable, trace.outcome);
    rule.out_of_force = evaluator_.is_out_of_force(trace.variable, trace.outcome);
    rule.result = {OperandKind::Other, 0, package_.variable(trace.variable).type, rule.outcome};
    rule.conditions = conditions_of(package_, trace, finder);
    for (const eval::DerogationTrace& look : trace.derogations) {
      const bool in_play = look.state != eval::DerogationState::kUnreachable;
      const program::NodeId guard = package_.derogations[look.derogation.value].guard;
      rule.derogation_tests.push_back(in_play && guard ? finder.find(guard, trace) : std::vector<Test>());
    }
    if (const auto body = expressions.expression_of(trace, rule.derogation)) {
      if (!expressions.is_boolean(*body)) {
        OperationWalk walk(expressions, trace);
        rule.result = walk.walk(*body, rule);
        walk.show_unit(package_.variable(trace.variable).type, rule);
      }
      if (expressions.is_boolean(*body) && rule.conditions.empty()) rule.tests = finder.find(*body, trace);
    }
    if (rule.result.outcome != trace.outcome) {
      // What failed is not in the expression: a version, a derogation that could not be decided, a range.
      rule.result = {OperandKind::Other, 0, rule.result.type, rule.outcome};
      rule.operations.clear();
    }
    made.rule_of[trace.variable.value] = static_cast<std::uint32_t>(made.rules.size());
    made.rules.push_back(std::move(rule));
    note_reads(trace, made);
  }
  sort_ids(made.inputs);
  sort_ids(made.readings);
  sort_ids(made.figures);
  return made;
}

}  // namespace avenant::explain
