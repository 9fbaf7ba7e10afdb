// A file test: a Markdown file whose fenced blocks say what to run and what it must print. Read next: file_tests.cpp.
//
// ```attendu check --lang en     the command, and in the block what it prints
// ```donnée cas.ndjson           a file for the commands of this test, named there `{cas.ndjson}` (see DataKind)
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace avenant::file_tests {

/// A fenced block, as byte offsets in the file: its two fence lines without line breaks and its body between them.
struct Fenced {
  std::size_t open_begin = 0;
  std::size_t open_end = 0;
  std::size_t body_begin = 0;
  std::size_t body_end = 0;
  std::size_t close_begin = 0;
  std::size_t close_end = 0;
  char character = '`';
  std::size_t length = 3;
  std::vector<std::string> words;  ///< The information string; a word in double quotes may hold blanks.
};

/// All closed fenced blocks of a text, in order.
[[nodiscard]] std::vector<Fenced> find_fenced(std::string_view text);

/// A command with what it must print.
struct Expectation {
  std::vector<std::string> command;
  std::string expected;
  Fenced block;
};

/// How a data block becomes a file, in a folder that the commands name `{données}`.
enum class DataKind : unsigned char {
  Plain,     ///< `donnée NAME`: as it is.
  Raw,       ///< `donnée brute NAME`: with `\xHH` and `\\` decoded.
  Repeated,  ///< `donnée répétée NAME SIZE`: its last line (but for a closing fence) repeated until SIZE bytes or more.
  Sparse,    ///< `donnée creuse NAME SIZE`: SIZE zero bytes that take no room on the disk.
  Copies,    ///< `donnée copiée FOLDER COUNT`: as 1.avn.md to COUNT.avn.md in that folder.
  Forbidden,  ///< `donnée interdite NAME`: a file that the commands of the test may not read.
};

struct Data {
  std::string name;
  DataKind kind = DataKind::Plain;
  std::size_t size = 0;
  std::string body;
};

struct TestFile {
  std::vector<Expectation> expectations;
  std::vector<Data> data;
  std::string standard_input;  ///< The block « ```entrée standard ».
  std::string problem;         ///< What is wrong with the test itself, or empty.
};

[[nodiscard]] TestFile parse_test_file(std::string_view text);

/// The bytes of a data file, but for Sparse ones.
[[nodiscard]] std::string data_bytes(const Data& data);

/// The text with the bodies of its expectations replaced, one new body for each, in order. A fence grows when a body
/// holds a line that would close it.
[[nodiscard]] std::string with_outputs(std::string_view text, const TestFile& test,
                                       const std::vector<std::string>& outputs);

}  // namespace avenant::file_tests
