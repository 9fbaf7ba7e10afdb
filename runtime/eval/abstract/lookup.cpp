// Look-ups in reference tables: the join of the rows that the operands may name.
#include <algorithm>

#include "runtime/eval/abstract/machine.hpp"
#include "runtime/program/reference/reference_tables.hpp"

namespace avenant::eval::abstract {

namespace {

// A larger table is not gone through each time: its column may then have any value of its type.
constexpr std::uint32_t kMaxRows = 2'048;

// Whether a row is one that the operands may name.
bool may_name(const program::Package& package, const program::ReferenceTable& table, std::uint32_t row,
              const std::vector<AbstractValue>& operands) {
  for (std::uint32_t i = 0; i < table.n_keys; ++i) {
    const std::int64_t key = package.reference_keys[table.first_key + std::size_t{row} * table.n_keys + i];
    if (!operands[i].contains(value::Value{key, 1})) return false;
  }
  if (!table.is_dated) return true;
  const program::ReferencePeriod& period = package.reference_periods[table.first_period + row];
  const AbstractValue& date = operands[table.n_keys];
  return date.has_values() && date.low().a < period.until.days() && date.high().a >= period.from.days();
}

}  // namespace

void Machine::lookup(const Node& node, AbstractOutcome& out) {
  Errors errors;
  std::vector<AbstractValue> values;
  for (const program::NodeId id : operands(node)) {
    const Slot slot(*this);
    const AbstractOutcome& each = this->node(id, *slot);
    gather(errors, each);
    values.push_back(each.value);
  }
  if (errors.unreachable) return;
  out.errors = settled(errors);
  if (errors.surely_fails) return;
  const program::ReferenceColumn& column = program::column_of(package_, node);
  const program::ReferenceTable& table = program::table_of(package_, column);
  const program::Type& type = package_.type(column.type);
  bool may_miss = true;
  if (std::all_of(values.begin(), values.end(), [](const AbstractValue& each) { return each.is_single(); })) {
    std::vector<std::int64_t> keys;
    for (std::uint32_t i = 0; i < table.n_keys; ++i) keys.push_back(values[i].single().a);
    const value::Date date = table.is_dated ? values.back().single().as_date() : value::Date();
    const auto row = program::find_row(package_, table, keys, date);
    if (row) out.value = AbstractValue::point(package_, type, program::cell_at(package_, column, *row));
    may_miss = !row;
  } else if (table.n_rows > kMaxRows) {
    out.value = AbstractValue::any(package_, type);
  } else {
    for (std::uint32_t row = 0; row < table.n_rows; ++row) {
      if (!may_name(package_, table, row, values)) continue;
      out.value = join(out.value, AbstractValue::point(package_, type, program::cell_at(package_, column, row)));
    }
  }
  if (!may_miss) return;
  if (type.optional) {
    out.value.may_be_absent = true;
  } else {
    hit(node.site, out.errors);
  }
}

}  // namespace avenant::eval::abstract
