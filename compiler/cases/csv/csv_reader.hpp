// CSV by RFC 4180, row by row: quoted cells may hold separators, doubled quotes and line breaks; lines end in LF or
// CRLF. A row that cannot be split costs itself only, unlike in reference tables (compiler/sema/reference/csv.hpp).
// Read next: csv_row.hpp (a row), csv_cases.hpp (which makes cases of rows).
#pragma once

#include <cstddef>
#include <string_view>

#include "compiler/cases/csv/csv_row.hpp"
#include "compiler/cases/data/window.hpp"

namespace avenant::cases {

/// Rows of one line each, as they are written: what the reader would give one after another, and lines that are empty.
struct PlainRows {
  std::string_view text;  ///< Whole lines, but for the last line of the data.
  std::size_t n_rows = 0;
  Position position;       ///< Of the first byte.
  std::size_t offset = 0;  ///< Of the first byte in the data.
};

/// Reads rows from a window, which must outlive it. Lines that are empty are no rows.
class CsvReader {
 public:
  explicit CsvReader(Window& window) : window_(window) {}

  /// The separator of the rows that follow: `,`, `;` or a tab.
  void set_separator(char separator) { splitter_.set_separator(separator); }
  [[nodiscard]] char separator() const { return splitter_.separator(); }

  /// Splits the next row; false at the end of the data. After a quoted cell that has no end, and after a row of several
  /// lines that could not be split, reading goes on at the line after the one where the row begins. Linear: what is
  /// read again is bounded by a share of what was read.
  bool next(CsvRow& row);
  /// Takes the rows that come next, at most `n_most`, as long as each is in sight and ends on its own line, whatever is
  /// in it. None where the next row is not so, and at the end of the data: next() knows. Valid until the next call.
  /// Linear.
  PlainRows take_plain(std::size_t n_most);
  /// Gives up the row just read because a quote that its first line leaves open swallowed the following ones: the row
  /// is that line, with an unclosed quote, and reading goes on after it. False when there is no such quote.
  bool blame_open_quote(CsvRow& row);
  /// The first line that is not empty, without taking it; empty at the end of the data, or when it is too long.
  [[nodiscard]] std::string_view first_line();

 private:
  /// Where a record ends: its text, and the offset of what follows its line break.
  struct Extent {
    std::size_t size = 0;
    std::size_t next = 0;
    bool has_quotes = false;
    CsvProblem problem = CsvProblem::None;
    std::size_t problem_offset = 0;
    std::size_t open_quote = CsvRow::kNone;
  };
  bool skip_empty_lines();
  /// The offset of the first line break at or after `from`, or that of the end of the data; more than kMaxCaseBytes
  /// when there is none so far.
  std::size_t find_line_break(std::size_t from);
  Extent find_extent();
  Extent find_quoted_extent(std::size_t line_end);
  [[nodiscard]] bool ends_outside_quotes(std::string_view line) const;
  bool may_read_again(std::size_t size);

  Window& window_;
  CsvSplitter splitter_;
  std::size_t pending_ = 0;     // bytes of the last row, dropped before the next
  std::size_t first_line_ = 0;  // bytes of its first line, with the line break
  bool skipping_line_ = false;  // the rest of a line that was too long is still to be skipped
  std::size_t n_read_again_ = 0;
};

}  // namespace avenant::cases
