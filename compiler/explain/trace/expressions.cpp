#include "compiler/explain/trace/expressions.hpp"

namespace avenant::explain {

using program::NodeId;
using program::Op;

Expressions::Expressions(const program::Package& package, const eval::Trace& trace, eval::Evaluator& evaluator)
    : package_(package), trace_(trace), evaluator_(evaluator), by_variable_(package.variables.size(), nullptr) {
  for (const eval::VariableTrace& each : trace_.variables) by_variable_[each.variable.value] = &each;
}

bool Expressions::is(NodeId node, bool expected) const {
  if (!is_boolean(node)) return false;
  const eval::Outcome outcome = value(node);
  return outcome.ok() && outcome.value.as_boolean() == expected;
}

bool Expressions::is_boolean(NodeId node) const {
  return package_.type(package_.node(node).type).kind == program::TypeKind::kBoolean;
}

const eval::VariableTrace* Expressions::trace_of(program::VariableId variable) const {
  return by_variable_[variable.value];
}

std::optional<NodeId> Expressions::selected(const program::Node& choice) const {
  const auto operands = package_.operands_of(choice);
  const eval::Outcome selector = value(operands[0]);
  if (!selector.ok()) return std::nullopt;
  const program::Select& select = package_.selects[choice.payload];
  const auto index = static_cast<std::uint64_t>(selector.value.a) - static_cast<std::uint64_t>(select.least);
  const bool listed = selector.value.b == 1 && index < select.n_targets;
  const std::uint32_t target = listed ? package_.select_targets[select.first_target + index] : select.otherwise;
  return target == 0 ? std::nullopt : std::optional(operands[target - 1]);
}

std::optional<program::RowId> Expressions::row_of(NodeId table, const eval::VariableTrace& owner) const {
  for (const eval::TableTrace& look : owner.tables) {
    if (look.node == table && look.hits.size() == 1) return look.hits.front();
  }
  return std::nullopt;
}

std::optional<NodeId> Expressions::row_result(NodeId node, const eval::VariableTrace& owner) const {
  const program::Node& table_node = package_.node(node);
  const auto operands = package_.operands_of(table_node);
  if (const auto hit = row_of(node, owner)) {
    const program::Row& row = package_.rows[hit->value];
    return operands[row.first_operand + row.n_cells];
  }
  const program::Table& table = package_.tables[table_node.payload];
  for (const eval::TableTrace& look : owner.tables) {
    if (look.node == node && look.otherwise && table.has_otherwise) return operands.back();
  }
  return std::nullopt;
}

std::optional<NodeId> Expressions::taken(NodeId id, const eval::VariableTrace& owner) const {
  const program::Node& node = package_.node(id);
  const auto operands = package_.operands_of(node);
  if (node.op == Op::kIf) {
    const eval::Outcome condition = value(operands[0]);
    if (!condition.ok()) return std::nullopt;
    return condition.value.as_boolean() ? operands[1] : operands[2];
  }
  if (node.op == Op::kSelect) return selected(node);
  if (node.op == Op::kTable) return row_result(id, owner);
  if (node.op == Op::kAssume) return operands[1];
  if (node.op == Op::kOrElse) {
    const eval::Outcome first = value(operands[0]);
    if (!first.ok()) return std::nullopt;
    return first.value.is_absent() ? operands[1] : operands[0];
  }
  if (node.op == Op::kUnwrap || node.op == Op::kInRange) return operands[0];
  return std::nullopt;
}

std::optional<NodeId> Expressions::expression_of(const eval::VariableTrace& rule,
                                                 program::DerogationId& derogation) const {
  if (!rule.version) return std::nullopt;
  const program::Version& version = package_.versions[rule.version.value];
  if (!version.rule) return std::nullopt;
  for (const eval::DerogationTrace& look : rule.derogations) {
    if (look.state != eval::DerogationState::kUsed || !look.evaluated) continue;
    if (look.outcome != rule.outcome) continue;
    derogation = look.derogation;
    return package_.derogations[look.derogation.value].body;
  }
  return package_.rule(version.rule).body;
}

}  // namespace avenant::explain
