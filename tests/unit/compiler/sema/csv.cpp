// What a data file holds: separators, quotes, lines, and where a mistake is.
#include "compiler/sema/reference/csv.hpp"

#include <catch2/catch.hpp>

using namespace avenant::sema;

namespace {

/// Cells joined by `|`, rows by `/`; then how reading ended, but for a plain end.
std::string rows_of(std::string_view bytes) {
  CsvReader reader(bytes);
  std::vector<CsvCell> row;
  std::string text;
  CsvStatus status = CsvStatus::Row;
  while ((status = reader.next(row)) == CsvStatus::Row) {
    for (std::size_t i = 0; i < row.size(); ++i) text += (i > 0 ? "|" : "") + row[i].text;
    text += "/";
  }
  if (status == CsvStatus::UnclosedQuote) text += "unclosed at " + std::to_string(reader.offset());
  if (status == CsvStatus::AfterQuote) text += "after quote at " + std::to_string(reader.offset());
  if (status == CsvStatus::QuoteInside) text += "quote inside at " + std::to_string(reader.offset());
  return text;
}

}  // namespace

TEST_CASE("the separator is what the first line holds more of") {
  CHECK(rows_of("a;b;c\n1,5;2;3\n") == "a|b|c/1,5|2|3/");
  CHECK(rows_of("a,b,c\n1;5,2,3\n") == "a|b|c/1;5|2|3/");
  CHECK(rows_of("\"a,b,c\";d\n1;2\n") == "a,b,c|d/1|2/");
  CHECK(rows_of("a\n1\n") == "a/1/");
}

TEST_CASE("lines end by LF, CRLF or the end of the file; empty lines are none") {
  CHECK(rows_of("a;b\r\n1;2\r\n\r\n3;4") == "a|b/1|2/3|4/");
  CHECK(rows_of("\n\na;b\n") == "a|b/");
  CHECK(rows_of("") == "");
  CHECK(rows_of("\r\n\n") == "");
  CHECK(rows_of(";\n;\n") == "|/|/");
}

TEST_CASE("a byte order mark is skipped, and spaces around a cell") {
  CHECK(rows_of("\xEF\xBB\xBF"
                "a; b \n\u00A0x\u202F;y z\n") == "a|b/x|y z/");
}

TEST_CASE("a quoted cell holds separators, line breaks and doubled quotes") {
  CHECK(rows_of("a;b\n\"x;\"\"y\"\"\n z\";2\n") == "a|b/x;\"y\"\n z|2/");
  CHECK(rows_of("a;b\n \"x\" ;\"\"\n") == "a|b/x|/");
}

TEST_CASE("misplaced quotes are found where they are") {
  CHECK(rows_of("a;b\n1;\"2\n3;4\n") == "a|b/unclosed at 6");
  CHECK(rows_of("a;b\n\"1\"x;2\n") == "a|b/after quote at 7");
  CHECK(rows_of("a;b\n1x\"y;2\n") == "a|b/quote inside at 6");
}

TEST_CASE("a position counts lines and code points") {
  const std::string bytes =
      "\xEF\xBB\xBF"
      "é;b\nàç;x";
  CHECK(position_in(bytes, 3).column == 1);
  CHECK(position_in(bytes, bytes.find('b')).column == 3);
  CHECK(position_in(bytes, bytes.find('x')).line == 2);
  CHECK(position_in(bytes, bytes.find('x')).column == 4);
}
