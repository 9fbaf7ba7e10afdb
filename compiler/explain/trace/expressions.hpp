// What walking an expression needs of one evaluated case: values between rules, the branch and the row that were
// taken. Read next: operations.hpp and tests.hpp, which walk.
#pragma once

#include <optional>

#include "runtime/eval/evaluator.hpp"
#include "runtime/eval/trace.hpp"
#include "runtime/program/package.hpp"

namespace avenant::explain {

/// Reads the trace of one case, and asks its evaluator for the values between rules; all must outlive it.
class Expressions {
 public:
  Expressions(const program::Package& package, const eval::Trace& trace, eval::Evaluator& evaluator);

  [[nodiscard]] const program::Package& package() const { return package_; }
  /// The value of a node outside any fold.
  [[nodiscard]] eval::Outcome value(program::NodeId node) const { return evaluator_.evaluate(node); }
  /// Whether a boolean node has that value.
  [[nodiscard]] bool is(program::NodeId node, bool expected) const;
  [[nodiscard]] bool is_boolean(program::NodeId node) const;
  /// The trace of a variable; null where it was not reached.
  [[nodiscard]] const eval::VariableTrace* trace_of(program::VariableId variable) const;
  /// The operand that a choice (`si`, `selon`, `à défaut`, a table's row …) comes down to in this case; nothing where
  /// the node is no choice, or fails in choosing.
  [[nodiscard]] std::optional<program::NodeId> taken(program::NodeId node, const eval::VariableTrace& owner) const;
  /// The row that a table node took.
  [[nodiscard]] std::optional<program::RowId> row_of(program::NodeId table, const eval::VariableTrace& owner) const;
  /// The expression whose value is the rule's: its body, or that of the derogation used.
  [[nodiscard]] std::optional<program::NodeId> expression_of(const eval::VariableTrace& rule,
                                                             program::DerogationId& derogation) const;

 private:
  [[nodiscard]] std::optional<program::NodeId> selected(const program::Node& choice) const;
  [[nodiscard]] std::optional<program::NodeId> row_result(program::NodeId table,
                                                          const eval::VariableTrace& owner) const;

  const program::Package& package_;
  const eval::Trace& trace_;
  eval::Evaluator& evaluator_;
  std::vector<const eval::VariableTrace*> by_variable_;
};

}  // namespace avenant::explain
