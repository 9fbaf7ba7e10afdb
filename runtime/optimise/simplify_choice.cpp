// Tables and dense choices: rows that never hold and targets that are never chosen go.
#include <algorithm>

#include "runtime/optimise/simplify.hpp"

namespace avenant::optimise {

using program::NodeId;

namespace {

// What is known of a row's cells together.
struct RowKnowledge {
  bool is_surely_false = false;
  bool may_hold = true;
  // The cells that may be other than true.
  std::vector<NodeId> cells;
};

}  // namespace

void Simplifier::table(NodeId id) {
  const program::Package& package = knowledge_.package();
  const program::Node& node = package.node(id);
  const program::Table& table = package.tables[node.payload];
  const auto operands = package.operands_of(node);
  std::vector<RowKnowledge> known;
  std::size_t n_sure = 0;
  std::size_t n_possible = 0;
  for (const program::Row& row : package.rows_of(table)) {
    RowKnowledge each;
    for (const NodeId cell : operands.subspan(row.first_operand, row.n_cells)) {
      each.is_surely_false = each.is_surely_false || knowledge_.is_surely_false(cell);
      each.may_hold = each.may_hold && knowledge_.of(cell).value.may_be_true();
    }
    each.cells = undecided(operands.subspan(row.first_operand, row.n_cells), false);
    n_sure += each.cells.empty() ? 1 : 0;
    n_possible += each.may_hold ? 1 : 0;
    known.push_back(std::move(each));
  }
  std::vector<DraftRow> rows;
  for (std::size_t i = 0; i < known.size(); ++i) {
    // Where a row surely holds, the errors of others do not count.
    if (known[i].is_surely_false || (n_sure > 0 && !known[i].may_hold)) continue;
    const program::Row& row = package.rows[table.first_row + i];
    const NodeId result = draft_.now(operands[row.first_operand + row.n_cells]);
    if (n_sure == 1 && n_possible == 1 && replace(id, result)) return;
    rows.push_back({known[i].cells, result, row.place, row.written});
  }
  const NodeId otherwise = table.has_otherwise ? draft_.now(operands.back()) : NodeId();
  if (rows.empty() && (!otherwise || replace(id, otherwise))) return;
  draft_.set_rows(id, rows, otherwise);
}

void Simplifier::select(NodeId id) {
  const program::Package& package = knowledge_.package();
  const program::Node& node = package.node(id);
  const program::Select& select = package.selects[node.payload];
  const auto operands = package.operands_of(node);
  std::vector<NodeId> kept{draft_.now(operands[0])};
  // Of targets: what they become; 0 for those that are never chosen.
  std::vector<std::uint32_t> targets(operands.size() + 1, 0);
  for (std::uint32_t index = 1; index < operands.size(); ++index) {
    if (!knowledge_.is_reached(operands[index])) continue;
    kept.push_back(draft_.now(operands[index]));
    targets[index + 1] = static_cast<std::uint32_t>(kept.size());
  }
  const bool may_choose_none = knowledge_.may_hit(id, node.site);
  if (kept.size() == 1) return;
  const bool is_certain = knowledge_.of(operands[0]).never_fails() && !may_choose_none;
  if (kept.size() == 2 && is_certain && replace(id, kept[1])) return;
  if (kept.size() == operands.size()) return;
  // Those that are never chosen choose what another does, rather than an error that is never met.
  const std::uint32_t spare = targets[select.otherwise] != 0 ? targets[select.otherwise] : 2;
  std::vector<std::uint32_t> by_value;
  const auto target_of = [&](std::uint32_t target) {
    return target != 0 && targets[target] == 0 ? spare : targets[target];
  };
  for (std::uint32_t i = 0; i < select.n_targets; ++i) {
    by_value.push_back(target_of(package.select_targets[select.first_target + i]));
  }
  program::Select made = select;
  made.otherwise = target_of(select.otherwise);
  draft_.set_choice(id, kept, made, by_value);
}

}  // namespace avenant::optimise
