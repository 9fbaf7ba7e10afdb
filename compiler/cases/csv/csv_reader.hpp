// CSV by RFC 4180, row by row: quoted cells may hold separators, doubled quotes and line breaks; lines end in LF or
// CRLF. A row that cannot be split costs itself only, unlike in reference tables (compiler/sema/reference/csv.hpp).
// Read next: csv_cases.hpp, which makes cases of rows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/cases/data/window.hpp"

namespace avenant::cases {

/// A cell as its author means it: without its quotes, without spaces at its ends.
struct CsvCell {
  std::string_view text;
  std::size_t offset = 0;  ///< Of the text in the row.
};

/// Why a row cannot be split.
enum class CsvProblem : std::uint8_t {
  None,
  UnclosedQuote,   ///< A quoted cell has no end.
  TextAfterQuote,  ///< A quoted cell ends, but not its cell.
  TooLong,         ///< The row exceeds kMaxCaseBytes.
  NotUtf8,
  Nul,  ///< It holds a byte that is zero.
};

/// A row, valid until the next one is read.
struct CsvRow {
  std::span<const CsvCell> cells;  ///< Of a row without problem.
  std::string_view text;           ///< As written, without its line break.
  CsvProblem problem = CsvProblem::None;
  std::size_t problem_offset = 0;  ///< In `text`.
  Position position;               ///< Of the first byte.
  std::size_t first_line = 0;      ///< Bytes of `text` before its first line break.
  std::size_t open_quote = kNone;  ///< Of a quote that is open where the first line ends: its offset in `text`.
  static constexpr std::size_t kNone = std::string_view::npos;

  /// The position of a byte of `text`.
  [[nodiscard]] Position position_of(std::size_t offset) const {
    return Window::advance(position, text.substr(0, offset));
  }
};

/// Reads rows from a window, which must outlive it. Lines that are empty are no rows.
class CsvReader {
 public:
  explicit CsvReader(Window& window) : window_(window) {}

  /// The separator of the rows that follow: `,`, `;` or a tab.
  void set_separator(char separator) { separator_ = separator; }
  [[nodiscard]] char separator() const { return separator_; }

  /// Splits the next row; false at the end of the data. After a quoted cell that has no end, and after a row of several
  /// lines that could not be split, reading goes on at the line after the one where the row begins. Linear: what is
  /// read again is bounded by a share of what was read.
  bool next(CsvRow& row);
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
  void split_row(CsvRow& row, bool has_quotes);
  void split(std::string_view text);
  void split_quoted(std::string_view text, CsvRow& row);
  void add_cell(std::string_view row, std::size_t begin, std::size_t end);
  bool may_read_again(std::size_t size);

  Window& window_;
  char separator_ = ';';
  std::vector<CsvCell> cells_;
  std::string unquoted_;        // texts of cells with doubled quotes
  std::size_t pending_ = 0;     // bytes of the last row, dropped before the next
  std::size_t first_line_ = 0;  // bytes of its first line, with the line break
  bool skipping_line_ = false;  // the rest of a line that was too long is still to be skipped
  std::size_t n_read_again_ = 0;
};

}  // namespace avenant::cases
