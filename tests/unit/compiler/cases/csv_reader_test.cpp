#include "compiler/cases/csv/csv_reader.hpp"

#include <catch2/catch.hpp>
#include <string>

namespace {

using namespace avenant::cases;

/// The rows as one text: cells between bars, or the problem and its place.
std::string read(std::string_view bytes, std::size_t block = 1U << 16U, char separator = ';') {
  TextSource source(bytes);
  Window window(source, block);
  CsvReader reader(window);
  reader.set_separator(separator);
  std::string text;
  CsvRow row;
  while (reader.next(row)) {
    text += std::to_string(row.position.line) + ":";
    if (row.problem == CsvProblem::None) {
      for (const CsvCell& cell : row.cells) text += "|" + std::string(cell.text);
    } else {
      const Position position = row.position_of(row.problem_offset);
      text += " problem " + std::to_string(static_cast<int>(row.problem)) + " at " + std::to_string(position.line) +
              ":" + std::to_string(position.column);
    }
    text += "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("cells are parted, trimmed and unquoted") {
  CHECK(read("a;b;c\n") == "1:|a|b|c\n");
  CHECK(read("a;;\r\n;\"x;y\";\"p \"\"q\"\"\"") == "1:|a||\n2:||x;y|p \"q\"\n");
  CHECK(read("\u00A0a b\u202F; \" c \" ;d\t\n") == "1:|a b|c|d\n");
  CHECK(read("a,b\tc\n", 1U << 16U, ',') == "1:|a|b\tc\n");
  CHECK(read("a\t b \t\n", 1U << 16U, '\t') == "1:|a|b|\n");
  CHECK(read("dit \"oui\";2\n") == "1:|dit \"oui\"|2\n");
}

TEST_CASE("a quoted cell may hold line breaks, and lines are counted") {
  CHECK(read("a;\"b\nc\r\nd\"\n\n\n2;3\n") == "1:|a|b\nc\r\nd\n6:|2|3\n");
}

TEST_CASE("a row that cannot be split costs itself") {
  CHECK(read("a;\"b\n1;2\n3;4\n") == "1: problem 1 at 1:3\n2:|1|2\n3:|3|4\n");
  CHECK(read("a;\"b\"c\n1;2\n") == "1: problem 2 at 1:6\n2:|1|2\n");
  // The quote of the second row closes that of the first: both are wrong, the others are not.
  CHECK(read("a;\"b\nx;\"y\n1;2\n") == "1: problem 1 at 1:3\n2: problem 1 at 2:3\n3:|1|2\n");
  CHECK(read("é\xFF;2\n1;2\n") == "1: problem 4 at 1:2\n2:|1|2\n");
  CHECK(read(std::string_view("a\0;2\n1;2\n", 9)) == "1: problem 5 at 1:2\n2:|1|2\n");
}

TEST_CASE("a line longer than a case may be is skipped without being held") {
  const std::string text = "a;b\n" + std::string(3 * kMaxCaseBytes, 'x') + "\nc;d\n";
  CHECK(read(text) == "1:|a|b\n2: problem 3 at 2:1\n3:|c|d\n");
}

TEST_CASE("a quoted cell goes on for a megabyte of lines at most") {
  const std::string lines(std::size_t{1} << 19U, '\n');
  CHECK(read("a;\"b" + lines + "\";c\nd\n").ends_with("c\n" + std::to_string(lines.size() + 2) + ":|d\n"));
  const std::string more(std::size_t{1} << 21U, '\n');
  CHECK(read("a;\"b" + more + "x\";c\nd\n") == "1: problem 1 at 1:3\n" + std::to_string(more.size() + 1) + ":|x\"|c\n" +
                                                   std::to_string(more.size() + 2) + ":|d\n");
}

TEST_CASE("rows do not depend on where the blocks of their bytes end") {
  const std::string text = "id;é\r\n\"a\"\"b\";\" c\nd \"\r\n\n\"x;y\n1;\"2\" 3\n  \n4;\"5\" ;6\n7;\"\"\n\"";
  const std::string whole = read(text);
  for (std::size_t block = 1; block < 60; ++block) CHECK(read(text, block) == whole);
}

TEST_CASE("quotes that are never closed cost no more than linear time") {
  // Outside quotes each line leaves one open; inside, each line leaves it open too.
  std::string text;
  while (text.size() < 4 * kMaxCaseBytes) text += "x\";\"\"\"\n";
  TextSource source(text);
  Window window(source);
  CsvReader reader(window);
  CsvRow row;
  std::size_t n_rows = 0;
  while (reader.next(row)) ++n_rows;
  CHECK(n_rows > 0);
}
