#include "runtime/program/reference/reference_tables.hpp"
#include "runtime/program/typing.hpp"

namespace avenant::program {

namespace {

// The keys of a row of a table, in the order of its key columns.
std::span<const std::int64_t> keys_of(const Package& package, const ReferenceTable& table, std::uint32_t row) {
  return std::span<const std::int64_t>(package.reference_keys)
      .subspan(table.first_key + std::size_t{row} * table.n_keys, table.n_keys);
}

bool is_key_type(const Type& type) {
  if (type.optional) return false;
  return type.kind == TypeKind::kBoolean || type.kind == TypeKind::kDate || type.kind == TypeKind::kEnumeration ||
         (type.kind == TypeKind::kNumber && type.grain == 1);
}

// What is wrong with the arrays that a table names, or nothing.
std::string check_spans(const Package& package, const ReferenceTable& table) {
  if (std::uint64_t{table.first_column} + table.n_columns > package.reference_columns.size()) return "no such columns";
  if (table.n_keys == 0 || table.n_keys >= table.n_columns) return "no key, or no column but keys";
  if (std::uint64_t{table.first_key} + std::uint64_t{table.n_rows} * table.n_keys > package.reference_keys.size()) {
    return "no such keys";
  }
  const std::uint64_t n_periods = table.is_dated ? table.n_rows : 0;
  if (std::uint64_t{table.first_period} + n_periods > package.reference_periods.size()) return "no such periods";
  if (table.place && table.place.value >= package.places.size()) return "no such place";
  return {};
}

std::string check_column(const Package& package, const ReferenceTable& table, std::uint32_t index) {
  const ReferenceColumn& column = package.reference_columns[table.first_column + index];
  if (column.table.value >= package.reference_tables.size()) return "a column of another table";
  if (&table_of(package, column) != &table) return "a column of another table";
  if (column.type.value >= package.types.size()) return "a column without type";
  const Type& type = package.type(column.type);
  if (index < table.n_keys) {
    if (!is_key_type(type)) return "a key of a wrong type";
    for (std::uint32_t row = 0; row < table.n_rows; ++row) {
      const value::Value key{keys_of(package, table, row)[index], 1};
      if (!is_value_of(package, type, key)) return "a key that is not of its type";
    }
    return {};
  }
  if (std::uint64_t{column.first_value} + table.n_rows > package.reference_values.size()) return "no such cells";
  for (std::uint32_t row = 0; row < table.n_rows; ++row) {
    const ConstantId id = package.reference_values[column.first_value + row];
    if (id.value >= package.constants.size()) return "no such cell";
    if (!is_value_of(package, type, package.constant(id))) return "a cell that is not of its column's type";
  }
  return {};
}

std::string check_order(const Package& package, const ReferenceTable& table) {
  for (std::uint32_t row = 0; row < table.n_rows; ++row) {
    if (table.is_dated) {
      const ReferencePeriod& period = package.reference_periods[table.first_period + row];
      if (period.until <= period.from) return "an empty period";
    }
    if (row == 0) continue;
    const auto before = keys_of(package, table, row - 1);
    const auto here = keys_of(package, table, row);
    for (std::size_t i = 0; i < here.size(); ++i) {
      if (before[i] < here[i]) break;
      if (before[i] > here[i]) return "rows out of order";
      if (i + 1 < here.size()) continue;
      if (!table.is_dated) return "a key twice";
      const ReferencePeriod* const periods = package.reference_periods.data() + table.first_period;
      if (periods[row - 1].until > periods[row].from) return "periods of one key that meet";
    }
  }
  return {};
}

std::string check_table(const Package& package, const ReferenceTable& table) {
  std::string problem = check_spans(package, table);
  for (std::uint32_t i = 0; i < table.n_columns && problem.empty(); ++i) problem = check_column(package, table, i);
  return problem.empty() ? check_order(package, table) : problem;
}

}  // namespace

std::string check_reference_tables(const Package& package) {
  for (const ReferenceTable& table : package.reference_tables) {
    const std::string problem = check_table(package, table);
    if (problem.empty()) continue;
    const bool named = table.name.value < package.strings.size();
    return "reference table " + std::string(named ? package.text_of(table.name) : "?") + ": " + problem;
  }
  return {};
}

}  // namespace avenant::program
