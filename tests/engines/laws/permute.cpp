#include "tests/engines/laws/permute.hpp"

#include <algorithm>

namespace avenant::engines {

namespace {

using program::NodeId;
using program::Op;
using program::Package;

bool is_commutative(Op op) {
  return op == Op::kAnd || op == Op::kOr || op == Op::kAdd || op == Op::kMultiply || op == Op::kMin || op == Op::kMax ||
         op == Op::kEqual || op == Op::kNotEqual || op == Op::kEarliest || op == Op::kLatest || op == Op::kSetUnion ||
         op == Op::kSetIntersection || op == Op::kDurationAdd;
}

// The rows of the table, and their operands with them.
void permute_table(Package& package, const program::Node& node, Random& random) {
  const program::Table& table = package.tables[node.payload];
  const auto first = package.rows.begin() + table.first_row;
  std::vector<program::Row> rows(first, first + table.n_rows);
  random.shuffle(rows);
  const auto begin = package.operands.begin() + node.first_operand;
  const std::vector<NodeId> before(begin, begin + node.n_operands);
  std::uint32_t next = 0;
  for (program::Row& row : rows) {
    const auto cell = before.begin() + row.first_operand;
    std::vector<NodeId> cells(cell, cell + row.n_cells);
    random.shuffle(cells);
    cells.push_back(before[row.first_operand + row.n_cells]);
    row.first_operand = next;
    std::copy(cells.begin(), cells.end(), begin + next);
    next += row.n_cells + 1;
  }
  std::copy(rows.begin(), rows.end(), first);
}

// An order in which each derogation still comes after those it derogates from.
std::vector<std::uint32_t> order_of(std::span<const program::Derogation> derogations, Random& random) {
  std::vector<std::uint32_t> result;
  std::uint64_t done = 1;
  while (result.size() < derogations.size()) {
    std::vector<std::uint32_t> ready;
    for (std::uint32_t i = 0; i < derogations.size(); ++i) {
      const bool is_done = (done >> (i + 1) & 1U) != 0;
      if (!is_done && (derogations[i].parents & ~done) == 0) ready.push_back(i);
    }
    result.push_back(random.pick(ready));
    done |= std::uint64_t{1} << (result.back() + 1);
  }
  return result;
}

void permute_rule(Package& package, const program::Rule& rule, Random& random) {
  const auto of_rule = package.derogations_of(rule);
  const std::vector<program::Derogation> before(of_rule.begin(), of_rule.end());
  const std::vector<std::uint32_t> order = order_of(before, random);
  std::vector<std::uint32_t> position(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) position[order[i]] = i;
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    program::Derogation moved = before[order[i]];
    std::uint64_t parents = moved.parents & 1U;
    for (std::uint32_t parent = 0; parent < before.size(); ++parent) {
      if ((moved.parents >> (parent + 1) & 1U) != 0) parents |= std::uint64_t{1} << (position[parent] + 1);
    }
    moved.parents = parents;
    package.derogations[rule.first_derogation + i] = moved;
  }
}

}  // namespace

Package permuted(const Package& package, Random& random) {
  Package result = package;
  // What an éligibilité shows names the operands of its groups in their order.
  std::vector<bool> is_shown(package.nodes.size());
  for (const program::Condition& condition : package.conditions) is_shown[condition.node.value] = true;
  for (std::size_t i = 0; i < result.nodes.size(); ++i) {
    const program::Node& node = result.nodes[i];
    if (node.op == Op::kTable) permute_table(result, node, random);
    if (!is_commutative(node.op) || is_shown[i]) continue;
    const auto begin = result.operands.begin() + node.first_operand;
    std::vector<NodeId> operands(begin, begin + node.n_operands);
    random.shuffle(operands);
    std::copy(operands.begin(), operands.end(), begin);
  }
  for (const program::Rule& rule : result.rules) permute_rule(result, rule, random);
  return result;
}

}  // namespace avenant::engines
