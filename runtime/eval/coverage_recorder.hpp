// Fills a Coverage while the machine evaluates. The functions are those that machine.hpp calls on a recorder.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/eval/coverage.hpp"
#include "runtime/eval/trace.hpp"

namespace avenant::eval {

class CoverageRecorder {
 public:
  static constexpr bool kRecords = true;
  static constexpr bool kRecordsNodes = true;

  CoverageRecorder(const program::Package& package, Coverage& coverage) : package_(package), coverage_(coverage) {}

  void node(program::NodeId id, const value::Value& out, std::uint32_t status) {
    std::uint8_t& met = coverage_.nodes[id.value];
    met |= Coverage::kEvaluated;
    const program::Type& type = package_.type(package_.node(id).type);
    if (status != program::kStatusOk || type.kind != program::TypeKind::kBoolean || out.is_absent()) return;
    met |= out.as_boolean() ? Coverage::kTrue : Coverage::kFalse;
  }

  // What is asked for shows its conditions, and so do the groups of conditions within it.
  void enter(program::VariableId variable) {
    const bool is_group = package_.variable(variable).kind == program::RuleKind::kCondition;
    open_.push_back({open_.empty() || (is_group && open_.back().shows), {}});
  }
  void leave(const Outcome&) { open_.pop_back(); }
  void version(const VersionTrace& version) {
    if (version.applies) coverage_.versions[version.version.value] = 1;
  }
  void row(program::NodeId, program::RowId row, bool holds, std::uint32_t status) {
    if (holds && status == program::kStatusOk) coverage_.rows[row.value] = 1;
  }

  // A derogation that is out of reach, or whose text does not count, was not considered.
  void guard(program::DerogationId id, bool) { open_.back().guards.push_back({id, false}); }
  void guard(program::DerogationId id, const Outcome& guard) {
    const bool is_true = guard.ok() && guard.value.as_boolean();
    open_.back().guards.push_back({id, is_true});
    if (guard.ok() && !is_true) coverage_.derogations[id.value] |= Coverage::kNotTaken;
  }
  void covered(std::uint64_t bits) {
    const std::vector<Guard>& guards = open_.back().guards;
    for (std::size_t i = 0; i < guards.size(); ++i) {
      const bool is_covered = (bits >> (i + 1) & 1U) != 0;
      if (is_covered && guards[i].is_true) coverage_.derogations[guards[i].id.value] |= Coverage::kNotTaken;
    }
  }
  // The body of a derogation is evaluated where it is a candidate.
  void derogation_body(std::uint32_t index, const Outcome&) {
    const Guard& guard = open_.back().guards[index];
    if (guard.is_true) coverage_.derogations[guard.id.value] |= Coverage::kTaken;
  }

  template <class Machine>
  void conditions(Machine& machine, program::VersionId version) {
    const program::ConditionId root = package_.versions[version.value].condition;
    if (root && open_.back().shows) condition(machine, root);
  }

  void body(const Outcome&) {}
  void read(const Read&) {}
  void comparison(const ComparisonTrace&) {}
  void lookup(const LookupTrace&) {}
  void table(program::NodeId) {}
  void begin_fold() {}
  void fold_item(std::int64_t, Outcome) {}
  void end_fold(const FoldTrace&) {}

 private:
  struct Guard {
    program::DerogationId id;
    bool is_true = false;
  };
  struct Open {
    bool shows = false;
    // Of the rule that applies, in its order.
    std::vector<Guard> guards;
  };

  template <class Machine>
  void condition(Machine& machine, program::ConditionId id) {
    const program::Condition& condition = package_.conditions[id.value];
    value::Value ignored{};
    machine.evaluate(condition.node, ignored);
    for (const program::ConditionId child : package_.children_of(condition)) this->condition(machine, child);
  }

  const program::Package& package_;
  Coverage& coverage_;
  // The variables being evaluated, the innermost last.
  std::vector<Open> open_;
};

}  // namespace avenant::eval
