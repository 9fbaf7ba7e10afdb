// Cases written in CSV, one a row under a header that names inputs.
// Read next: csv_reader.hpp (rows), csv_header.hpp (columns), case_binder.hpp (values).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
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
};

/// One of the programs that rows are bound to. Everything is referred to.
struct CsvTarget {
  const program::Package& package;
  std::string_view dispositif;
  CaseBinder& binder;
  FaultLog& faults;          ///< Of names and values; what is wrong with a row as such is told once.
  std::vector<bool> needed;  ///< By input: some result may read it; for naming missing columns.
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
  /// `path` names the data in messages. There is at least one target; the first one's names help to recognise the
  /// separator.
  CsvCases(Window& window, std::string_view path, std::span<const CsvTarget> targets, FaultLog& faults)
      : window_(window), path_(path), targets_(targets), reader_(window), faults_(faults) {}

  /// Reads the header; false after a message about what makes the rows meaningless.
  bool read_header(const CsvOptions& options);
  /// Of the header, as the first target knows it.
  [[nodiscard]] const std::vector<CsvColumn>& columns() const { return columns_.front().all; }
  [[nodiscard]] char separator() const { return reader_.separator(); }

  /// The next row, as a case of each target, of which `bound` has one each. Linear; memory is that of one row.
  CsvStep next(std::span<BoundCase> bound);
  /// The next rows, as text: see CsvReader. They count as read.
  PlainRows take_plain(std::size_t n_most);
  /// The rows read so far, those that are no case included.
  [[nodiscard]] std::size_t n_rows() const { return n_rows_; }

 private:
  /// What the columns are to one target.
  struct Columns {
    std::vector<CsvColumn> all;
    std::vector<std::size_t> used;  // indices of the columns that are not ignored
    std::size_t id_column = 0;      // 1 + index; 0: none
  };

  void report_no_case();
  void read_columns(const CsvRow& row, const CsvTarget& target, const std::string& id_column);
  [[nodiscard]] bool second_line_is_row(const CsvRow& row) const;
  void bind(const CsvRow& row, std::size_t target, BoundCase& bound);
  void slow_cell(const CsvRow& row, const CsvCell& cell, const CsvColumn& column, CaseBinder& binder, BoundCase& bound);

  Window& window_;
  std::string_view path_;
  std::span<const CsvTarget> targets_;
  CsvReader reader_;
  FaultLog& faults_;
  std::vector<Columns> columns_;  // by target
  std::size_t n_columns_ = 0;
  std::size_t n_rows_ = 0;
  RawValue raw_;
};

/// Calls `on_case` with each case, bound to every target, in order; it returns false to stop. `path` names the data in
/// messages. Returns the number of rows. Linear; memory is that of one row.
std::size_t read_csv_cases(Window& window, std::string_view path, std::span<const CsvTarget> targets, FaultLog& faults,
                           const CsvOptions& options, const std::function<bool(std::span<const BoundCase>)>& on_case);

}  // namespace avenant::cases
