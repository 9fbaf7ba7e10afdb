// Cases written in CSV, one a row under a header that names inputs.
// Read next: csv_reader.hpp (rows), csv_header.hpp (columns), case_binder.hpp (values).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/cases/case_binder.hpp"
#include "compiler/cases/csv/csv_header.hpp"
#include "compiler/cases/csv/csv_reader.hpp"
#include "compiler/cases/data/fault.hpp"
#include "compiler/cases/data/window.hpp"
#include "runtime/program/package.hpp"

namespace avenant::cases {

/// How CSV data are read.
struct CsvOptions {
  std::optional<char> separator;  ///< None: recognised from the header.
  std::string id_column;          ///< Empty: the column `id`, if there is one.
  std::vector<bool> needed;       ///< By input: some result may read it; for naming missing columns.
};

/// What the next row is.
enum class CsvStep : std::uint8_t {
  Case,
  Refused,  ///< No case; reported.
  End,
};

/// Makes cases of rows. An empty cell is not given. Rows that cannot be split are reported, and count in the numbers of
/// cases. What it is given must outlive it.
class CsvCases {
 public:
  /// `path` names the data in messages.
  CsvCases(Window& window, std::string_view path, const program::Package& package, CaseBinder& binder, FaultLog& faults)
      : window_(window), path_(path), package_(package), reader_(window), binder_(binder), faults_(faults) {}

  /// Reads the header; false after a message about what makes the rows meaningless.
  bool read_header(std::string_view dispositif, const CsvOptions& options);
  /// Of the header.
  [[nodiscard]] const std::vector<CsvColumn>& columns() const { return columns_; }
  [[nodiscard]] char separator() const { return reader_.separator(); }

  /// The next row, as a case. Linear; memory is that of one row.
  CsvStep next(BoundCase& bound);
  /// The next rows, as text: see CsvReader. They count as read.
  PlainRows take_plain(std::size_t n_most);
  /// The rows read so far, those that are no case included.
  [[nodiscard]] std::size_t n_rows() const { return n_rows_; }

 private:
  void report_no_case();
  [[nodiscard]] bool second_line_is_row(const CsvRow& row) const;
  void bind(const CsvRow& row, BoundCase& bound);
  void slow_cell(const CsvRow& row, const CsvCell& cell, const CsvColumn& column, BoundCase& bound);

  Window& window_;
  std::string_view path_;
  const program::Package& package_;
  CsvReader reader_;
  CaseBinder& binder_;
  FaultLog& faults_;
  std::vector<CsvColumn> columns_;
  std::vector<std::size_t> used_;  // indices of the columns that are not ignored
  std::size_t id_column_ = 0;      // 1 + index; 0: none
  std::size_t n_rows_ = 0;
  RawValue raw_;
};

/// Calls `on_case` with each case, in order; it returns false to stop. `path` names the data in messages. Returns the
/// number of rows. Linear; memory is that of one row.
std::size_t read_csv_cases(Window& window, std::string_view path, const program::Package& package,
                           std::string_view dispositif, CaseBinder& binder, FaultLog& faults, const CsvOptions& options,
                           const std::function<bool(const BoundCase&)>& on_case);

}  // namespace avenant::cases
