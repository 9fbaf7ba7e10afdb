#include <algorithm>

#include "runtime/program/reference/reference_tables.hpp"

namespace avenant::program {

namespace {

// Negative, 0 or positive: how the keys of a row compare to others.
int compare_keys(const std::int64_t* row, std::span<const std::int64_t> keys) {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (row[i] != keys[i]) return row[i] < keys[i] ? -1 : 1;
  }
  return 0;
}

}  // namespace

const ReferenceColumn& column_of(const Package& package, const Node& node) {
  return package.reference_columns[node.payload];
}

const ReferenceTable& table_of(const Package& package, const ReferenceColumn& column) {
  return package.reference_tables[column.table.value];
}

const value::Value& cell_at(const Package& package, const ReferenceColumn& column, std::uint32_t row) {
  return package.constant(package.reference_values[column.first_value + row]);
}

std::optional<std::uint32_t> find_row(const Package& package, const ReferenceTable& table,
                                      std::span<const std::int64_t> keys, value::Date date) {
  const std::int64_t* const all = package.reference_keys.data() + table.first_key;
  // The first row that is after the one wanted: of a greater key, or of a period that begins later.
  std::uint32_t least = 0;
  std::uint32_t size = table.n_rows;
  while (size > 0) {
    const std::uint32_t half = size / 2;
    const std::uint32_t row = least + half;
    int order = compare_keys(all + std::size_t{row} * table.n_keys, keys);
    if (order == 0 && table.is_dated) order = package.reference_periods[table.first_period + row].from <= date ? 0 : 1;
    if (order > 0) {
      size = half;
    } else {
      least = row + 1;
      size -= half + 1;
    }
  }
  if (least == 0) return std::nullopt;
  const std::uint32_t row = least - 1;
  if (compare_keys(all + std::size_t{row} * table.n_keys, keys) != 0) return std::nullopt;
  if (table.is_dated && date >= package.reference_periods[table.first_period + row].until) return std::nullopt;
  return row;
}

}  // namespace avenant::program
