#include "runtime/eval/table_plan.hpp"

#include <algorithm>

namespace avenant::eval {

namespace {

using program::NodeId;
using program::Op;

Op mirrored(Op relation) {
  if (relation == Op::kLess) return Op::kGreater;
  if (relation == Op::kLessEqual) return Op::kGreaterEqual;
  if (relation == Op::kGreater) return Op::kLess;
  return relation == Op::kGreaterEqual ? Op::kLessEqual : relation;
}

bool is_leaf(const program::Node& node) {
  return node.op == Op::kInput || node.op == Op::kVariable || node.op == Op::kReading;
}

// The column of a leaf, equal leaves having one; kMaxColumns where there are too many.
std::uint32_t column_of(const program::Package& package, NodeId leaf, std::vector<NodeId>& columns) {
  const program::Node& node = package.node(leaf);
  const auto is_same = [&package, &node](NodeId each) {
    return package.node(each).op == node.op && package.node(each).payload == node.payload;
  };
  const auto found = std::find_if(columns.begin(), columns.end(), is_same);
  if (found != columns.end()) return static_cast<std::uint32_t>(found - columns.begin());
  if (columns.size() == kMaxColumns) return kMaxColumns;
  columns.push_back(leaf);
  return static_cast<std::uint32_t>(columns.size() - 1);
}

// A cell that looks at a leaf, or any cell.
PlannedCell planned(const program::Package& package, NodeId id) {
  const program::Node& node = package.node(id);
  PlannedCell cell;
  cell.node = id;
  if (node.op == Op::kVariable || node.op == Op::kInput) {
    cell.test = PlannedTest::kRelation;
    cell.relation = static_cast<std::uint8_t>(Op::kEqual);
    cell.constant = value::Value::boolean(true);
    return cell;
  }
  const auto operands = package.operands_of(node);
  if (operands.size() != 2) return cell;
  const program::Node& left = package.node(operands[0]);
  const program::Node& right = package.node(operands[1]);
  if (node.op == Op::kSetContains && left.op == Op::kConst && is_leaf(right)) {
    cell.test = PlannedTest::kContains;
    cell.node = operands[1];
    cell.constant = package.constants[left.payload];
    return cell;
  }
  const bool compares = node.op >= Op::kEqual && node.op <= Op::kGreaterEqual &&
                        node.mode != static_cast<std::uint8_t>(program::Comparison::kDuration);
  const bool forward = is_leaf(left) && right.op == Op::kConst;
  if (!compares || (!forward && !(left.op == Op::kConst && is_leaf(right)))) return cell;
  cell.test = PlannedTest::kRelation;
  cell.relation = static_cast<std::uint8_t>(forward ? node.op : mirrored(node.op));
  cell.node = operands[forward ? 0 : 1];
  cell.constant = package.constants[(forward ? right : left).payload];
  return cell;
}

}  // namespace

TablePlans::TablePlans(const program::Package& package) : tables_(package.tables.size()) {
  for (const program::Node& node : package.nodes) {
    if (node.op == Op::kTable) plan(package, node);
  }
}

// A conjunction is its operands: like the row, it absorbs errors where one is false.
void TablePlans::add_cell(const program::Package& package, NodeId id, std::vector<NodeId>& columns) {
  const program::Node& node = package.node(id);
  if (node.op == Op::kAnd) {
    for (const NodeId operand : package.operands_of(node)) add_cell(package, operand, columns);
    return;
  }
  PlannedCell cell = planned(package, id);
  if (cell.test != PlannedTest::kNode) {
    const std::uint32_t column = column_of(package, cell.node, columns);
    cell.column = static_cast<std::uint8_t>(column);
    if (column == kMaxColumns) {
      cell.test = PlannedTest::kNode;
      cell.node = id;
    }
  }
  cells_.push_back(cell);
}

void TablePlans::plan(const program::Package& package, const program::Node& node) {
  const program::Table& table = package.tables[node.payload];
  const auto operands = package.operands_of(node);
  TablePlan& plan = tables_[node.payload];
  plan = {node.first_operand, static_cast<std::uint32_t>(rows_.size()), table.n_rows, {}};
  std::vector<NodeId> columns;
  for (const program::Row& row : package.rows_of(table)) {
    PlannedRow planned_row;
    planned_row.first_cell = static_cast<std::uint32_t>(cells_.size());
    for (const NodeId cell : operands.subspan(row.first_operand, row.n_cells)) add_cell(package, cell, columns);
    planned_row.n_cells = static_cast<std::uint32_t>(cells_.size()) - planned_row.first_cell;
    planned_row.result = operands[row.first_operand + row.n_cells];
    rows_.push_back(planned_row);
  }
  if (table.has_otherwise) plan.otherwise = operands.back();
}

}  // namespace avenant::eval
