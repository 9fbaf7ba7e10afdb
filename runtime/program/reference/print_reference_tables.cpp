#include "runtime/program/reference/text_reference_tables.hpp"
#include "runtime/value/date_text.hpp"

namespace avenant::program {

namespace {

std::string columns(const Package& package, const ExpressionPrinter& printer, std::uint32_t first,
                    std::uint32_t count) {
  std::string result;
  for (std::uint32_t i = first; i < first + count; ++i) {
    const ReferenceColumn& column = package.reference_columns[i];
    result += " (" + printer.name(column.name) + " " + printer.type(column.type) + ")";
  }
  return result;
}

std::string line_of(const Package& package, const ExpressionPrinter& printer, const ReferenceTable& table,
                    std::uint32_t row) {
  std::string result = "\n  (line";
  for (std::uint32_t i = 0; i < table.n_keys; ++i) {
    const Type& type = package.type(package.reference_columns[table.first_column + i].type);
    const value::Value key{package.reference_keys[table.first_key + std::size_t{row} * table.n_keys + i], 1};
    result += " " + printer.literal(type, key);
  }
  if (table.is_dated) {
    const ReferencePeriod& period = package.reference_periods[table.first_period + row];
    const bool has_start = period.from != value::Date::unchecked(value::kFirstDay);
    result += has_start ? " " + value::print_iso_date(period.from) : " -";
    result += period.until != kNoEnd ? " " + value::print_iso_date(period.until) : " -";
  }
  for (std::uint32_t i = table.n_keys; i < table.n_columns; ++i) {
    const ReferenceColumn& column = package.reference_columns[table.first_column + i];
    result += " " + printer.literal(package.type(column.type), cell_at(package, column, row));
  }
  return result + ")";
}

}  // namespace

std::string print_reference_table(const Package& package, const ExpressionPrinter& printer,
                                  const ReferenceTable& table) {
  std::string result = "(reference_table " + printer.name(table.name) + " " + quote(package.text_of(table.file)) + " " +
                       printer.name(table.digest) + printer.at(table.place) + " (rows " + std::to_string(table.n_rows) +
                       ")";
  if (table.is_dated) result += " dated";
  result += " (keys" + columns(package, printer, table.first_column, table.n_keys) + ") (columns" +
            columns(package, printer, table.first_column + table.n_keys, table.n_columns - table.n_keys) + ")";
  for (std::uint32_t row = 0; row < table.n_rows; ++row) result += line_of(package, printer, table, row);
  return result + ")";
}

}  // namespace avenant::program
