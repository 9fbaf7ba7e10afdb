#include "compiler/cases/csv/csv_row.hpp"

#include <algorithm>
#include <cstring>

#include "compiler/base/data_text.hpp"
#include "compiler/base/source.hpp"

namespace avenant::cases {
namespace {

bool is_space(char byte) {
  return byte == ' ' || byte == '\t';
}

/// Whether a byte is a character of ASCII that is seen.
bool is_graphic(char byte) {
  return byte > ' ' && byte < '\x7F';
}

}  // namespace

void CsvSplitter::add_cell(std::string_view row, std::size_t begin, std::size_t end) {
  std::string_view text = row.substr(begin, end - begin);
  // Most cells begin and end with a letter or a digit.
  if (!text.empty() && !(is_graphic(text.front()) && is_graphic(text.back()))) text = base::trimmed(text);
  cells_.push_back({text, text.empty() ? begin : static_cast<std::size_t>(text.data() - row.data())});
}

std::span<const CsvCell> CsvSplitter::split_plain(std::string_view text) {
  cells_.clear();
  std::size_t begin = 0;
  const char separator = separator_;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != separator) continue;
    add_cell(text, begin, i);
    begin = i + 1;
  }
  add_cell(text, begin, text.size());
  return cells_;
}

void CsvSplitter::split_quoted(std::string_view text, CsvRow& row) {
  unquoted_.clear();
  unquoted_.reserve(text.size());
  std::size_t at = 0;
  while (true) {
    std::size_t begin = at;
    while (begin < text.size() && is_space(text[begin]) && text[begin] != separator_) ++begin;
    if (begin == text.size() || text[begin] != '"') {
      const std::size_t end = std::min(text.find(separator_, at), text.size());
      add_cell(text, at, end);
      at = end;
    } else {
      const std::size_t first = unquoted_.size();
      std::size_t i = begin + 1;
      for (; i < text.size() && (text[i] != '"' || (i + 1 < text.size() && text[i + 1] == '"')); ++i) {
        if (text[i] == '"') ++i;
        unquoted_ += text[i];
      }
      // `reserve` keeps the texts where they are.
      cells_.push_back({base::trimmed(std::string_view(unquoted_).substr(first)), begin});
      at = std::min(i + 1, text.size());
      while (at < text.size() && is_space(text[at]) && text[at] != separator_) ++at;
      if (at < text.size() && text[at] != separator_) {
        row.problem = CsvProblem::TextAfterQuote;
        row.problem_offset = at;
        return;
      }
    }
    if (at == text.size()) return;
    ++at;
  }
}

void CsvSplitter::split(CsvRow& row, bool has_quotes) {
  cells_.clear();
  if (const auto invalid = base::find_invalid_utf8(row.text)) {
    row.problem = CsvProblem::NotUtf8;
    row.problem_offset = *invalid;
  } else if (row.text.find('\0') != std::string_view::npos) {
    row.problem = CsvProblem::Nul;
    row.problem_offset = row.text.find('\0');
  } else if (has_quotes) {
    split_quoted(row.text, row);
  } else {
    split_plain(row.text);
  }
  row.cells = cells_;
}

}  // namespace avenant::cases
