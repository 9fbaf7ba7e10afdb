// Cells of reference tables: those of the rows that the operands may name, and nothing where they may name none.
#include <algorithm>

#include "runtime/eval/abstract/machine.hpp"
#include "runtime/eval/domain/order.hpp"
#include "runtime/program/reference/reference_tables.hpp"

namespace avenant::eval::abstract {

using value::Value;

namespace {

// How many keys an operand may be.
value::Uint128 count_of(const AbstractValue& keys) {
  if (keys.shape == Shape::kCases) return static_cast<value::Uint128>(keys.case_set().count());
  if (keys.shape == Shape::kInterval)
    return value::Uint128{static_cast<std::uint64_t>(keys.high().a) - static_cast<std::uint64_t>(keys.low().a)} + 1;
  return keys.n_points;
}

}  // namespace

void Machine::lookup(const Node& node, AbstractOutcome& out) {
  const program::ReferenceColumn& column = program::column_of(package_, node);
  const program::ReferenceTable& table = program::table_of(package_, column);
  const program::Type& type = package_.type(column.type);
  Errors errors;
  const std::size_t first_slot = slots_.size();
  std::vector<const AbstractValue*> operands_left;
  for (const program::NodeId id : operands(node)) {
    const AbstractOutcome& each = this->node(id, slots_.push());
    gather(errors, each);
    operands_left.push_back(&each.value);
  }
  if (!errors.unreachable) out.errors = settled(errors);
  if (!errors.unreachable && !errors.surely_fails) {
    const bool may_be_none = join_rows(column, table, operands_left, out.value);
    out.value.may_be_absent = out.value.may_be_absent || (may_be_none && type.optional);
    if (may_be_none && !type.optional) hit(node.site, out.errors);
  }
  slots_.shrink(first_slot);
}

// Joins the cells of the rows that may be named. Whether the operands may name none: of some keys no row, or no period
// on some day.
bool Machine::join_rows(const program::ReferenceColumn& column, const program::ReferenceTable& table,
                        const std::vector<const AbstractValue*>& operands, AbstractValue& out) const {
  const program::Type& type = package_.type(column.type);
  value::Uint128 n_wanted = 1;
  for (std::uint32_t i = 0; i < table.n_keys; ++i) n_wanted *= count_of(*operands[i]);
  value::Uint128 n_covered = 0;
  const std::int64_t* keys = package_.reference_keys.data() + table.first_key;
  const AbstractValue* dates = table.is_dated ? operands[table.n_keys] : nullptr;
  // Of the keys of the rows looked at, the first day not covered yet.
  std::int64_t uncovered = 0;
  const auto same_keys = [&](std::uint32_t row) {
    const std::int64_t* these = keys + std::size_t{row} * table.n_keys;
    return row > 0 && std::equal(these, these + table.n_keys, these - table.n_keys);
  };
  for (std::uint32_t row = 0; row < table.n_rows; ++row) {
    const std::int64_t* these = keys + std::size_t{row} * table.n_keys;
    bool named = true;
    for (std::uint32_t i = 0; i < table.n_keys && named; ++i) named = operands[i]->contains(Value{these[i], 1});
    if (!named) continue;
    if (dates == nullptr) {
      ++n_covered;
    } else {
      const program::ReferencePeriod& period = package_.reference_periods[table.first_period + row];
      if (!same_keys(row)) uncovered = dates->low().a;
      const bool was_uncovered = uncovered <= dates->high().a;
      if (period.from.days() <= uncovered) uncovered = std::max<std::int64_t>(uncovered, period.until.days());
      n_covered += was_uncovered && uncovered > dates->high().a ? 1 : 0;
      if (!within_period(*dates, period.from, period.until).has_values()) continue;
    }
    domain::join_into(out, AbstractValue::point(package_, type, program::cell_at(package_, column, row)));
  }
  return n_covered < n_wanted;
}

}  // namespace avenant::eval::abstract
