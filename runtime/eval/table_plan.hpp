// Tables as the interpreter searches them: what rows look at, each once, and what each cell asks of it. Made once, when
// a program is loaded; the meaning is that of op.def. Read machine.hpp next.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/program/package.hpp"

namespace avenant::eval {

// A table looks at no more leaves than this at once; cells that look at others are evaluated as they are.
inline constexpr std::uint32_t kMaxColumns = 8;

// What a cell is.
enum class PlannedTest : std::uint8_t {
  kNode,      // any boolean expression: `node`
  kRelation,  // `node`, the leaf of a column, is in `relation` with the constant
  kContains,  // the constant set contains it
};

struct PlannedCell {
  PlannedTest test = PlannedTest::kNode;
  std::uint8_t column = 0;
  // A program::Op from kEqual to kGreaterEqual.
  std::uint8_t relation = 0;
  std::uint8_t reserved = 0;
  program::NodeId node;
  value::Value constant;
};
static_assert(sizeof(PlannedCell) == 24);

struct PlannedRow {
  std::uint32_t first_cell = 0;
  std::uint32_t n_cells = 0;
  program::NodeId result;
};

struct TablePlan {
  // Of the node that it is the plan of: one that shares its table is evaluated without.
  std::uint32_t first_operand = 0;
  std::uint32_t first_row = 0;
  std::uint32_t n_rows = 0;
  // None: a gap where no row holds.
  program::NodeId otherwise;
};

class TablePlans {
 public:
  explicit TablePlans(const program::Package& package);

  const TablePlan& table(program::TableId id) const { return tables_[id.value]; }
  const PlannedRow* rows(const TablePlan& plan) const { return rows_.data() + plan.first_row; }
  const PlannedCell* cells(const PlannedRow& row) const { return cells_.data() + row.first_cell; }

 private:
  void plan(const program::Package& package, const program::Node& node);
  void add_cell(const program::Package& package, program::NodeId id, std::vector<program::NodeId>& columns);

  std::vector<TablePlan> tables_;
  std::vector<PlannedRow> rows_;
  std::vector<PlannedCell> cells_;
};

}  // namespace avenant::eval
