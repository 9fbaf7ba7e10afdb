// The operations that made a value, in the order in which one would do them on paper: only the branches and the rows
// that were taken. Read next: expressions.hpp.
#pragma once

#include <unordered_map>

#include "compiler/explain/explanation.hpp"
#include "compiler/explain/trace/expressions.hpp"

namespace avenant::explain {

/// Walks the expression of one rule.
class OperationWalk {
 public:
  OperationWalk(const Expressions& expressions, const eval::VariableTrace& owner)
      : expressions_(expressions), package_(expressions.package()), owner_(owner) {}

  /// What the node's value is, its operations and rows added to `rule`. Linear in the expression.
  Operand walk(program::NodeId node, Rule& rule);
  /// Gives the rule's unit to the operations that make its value, where nothing else says theirs: 38 000 €/ETP × 74
  /// ETP.
  void show_unit(program::TypeId type, Rule& rule) const;

 private:
  [[nodiscard]] std::optional<Operand> leaf(program::NodeId node) const;
  Operand operation(program::NodeId node, Rule& rule);
  Operand fold(program::NodeId node, Rule& rule);
  /// The type that shows an operation's value: expressions between rules do not keep their units.
  [[nodiscard]] program::TypeId type_of(const Operation& operation) const;
  [[nodiscard]] std::optional<program::TypeId> reduced(program::TypeId left, program::TypeId right) const;
  /// The operand of a choice that was taken, as a row's cell where it is a figure written there.
  Operand choice(program::NodeId node, program::NodeId taken, Rule& rule);

  const Expressions& expressions_;
  const program::Package& package_;
  const eval::VariableTrace& owner_;
  std::unordered_map<std::uint32_t, Operand> done_;
};

}  // namespace avenant::explain
