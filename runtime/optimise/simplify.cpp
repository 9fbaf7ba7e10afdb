// What is known of a node holds where it is evaluated, and is known in an order: an operand of `and` where those before
// it are not false, a row's result where its cells are true, a body where its guard is not false. So each may be
// changed by what is known of it, whatever becomes of the others.
#include "runtime/optimise/simplify.hpp"

#include <algorithm>

#include "runtime/program/typing.hpp"

namespace avenant::optimise {

using program::Node;
using program::NodeId;
using program::Op;

namespace {

// Whether the first operand is evaluated wherever the node is, and its error is then the node's.
bool fails_as_its_first(Op op) {
  const program::PayloadKind payload = program::info(op).payload;
  return op != Op::kAnd && op != Op::kOr && payload != program::PayloadKind::kTable &&
         payload != program::PayloadKind::kBinder && payload != program::PayloadKind::kPeriod;
}

}  // namespace

void Simplifier::run() {
  const std::size_t n_nodes = draft_.package().nodes.size();
  for (std::size_t i = 0; i < n_nodes; ++i) node(NodeId(i));
  for (std::size_t i = 0; i < draft_.package().variables.size(); ++i) variable(program::VariableId(i));
}

NodeId Simplifier::original_operand(NodeId id, std::uint32_t index) const {
  return knowledge_.package().operands_of(knowledge_.package().node(id))[index];
}

// Where types let it: what reads the node then reads a value of a narrower type.
bool Simplifier::replace(NodeId id, NodeId by) {
  if (!program::fits(draft_.type_of(by), draft_.package().type(knowledge_.package().node(id).type))) return false;
  draft_.replace(id, by);
  return true;
}

void Simplifier::node(NodeId id) {
  if (knowledge_.package().node(id).op == Op::kConst) return;
  if (!knowledge_.is_reached(id)) return forget_unreached(id);
  if (becomes_constant(id)) return;
  if (knowledge_.only_error(knowledge_.of(id)) && keep_error(id)) return;
  structure(id);
}

bool Simplifier::becomes_constant(NodeId id) {
  const eval::AbstractOutcome& outcome = knowledge_.of(id);
  return outcome.is_certain_value() && draft_.make_constant(id, outcome.value.single());
}

// Its outcome never matters: any value does.
void Simplifier::forget_unreached(NodeId id) {
  value::Value value;
  if (some_value(draft_.package().type(knowledge_.package().node(id).type), value)) draft_.make_constant(id, value);
}

// One error is left: that of an operand, as far as the node's type lets it stand for the node.
bool Simplifier::keep_error(NodeId id) {
  const Node& node = knowledge_.package().node(id);
  const program::SiteId error = knowledge_.only_error(knowledge_.of(id));
  if (node.n_operands == 0 || !fails_as_its_first(node.op)) return false;
  const NodeId first = original_operand(id, 0);
  return knowledge_.only_error(knowledge_.of(first)) == error && replace(id, first);
}

std::vector<NodeId> Simplifier::undecided(std::span<const NodeId> operands, bool absorbing) const {
  std::vector<NodeId> result;
  for (const NodeId operand : operands) {
    const bool settled = absorbing ? knowledge_.is_surely_false(operand) : knowledge_.is_surely_true(operand);
    if (!settled) result.push_back(draft_.now(operand));
  }
  return result;
}

void Simplifier::logic(NodeId id, bool absorbing) {
  const auto operands = knowledge_.package().operands_of(knowledge_.package().node(id));
  const std::vector<NodeId> left = undecided(operands, absorbing);
  if (left.size() == 1) {
    draft_.replace(id, left[0]);
  } else if (left.size() < operands.size()) {
    draft_.set_operands(id, left);
  }
}

// Of an `if`, an `assume` and what takes an operand as it is: the operand that is sure to be the outcome.
NodeId Simplifier::sure_operand(NodeId id) const {
  const Node& node = knowledge_.package().node(id);
  const NodeId first = original_operand(id, 0);
  const bool is_check = node.op == Op::kInRange || node.op == Op::kExact;
  if (is_check) return knowledge_.may_hit(id, node.site) ? NodeId() : first;
  if (node.op == Op::kUnwrap) return draft_.type_of(first).optional ? NodeId() : first;
  if (node.op == Op::kOrElse) {
    if (!draft_.type_of(first).optional) return first;
    const eval::AbstractOutcome& preferred = knowledge_.of(first);
    const bool is_absent = knowledge_.is_reached(first) && preferred.never_fails() && !preferred.value.has_values();
    return is_absent ? original_operand(id, 1) : NodeId();
  }
  if (node.op != Op::kIf && node.op != Op::kAssume) return {};
  if (knowledge_.is_surely_true(first)) return original_operand(id, 1);
  return node.op == Op::kIf && knowledge_.is_surely_false(first) ? original_operand(id, 2) : NodeId();
}

// What stays of a node that may have several outcomes.
void Simplifier::structure(NodeId id) {
  const Op op = knowledge_.package().node(id).op;
  if (op == Op::kAnd || op == Op::kOr) return logic(id, op == Op::kOr);
  if (op == Op::kSelect) return select(id);
  if (op == Op::kTable) return table(id);
  if (knowledge_.package().node(id).n_operands == 0) return;
  if (const NodeId sure = sure_operand(id)) replace(id, sure);
}

}  // namespace avenant::optimise
