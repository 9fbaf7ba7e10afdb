// Fills a Trace while the machine evaluates. The functions are those that machine.hpp calls on a recorder.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/eval/trace.hpp"

namespace avenant::eval {

class TraceRecorder {
 public:
  static constexpr bool kRecords = true;
  static constexpr bool kRecordsNodes = false;

  TraceRecorder(const program::Package& package, Trace& trace) : package_(package), trace_(trace) {}

  void enter(program::VariableId variable);
  void leave(const Outcome& outcome);
  void version(const VersionTrace& version);
  void body(Outcome outcome);
  // A derogation whose guard was not evaluated: out of reach, or of a text that does not count.
  void guard(program::DerogationId derogation, bool reachable);
  void guard(program::DerogationId derogation, Outcome guard);
  // Bit i + 1: derogation i of the rule has one above it that applies.
  void covered(std::uint64_t bits);
  void derogation_body(std::uint32_t index, Outcome outcome);
  void read(Read read);
  void comparison(ComparisonTrace comparison);
  void lookup(LookupTrace lookup);
  void table(program::NodeId node);
  void row(program::NodeId table, program::RowId row, bool holds, std::uint32_t status);
  void begin_fold();
  void fold_item(std::int64_t element, Outcome outcome);
  // `decisive`: absent where no element settled the fold.
  void end_fold(FoldTrace fold);

  // Evaluates every condition that the version shows.
  template <class Machine>
  void conditions(Machine& machine, program::VersionId version) {
    const program::ConditionId root = package_.versions[version.value].condition;
    if (!root) return;
    const bool outer = on_path_;
    on_path_ = false;
    condition(machine, root, 0);
    on_path_ = outer;
  }

 private:
  template <class Machine>
  void condition(Machine& machine, program::ConditionId id, std::uint32_t depth) {
    const program::Condition& condition = package_.conditions[id.value];
    Outcome outcome;
    outcome.status = machine.evaluate(condition.node, outcome.value);
    normalise(outcome);
    open_.back().conditions.push_back({id, depth, outcome});
    for (const program::ConditionId child : package_.children_of(condition)) {
      this->condition(machine, child, depth + 1);
    }
  }

  // Values of failed operations mean nothing: they are zeros in a trace.
  static void normalise(Outcome& outcome) {
    if (!outcome.ok()) outcome.value = {};
  }

  const program::Package& package_;
  Trace& trace_;
  // The variables being evaluated, the innermost last; each with whether its own reader was on its path.
  std::vector<VariableTrace> open_;
  std::vector<bool> outer_paths_;
  bool on_path_ = true;
  // Of each variable being evaluated: how many comparisons were recorded when each fold within it began.
  std::vector<std::vector<std::size_t>> open_folds_;
  // Of each fold being evaluated, the innermost last: what it went through so far.
  std::vector<std::vector<FoldItem>> open_items_;
};

}  // namespace avenant::eval
