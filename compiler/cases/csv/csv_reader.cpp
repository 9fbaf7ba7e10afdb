// Our own reader, for positions, for what happens after a broken row, and for memory: see docs/dependencies.md.
#include "compiler/cases/csv/csv_reader.hpp"

#include <algorithm>
#include <cstring>

namespace avenant::cases {
namespace {

/// How far after its first line the quoted cell of a row may go on: a quote that is not closed by then never is.
constexpr std::size_t kMaxQuotedBytes = std::size_t{1} << 20U;

/// Bytes that may be read again after broken rows, besides a multiple of those read once.
constexpr std::size_t kReadAgain = 4 * kMaxCaseBytes;
constexpr std::size_t kReadAgainShare = 4;

bool is_space(char byte) {
  return byte == ' ' || byte == '\t';
}

bool contains(std::string_view text, char byte) {
  return !text.empty() && std::memchr(text.data(), byte, text.size()) != nullptr;
}

/// Whether a line is no row.
bool is_empty(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

std::size_t CsvReader::find_line_break(std::size_t from) {
  while (true) {
    const std::string_view view = window_.view();
    const void* const found = from < view.size() ? std::memchr(view.data() + from, '\n', view.size() - from) : nullptr;
    if (found != nullptr) return static_cast<std::size_t>(static_cast<const char*>(found) - view.data());
    from = view.size();
    if (from > kMaxCaseBytes || !window_.more()) return window_.view().size();
  }
}

bool CsvReader::skip_empty_lines() {
  while (true) {
    const std::size_t end = find_line_break(0);
    const std::string_view view = window_.view();
    if (view.empty()) return false;
    if (skipping_line_) {
      skipping_line_ = end == view.size();
      window_.drop(std::min(end + 1, view.size()));
      continue;
    }
    const std::string_view line = view.substr(0, end);
    if (line.size() > kMaxCaseBytes || !is_empty(line)) return true;
    window_.drop(std::min(end + 1, view.size()));
  }
}

std::string_view CsvReader::first_line() {
  if (!skip_empty_lines()) return {};
  const std::size_t end = find_line_break(0);
  return end > kMaxCaseBytes ? std::string_view() : window_.view().substr(0, end);
}

bool CsvReader::may_read_again(std::size_t size) {
  if (n_read_again_ + size > kReadAgain + kReadAgainShare * window_.n_dropped()) return false;
  n_read_again_ += size;
  return true;
}

/// Follows quotes from the beginning of the row, whose first line ends at `line_end`.
CsvReader::Extent CsvReader::find_quoted_extent(std::size_t line_end) {
  Extent extent;
  extent.has_quotes = true;
  std::size_t at = 0;
  std::size_t quote = 0;
  bool in_quotes = false;
  bool at_cell_start = true;
  const std::size_t limit = line_end + kMaxQuotedBytes;
  while (true) {
    if (at == window_.view().size() || (in_quotes && at > limit)) {
      const std::size_t most = in_quotes ? limit : kMaxCaseBytes + kMaxQuotedBytes;
      if (at <= most && window_.more()) continue;
      extent.size = extent.next = at;
      if (!in_quotes && at > most) extent.problem = CsvProblem::TooLong;
      if (in_quotes) {
        extent.problem = CsvProblem::UnclosedQuote;
        extent.problem_offset = quote;
        if (quote < line_end && line_end < at) extent.open_quote = quote;
      }
      return extent;
    }
    const char byte = window_.view()[at];
    if (in_quotes) {
      const std::string_view view = window_.view();
      const void* const found = std::memchr(view.data() + at, '"', view.size() - at);
      if (found == nullptr) {
        at = view.size();
        continue;
      }
      at = static_cast<std::size_t>(static_cast<const char*>(found) - view.data()) + 1;
      if (quote < line_end && at > line_end) extent.open_quote = quote;
      // A quote that far away closes nothing, wherever blocks end.
      if (at > limit) continue;
      if (at == view.size()) window_.more();
      if (at < window_.view().size() && window_.view()[at] == '"') {
        ++at;
      } else {
        in_quotes = false;
      }
      continue;
    }
    if (byte == '\n') {
      extent.size = at;
      extent.next = at + 1;
      return extent;
    }
    if (byte == '"' && at_cell_start) {
      in_quotes = true;
      quote = at;
      at_cell_start = false;
    } else if (byte == separator()) {
      at_cell_start = true;
    } else if (!is_space(byte)) {
      at_cell_start = false;
    }
    ++at;
  }
}

CsvReader::Extent CsvReader::find_extent() {
  const std::size_t line_end = find_line_break(0);
  first_line_ = std::min(line_end + 1, window_.view().size());
  const std::string_view line = window_.view().substr(0, line_end);
  if (line.size() > kMaxCaseBytes) return {line.size(), line.size(), false, CsvProblem::TooLong, 0};
  if (!contains(line, '"')) return {line_end, first_line_, false, CsvProblem::None, 0};
  return find_quoted_extent(line_end);
}

bool CsvReader::blame_open_quote(CsvRow& row) {
  if (row.open_quote == CsvRow::kNone || !may_read_again(row.text.size())) return false;
  pending_ = first_line_;
  row.text = row.text.substr(0, row.first_line);
  if (row.text.ends_with('\r')) row.text.remove_suffix(1);
  row.problem = CsvProblem::UnclosedQuote;
  row.problem_offset = row.open_quote;
  return true;
}

bool CsvReader::next(CsvRow& row) {
  window_.drop(pending_);
  pending_ = 0;
  if (!skip_empty_lines()) return false;
  const Extent extent = find_extent();
  pending_ = extent.next;
  std::string_view text = window_.view().substr(0, extent.size);
  if (text.ends_with('\r')) text.remove_suffix(1);
  row = CsvRow{{}, text, extent.problem, extent.problem_offset, window_.position(), text.size(), extent.open_quote};
  row.first_line = std::min(first_line_ - (first_line_ > 0 ? 1 : 0), text.size());
  if (row.problem == CsvProblem::TooLong) skipping_line_ = true;
  if (row.problem == CsvProblem::None) splitter_.split(row, extent.has_quotes);
  // What is wrong after the first line of a row is the fault of the quote that made it go on.
  if (row.problem != CsvProblem::None && row.problem_offset >= row.first_line) blame_open_quote(row);
  if (row.problem == CsvProblem::UnclosedQuote && pending_ > first_line_) blame_open_quote(row);
  return true;
}

bool CsvReader::ends_outside_quotes(std::string_view line) const {
  bool in_quotes = false;
  bool at_cell_start = true;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char byte = line[at];
    if (in_quotes) {
      if (byte != '"') continue;
      if (at + 1 < line.size() && line[at + 1] == '"') {
        ++at;
      } else {
        in_quotes = false;
      }
    } else if (byte == '"' && at_cell_start) {
      in_quotes = true;
      at_cell_start = false;
    } else if (byte == separator()) {
      at_cell_start = true;
    } else if (!is_space(byte)) {
      at_cell_start = false;
    }
  }
  return !in_quotes;
}

PlainRows CsvReader::take_plain(std::size_t n_most) {
  window_.drop(pending_);
  pending_ = 0;
  PlainRows rows;
  if (!skip_empty_lines()) return rows;
  find_line_break(0);
  rows.position = window_.position();
  rows.offset = window_.n_dropped();
  const std::string_view view = window_.view();
  std::size_t at = 0;
  while (rows.n_rows < n_most && at < view.size()) {
    const void* const found = std::memchr(view.data() + at, '\n', view.size() - at);
    // What is in sight without a line break is a row where nothing comes after it: the first row has been looked for.
    if (found == nullptr && at > 0) break;
    const std::size_t end =
        found == nullptr ? view.size() : static_cast<std::size_t>(static_cast<const char*>(found) - view.data());
    const std::string_view line = view.substr(at, end - at);
    if (line.size() > kMaxCaseBytes || (contains(line, '"') && !ends_outside_quotes(line))) break;
    if (!is_empty(line)) ++rows.n_rows;
    at = std::min(end + 1, view.size());
  }
  rows.text = view.substr(0, at);
  pending_ = at;
  return rows;
}

}  // namespace avenant::cases
