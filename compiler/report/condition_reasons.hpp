// Why a condition holds or fails, beyond its own words: the rules of other articles that it reads, the derogations that
// satisfied it, and the one figure or date by which it falls short. Made from a trace, for case_report.hpp.
#pragma once

#include <optional>
#include <vector>

#include "runtime/eval/evaluator.hpp"
#include "runtime/eval/trace.hpp"
#include "runtime/program/package.hpp"

namespace avenant::report {

/// Reads the trace of one case, and asks its evaluator for the values between rules; all must outlive it.
class ConditionReasons {
 public:
  ConditionReasons(const program::Package& package, const eval::Trace& trace, eval::Evaluator& evaluator)
      : package_(package), trace_(trace), evaluator_(evaluator) {}

  /// The comparison that is false, where a single comparison, or a single rule, makes a condition fail: « 639 patients
  /// < 640 patients ». `owner` is the trace of the rule that the node is written in.
  [[nodiscard]] std::optional<eval::ComparisonTrace> shortfall(program::NodeId node,
                                                               const eval::VariableTrace& owner) const;

  /// The places of the rules, conditions left out, whose being false makes the condition fail, each once. Where several
  /// would do alone, those of the operand that needs fewest.
  [[nodiscard]] std::vector<program::PlaceId> failing_rules(program::NodeId node) const;

  /// The derogations without which the condition would not hold, in itself or in the rules it reads, each once. Where
  /// it holds without any, there are none.
  [[nodiscard]] std::vector<program::DerogationId> derogations(program::NodeId node) const;

 private:
  /// What a node reads: nodes within it, and the boolean rules among them that have a value.
  struct Within {
    std::vector<program::NodeId> nodes;
    std::vector<const eval::VariableTrace*> rules;
  };
  [[nodiscard]] Within within(program::NodeId node) const;
  [[nodiscard]] const eval::VariableTrace* boolean_rule(program::NodeId node) const;
  [[nodiscard]] std::optional<program::NodeId> body_of(const eval::VariableTrace& rule) const;
  [[nodiscard]] std::optional<eval::ComparisonTrace> shortfall(program::NodeId node, const eval::VariableTrace& owner,
                                                               int depth) const;
  /// The operand that a choice takes, if its selector has a value.
  [[nodiscard]] std::optional<program::NodeId> selected(const program::Node& choice) const;
  /// Whether a boolean node has a value, and it is this one.
  [[nodiscard]] bool is(program::NodeId node, bool value) const;
  [[nodiscard]] std::vector<program::PlaceId> failing_rules(program::NodeId node, int depth) const;
  [[nodiscard]] std::vector<program::DerogationId> derogations(program::NodeId node, int depth) const;
  /// What a search finds below a node whose value is `value`: for an operation that every operand of that value
  /// decides, the union of theirs; for one that a single operand decides, the least of theirs.
  template <class T, class Search>
  [[nodiscard]] std::vector<T> below(program::NodeId node, bool value, Search search) const;

  const program::Package& package_;
  const eval::Trace& trace_;
  eval::Evaluator& evaluator_;
};

}  // namespace avenant::report
