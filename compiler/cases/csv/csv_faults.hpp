// What is said of a row of CSV that is no case. Read next: csv_row.hpp.
#pragma once

#include <cstddef>
#include <string_view>

#include "compiler/cases/csv/csv_row.hpp"
#include "compiler/cases/data/fault.hpp"

namespace avenant::cases {

/// Where a row stands.
struct CsvRowPlace {
  std::string_view path;   ///< Of the data, as messages name it.
  std::size_t number = 0;  ///< Of the case; 0 for a header.
  std::size_t offset = 0;  ///< Of the row's first byte in the data.
};

/// Reports why a row cannot be split.
void report_row(const CsvRow& row, const CsvRowPlace& place, FaultLog& faults);
/// Reports that a row has not as many cells as the header.
void report_cell_count(const CsvRow& row, std::size_t n_columns, const CsvRowPlace& place, FaultLog& faults);

}  // namespace avenant::cases
