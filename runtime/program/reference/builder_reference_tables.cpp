// The reference tables of builder.hpp.
#include "runtime/program/builder.hpp"

namespace avenant::program {

ReferenceTableId PackageBuilder::add_reference_table(const ReferenceTableSpec& spec) {
  const ReferenceTableId id(package_.reference_tables.size());
  ReferenceTable table;
  table.name = add_string(spec.name);
  table.file = add_string(spec.file);
  table.digest = add_string(spec.digest);
  table.n_rows = spec.n_rows;
  table.n_keys = static_cast<std::uint32_t>(spec.keys.size());
  table.n_columns = static_cast<std::uint32_t>(spec.keys.size() + spec.columns.size());
  table.first_column = static_cast<std::uint32_t>(package_.reference_columns.size());
  table.first_key = static_cast<std::uint32_t>(package_.reference_keys.size());
  table.first_period = static_cast<std::uint32_t>(package_.reference_periods.size());
  table.is_dated = spec.is_dated;
  table.place = spec.place;
  if (spec.key_values.size() != std::size_t{spec.n_rows} * spec.keys.size()) fail("a reference table needs all keys");
  if (spec.periods.size() != (spec.is_dated ? spec.n_rows : 0)) fail("a dated reference table needs a period a row");
  package_.reference_keys.insert(package_.reference_keys.end(), spec.key_values.begin(), spec.key_values.end());
  package_.reference_periods.insert(package_.reference_periods.end(), spec.periods.begin(), spec.periods.end());
  for (const ReferenceColumnSpec& key : spec.keys)
    package_.reference_columns.push_back({add_string(key.name), key.type, id, 0});
  for (const ReferenceColumnSpec& column : spec.columns) {
    if (column.values.size() != spec.n_rows) fail("a column of a reference table needs one value a row");
    const auto first_value = static_cast<std::uint32_t>(package_.reference_values.size());
    package_.reference_columns.push_back({add_string(column.name), column.type, id, first_value});
    for (const value::Value& each : column.values) package_.reference_values.push_back(add_value(each));
  }
  package_.reference_tables.push_back(table);
  return id;
}

ReferenceColumnId PackageBuilder::column_of(ReferenceTableId table, std::uint32_t column) const {
  const ReferenceTable& item = package_.reference_tables[table.value];
  return ReferenceColumnId(item.first_column + item.n_keys + column);
}

NodeId PackageBuilder::lookup(ReferenceColumnId column, std::span<const NodeId> operands, PlaceId place) {
  return add(Op::kLookup, {}, operands, place, column.value);
}

}  // namespace avenant::program
