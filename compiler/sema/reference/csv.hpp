// Comma-separated values (RFC 4180), read a row at a time: `,` or `;` between cells, quotes doubled inside quotes,
// lines ended by LF or CRLF. Anything doubtful is an error, for the file is part of the rules; compiler/cases/csv reads
// data, where a broken row costs itself only. Read next: tables.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace avenant::sema {

/// One cell; an unquoted one is without the spaces around it.
struct CsvCell {
  std::string text;
  std::size_t offset = 0;  ///< Of its first byte in the file.
};

enum class CsvStatus : std::uint8_t {
  Row,
  End,
  UnclosedQuote,  ///< A quoted cell that the file never ends.
  AfterQuote,     ///< Something other than a separator after a closing quote.
  QuoteInside,    ///< A quote in a cell that does not begin with one.
};

/// Reads the bytes of one file. The bytes outlive it.
class CsvReader {
 public:
  /// `bytes` is UTF-8; a byte order mark is skipped. The separator is what the first line holds more of.
  explicit CsvReader(std::string_view bytes);

  /// Reads the next row that is not an empty line into `cells`. After a wrong row the reader is at an end.
  CsvStatus next(std::vector<CsvCell>& cells);

  /// Where the row last read begins, or where the mistake is.
  [[nodiscard]] std::size_t offset() const { return offset_; }

 private:
  CsvStatus read_quoted(CsvCell& cell);
  CsvStatus read_plain(CsvCell& cell);
  CsvStatus fail(CsvStatus status, std::size_t offset);

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::size_t offset_ = 0;
  char separator_ = ';';
};

/// The line and the column, in code points, of an offset in a file, both from 1. Linear.
struct FilePosition {
  std::size_t line = 1;
  std::size_t column = 1;
};
[[nodiscard]] FilePosition position_in(std::string_view bytes, std::size_t offset);

}  // namespace avenant::sema
