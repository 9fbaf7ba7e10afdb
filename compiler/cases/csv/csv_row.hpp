// One row of CSV and its cells. Read next: csv_reader.hpp, which finds the rows.
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

/// Splits rows into cells, which are its own until the next row.
class CsvSplitter {
 public:
  void set_separator(char separator) { separator_ = separator; }
  [[nodiscard]] char separator() const { return separator_; }

  /// Gives the row its cells, or says why it has none. `has_quotes`: there may be a quote in it. Linear.
  void split(CsvRow& row, bool has_quotes);
  /// The cells of a row that is known to be UTF-8, without zeros and without quotes. Linear.
  std::span<const CsvCell> split_plain(std::string_view text);

 private:
  void split_quoted(std::string_view text, CsvRow& row);
  void add_cell(std::string_view row, std::size_t begin, std::size_t end);

  char separator_ = ';';
  std::vector<CsvCell> cells_;
  std::string unquoted_;  // texts of cells with doubled quotes
};

}  // namespace avenant::cases
