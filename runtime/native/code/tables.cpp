// Tables: by the place of a grid where cells compare a few values with constants, else row by row.
#include <algorithm>
#include <optional>

#include "runtime/native/code/emitter.hpp"
#include "runtime/native/plan/grid.hpp"

namespace avenant::native {

using program::Node;
using program::TypeKind;

namespace {

// With fewer cells than these a grid is no faster than rows: tests/bench/choices.cpp.
constexpr std::uint32_t kFewestCellsOfGrid = 3;
// Rows of a table, each of which is a side of the one before.
constexpr std::size_t kMostNestedRows = 64;

}  // namespace

// ---- Grids

// An i32 below the number of classes, whatever the cell.
llvm::Value* Emitter::class_of(const GridKey& key, const Cell& cell) {
  llvm::Type* half = builder_.getInt32Ty();
  const program::Type& type = type_of(source_.package.node(key.node));
  if (cell.kind == TypeKind::kBoolean) {
    return key.cuts.empty() ? builder_.getInt32(0) : builder_.CreateZExt(cell.a, half);
  }
  if (cell.kind == TypeKind::kEnumeration && key.cuts.size() > most_compared()) {
    std::vector<std::int64_t> classes;
    const std::uint32_t n_cases = source_.package.enumerations[type.enumeration.value].n_cases;
    for (std::uint32_t i = 0; i < n_cases; ++i) {
      const auto reached = [i](const GridKey::Cut& cut) { return cut.bound.a <= i; };
      classes.push_back(std::count_if(key.cuts.begin(), key.cuts.end(), reached));
    }
    // Under an error the case is arbitrary.
    llvm::Value* index = least(cell.a, builder_.getInt32(n_cases - 1));
    return array_at(half, classes, index);
  }
  llvm::Value* result = builder_.getInt32(0);
  for (const GridKey::Cut& cut : key.cuts) {
    const auto relation = cut.after ? llvm::CmpInst::ICMP_SGT : llvm::CmpInst::ICMP_SGE;
    llvm::Value* reached = cell.kind == TypeKind::kNumber
                               ? numbers_.compare(relation, cell, numbers_.constant(cut.bound.as_number()))
                               : words_.compare(relation, {cell.a, cell.bounds}, words_.constant(cut.bound.a));
    result = builder_.CreateAdd(result, builder_.CreateZExt(reached, half));
  }
  return result;
}

// The place of the grid that the keys say. The statuses of those that may fail are added, null for the others.
llvm::Value* Emitter::place_of(const Grid& grid, std::vector<llvm::Value*>& statuses) {
  llvm::Value* place = builder_.getInt32(0);
  for (const GridKey& key : grid.keys) {
    const Cell cell = this->node(key.node);
    llvm::Value* number = class_of(key, cell);
    if (cell.status != nullptr) {
      number = builder_.CreateSelect(is_ok(cell.status), number, builder_.getInt32(key.n_classes()));
    }
    place = builder_.CreateAdd(builder_.CreateMul(place, builder_.getInt32(key.n_classes() + 1)), number);
    statuses.push_back(cell.status);
  }
  return place;
}

// None where some row gives what must be computed.
std::optional<Cell> Emitter::constant_place(const Node& node, const Grid& grid, llvm::Value* place) {
  const program::Table& table = source_.package.tables[node.payload];
  std::vector<eval::Outcome> of_rows;
  const auto add = [&](program::NodeId id) {
    const std::optional<eval::Outcome> known = known_outcome(source_.package.node(id));
    if (known) of_rows.push_back(*known);
    return known.has_value();
  };
  for (std::uint32_t row = 0; row < table.n_rows; ++row) {
    if (!add(row_result(node, row))) return std::nullopt;
  }
  eval::Outcome none = eval::Outcome::error(node.site);
  if (table.has_otherwise) {
    if (!add(operand(node, node.n_operands - 1))) return std::nullopt;
    none = of_rows.back();
  }
  // Where there is an error, any value.
  const auto given = std::find_if(of_rows.begin(), of_rows.end(), [](const eval::Outcome& each) { return each.ok(); });
  std::vector<value::Value> values;
  std::vector<std::int64_t> statuses;
  bool may_fail = false;
  for (const GridPlace& each : grid.places) {
    const eval::Outcome outcome = each.row == GridPlace::kNone      ? none
                                  : each.row == GridPlace::kSeveral ? eval::Outcome::error(node.second_site)
                                                                    : of_rows[each.row];
    values.push_back(outcome.ok() || given == of_rows.end() ? outcome.value : given->value);
    statuses.push_back(outcome.status);
    may_fail = may_fail || !outcome.ok();
  }
  Cell result =
      given == of_rows.end() ? error(type_of(node).kind, node.site) : constant_at(type_of(node), values, place);
  if (may_fail) result.status = array_at(builder_.getInt32Ty(), statuses, place);
  return result;
}

Cell Emitter::computed_place(const Node& node, const Grid& grid, llvm::Value* place) {
  const std::uint32_t n_rows = source_.package.tables[node.payload].n_rows;
  std::vector<std::int64_t> rows;
  bool is_several = false;
  for (const GridPlace& each : grid.places) {
    is_several = is_several || each.row == GridPlace::kSeveral;
    rows.push_back(each.row == GridPlace::kNone ? n_rows : each.row == GridPlace::kSeveral ? n_rows + 1 : each.row);
  }
  llvm::Value* row = array_at(builder_.getInt32Ty(), rows, place);
  std::vector<llvm::Value*> hits;
  for (std::uint32_t i = 0; i < n_rows; ++i) hits.push_back(builder_.CreateICmpEQ(row, builder_.getInt32(i)));
  Cell result = of_rows(node, hits);
  if (is_several) {
    llvm::Value* several = builder_.CreateICmpEQ(row, builder_.getInt32(n_rows + 1));
    result.status = first_of(failing(several, node.second_site), result.status);
  }
  return result;
}

Cell Emitter::on_grid(const Node& node, const Grid& grid) {
  std::vector<llvm::Value*> statuses;
  llvm::Value* place = place_of(grid, statuses);
  const std::optional<Cell> constant = constant_place(node, grid, place);
  Cell result = constant ? *constant : computed_place(node, grid, place);
  const auto fails = [](llvm::Value* status) { return status != nullptr; };
  if (std::none_of(statuses.begin(), statuses.end(), fails)) return result;
  std::vector<std::int64_t> masks;
  for (const GridPlace& each : grid.places) masks.push_back(each.failing_keys);
  llvm::Value* mask = array_at(builder_.getInt32Ty(), masks, place);
  llvm::Value* status = nullptr;
  for (std::uint32_t i = 0; i < statuses.size(); ++i) {
    if (statuses[i] == nullptr) continue;
    llvm::Value* counts = builder_.CreateTrunc(builder_.CreateLShr(mask, builder_.getInt32(i)), builder_.getInt1Ty());
    status = least(status, builder_.CreateSelect(counts, statuses[i], status_word(nullptr)));
  }
  result.status = first_of(status, result.status);
  return result;
}

// ---- Rows

program::NodeId Emitter::row_result(const Node& node, std::size_t row) const {
  const program::Table& table = source_.package.tables[node.payload];
  const program::Row& each = source_.package.rows[table.first_row + row];
  return operand(node, each.first_operand + each.n_cells);
}

Cell Emitter::chosen_row(const Node& node, const std::vector<llvm::Value*>& hits, std::size_t row) {
  const program::Table& table = source_.package.tables[node.payload];
  if (row == hits.size()) {
    return table.has_otherwise ? operand_cell(node, node.n_operands - 1) : error(type_of(node).kind, node.site);
  }
  std::uint32_t rest = 0;
  for (std::size_t i = row; i < hits.size(); ++i) rest += weight(row_result(node, i)) + 1;
  if (table.has_otherwise) rest += weight(operand(node, node.n_operands - 1));
  return choose(
      hits[row], rest, [&] { return this->node(row_result(node, row)); },
      [&] { return chosen_row(node, hits, row + 1); });
}

// The result of the first row that is hit, else what stands where none is.
Cell Emitter::of_rows(const Node& node, const std::vector<llvm::Value*>& hits) {
  if (hits.size() <= kMostNestedRows) return chosen_row(node, hits, 0);
  // So many rows are not nested: each stands before those after it.
  Cell result = chosen_row(node, hits, hits.size());
  for (std::size_t row = hits.size(); row-- > 0;) {
    result = select(hits[row], this->node(row_result(node, row)), result);
  }
  return result;
}

// One row is true: its result; several: overlap; none: the least error of the rows, else `otherwise`, else a gap.
Cell Emitter::on_table(const Node& node) {
  const program::Table& table = source_.package.tables[node.payload];
  std::uint32_t n_cells = 0;
  for (std::uint32_t i = 0; i < table.n_rows; ++i) n_cells += source_.package.rows[table.first_row + i].n_cells;
  if (n_cells >= kFewestCellsOfGrid) {
    if (const std::optional<Grid> grid = grid_of(source_.package, node)) return on_grid(node, *grid);
  }
  std::vector<llvm::Value*> hits;
  llvm::Value* some = builder_.getFalse();
  llvm::Value* several = builder_.getFalse();
  llvm::Value* status = nullptr;
  for (std::uint32_t index = 0; index < table.n_rows; ++index) {
    const program::Row& row = source_.package.rows[table.first_row + index];
    const Cell cells = logic(row.n_cells, [&](std::uint32_t i) { return operand(node, row.first_operand + i); }, false);
    llvm::Value* hit = cells.status == nullptr ? cells.a : builder_.CreateAnd(is_ok(cells.status), cells.a);
    several = builder_.CreateOr(several, builder_.CreateAnd(some, hit));
    some = builder_.CreateOr(some, hit);
    status = least(status, cells.status);
    hits.push_back(hit);
  }
  Cell result = of_rows(node, hits);
  if (status != nullptr) {
    llvm::Value* fails = builder_.CreateAnd(builder_.CreateNot(some), builder_.CreateNot(is_ok(status)));
    result.status = builder_.CreateSelect(fails, status, status_word(result.status));
  }
  if (table.n_rows > 1) result.status = first_of(failing(several, node.second_site), result.status);
  return result;
}

}  // namespace avenant::native
