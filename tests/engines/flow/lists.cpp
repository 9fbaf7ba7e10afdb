#include <algorithm>

#include "tests/engines/flow/flow.hpp"

namespace avenant::engines {

using program::Op;
using value::Value;

// The lanes of a fold: body and filter are computed for each element by itself, then folded.
Cell Flow::fold(const Node& node) {
  const auto operands = package_.operands_of(node);
  const Cell list = this->node(operands[0]);
  if (!list.ok()) return list;
  std::vector<std::uint32_t> elements;
  std::vector<Cell> bodies;
  for (std::uint32_t i = 0; i < program::kMaxListElements; ++i) {
    if (!list.value.as_set().contains(static_cast<int>(i))) continue;
    bound_[node.payload] = Value{i, 1};
    for (const program::NodeId bound : bound_nodes_[node.payload]) nodes_[bound.value].of_case = 0;
    const Cell filter = operands.size() > 2 ? this->node(operands[2]) : boolean(true);
    const Cell body = this->node(operands[1]);
    if (filter.ok() && !filter.value.as_boolean()) continue;
    elements.push_back(i);
    bodies.push_back(filter.ok() ? body : filter);
  }
  return folded(node, elements, bodies);
}

Cell Flow::sum(const Node& node, Cells bodies) {
  Cell sum = Cell::of(Value::whole(0));
  for (const Cell& body : bodies) {
    if (!sum.ok() || !body.ok()) {
      sum.status = std::min(sum.status, body.status);
      continue;
    }
    const auto next = value::add(sum.value.as_number(), body.value.as_number());
    sum = checked(node, next, Value::number(next.value));
  }
  return sum;
}

// `bodies`: what each element that is not left out gives, or the error of its filter.
Cell Flow::folded(const Node& node, std::span<const std::uint32_t> elements, Cells bodies) {
  if (node.op == Op::kListAny || node.op == Op::kListAll) {
    Node connective = node;
    connective.op = node.op == Op::kListAny ? Op::kOr : Op::kAnd;
    return logic(connective, bodies);
  }
  if (node.op == Op::kListSum) return sum(node, bodies);
  std::uint32_t least = program::kStatusOk;
  for (const Cell& body : bodies) least = std::min(least, body.status);
  if (least != program::kStatusOk) return {{}, least};
  if (node.op == Op::kListFilter || node.op == Op::kListUnique) {
    value::Set128 chosen;
    Cell last = Cell::of(Value::absent());
    for (std::size_t i = 0; i < bodies.size(); ++i) {
      if (!bodies[i].value.as_boolean()) continue;
      chosen.insert(static_cast<int>(elements[i]));
      last.value = Value{elements[i], 1};
    }
    if (node.op == Op::kListFilter) return Cell::of(Value::set(chosen));
    return chosen.count() > 1 ? Cell::error(node.site) : last;
  }
  Node extreme = node;
  const bool least_one = node.op == Op::kListLeast || node.op == Op::kListFirst;
  extreme.op = least_one ? Op::kMin : Op::kMax;
  const Cell best = extremum(extreme, bodies);
  if (node.op == Op::kListLeast || node.op == Op::kListGreatest || !best.ok()) return best;
  Cell element = Cell::of(Value::absent());
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    const bool counts = element.value.is_absent() || node.op == Op::kListLast;
    if (bodies[i].value == best.value && counts) element.value = Value{elements[i], 1};
  }
  return element;
}

Cell Flow::list(const Node& node, Cells in) {
  if (node.op == Op::kBound) return Cell::of(bound_[node.payload]);
  if (node.op == Op::kListInput) {
    const Cell count = input(package_.lists[node.payload].count.value);
    return count.ok() ? Cell::of(Value::set(value::Set128::all(static_cast<int>(count.value.a)))) : count;
  }
  if (!in[0].ok()) return in[0];
  if (node.op == Op::kListCount) return Cell::of(Value::whole(in[0].value.as_set().count()));
  if (in[0].value.is_absent()) return in[0];
  return input(
      package_.element_input(program::ColumnId(node.payload), static_cast<std::uint32_t>(in[0].value.a)).value);
}

}  // namespace avenant::engines
